//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read the dialogues, their decisions, the packs that were shared.
pub const VOIR: Right = Right("dialogue.voir");
/// Prepare: agenda, explanations, packs.
pub const PREPARER: Right = Right("dialogue.preparer");
/// Hold and close: decisions, targets and their agreements, sharing a pack, reopening.
pub const CONDUIRE: Right = Right("dialogue.conduire");
/// Declare what a mission spent.
pub const DEPENSER: Right = Right("dialogue.declarer_depense");

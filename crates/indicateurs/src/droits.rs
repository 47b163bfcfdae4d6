//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read the indicators, their proofs and what they are worth.
pub const VOIR: Right = Right("indicateurs.voir");
/// Enter values, import figures, add proofs.
pub const SAISIR: Right = Right("indicateurs.saisir");
/// Change indicators, targets and weights.
pub const MODIFIER: Right = Right("indicateurs.modifier");
/// Freeze the figures of a year.
pub const GELER: Right = Right("indicateurs.geler");

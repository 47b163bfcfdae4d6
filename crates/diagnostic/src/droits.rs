//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read the diagnostic of one's CPTS.
pub const VOIR: Right = Right("diagnostic.voir");
/// Write a need, comment one.
pub const ECRIRE: Right = Right("diagnostic.ecrire");
/// Report a difficulty of a commune.
pub const SIGNALER: Right = Right("diagnostic.signaler");
/// Rank needs in a session.
pub const CLASSER: Right = Right("diagnostic.classer");
/// Tie evidence, answer reports, merge and withdraw needs, open and close sessions.
pub const ANIMER: Right = Right("diagnostic.animer");

//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Write surveys, open and close them, invite, enter a paper answer, read named answers.
pub const GERER: Right = Right("enquete.gerer");
/// See the surveys of the CPTS and their results, by counts only.
pub const VOIR_RESULTATS: Right = Right("enquete.voir_resultats");
/// Answer a survey as a signed-in member.
pub const REPONDRE: Right = Right("enquete.repondre");

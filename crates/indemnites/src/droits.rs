//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir ».
pub const VOIR: Right = Right("indemnites.voir");
/// Right « declarer ».
pub const DECLARER: Right = Right("indemnites.declarer");
/// Right « regler ».
pub const REGLER: Right = Right("indemnites.regler");
/// Right « approuver ».
pub const APPROUVER: Right = Right("indemnites.approuver");
/// Right « payer ».
pub const PAYER: Right = Right("indemnites.payer");
/// Right « emettre ».
pub const EMETTRE: Right = Right("indemnites.emettre");
/// Right « coordonnees ».
pub const COORDONNEES: Right = Right("indemnites.coordonnees");

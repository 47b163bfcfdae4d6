//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir ».
pub const VOIR: Right = Right("adhesions.voir");
/// Right « modifier ».
pub const MODIFIER: Right = Right("adhesions.modifier");
/// Right « valider ».
pub const VALIDER: Right = Right("adhesions.valider");
/// Right « cotiser ».
pub const COTISER: Right = Right("adhesions.cotiser");
/// Right « demander ».
pub const DEMANDER: Right = Right("adhesions.demander");
/// Right « mienne ».
pub const MIENNE: Right = Right("adhesions.mienne");

//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir ».
pub const VOIR: Right = Right("reunions.voir");
/// Right « organiser ».
pub const ORGANISER: Right = Right("reunions.organiser");
/// Right « animer ».
pub const ANIMER: Right = Right("reunions.animer");
/// Right « emarger ».
pub const EMARGER: Right = Right("reunions.emarger");
/// Right « verifier ».
pub const VERIFIER: Right = Right("reunions.verifier");

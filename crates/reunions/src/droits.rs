//! The rights that this crate asks for.

use kernel::Right;

/// See meetings, answer, subscribe.
pub const VOIR: Right = Right("reunions.voir");
/// Plan, invite, move, cancel.
pub const ORGANISER: Right = Right("reunions.organiser");
/// Hold the door and the minutes of the meetings one answers for.
pub const ANIMER: Right = Right("reunions.animer");
/// Sign with the code shown at the door.
pub const EMARGER: Right = Right("reunions.emarger");
/// Check an attestation.
pub const VERIFIER: Right = Right("reunions.verifier");

/// All of them.
pub(crate) const ALL: [Right; 5] = [VOIR, ORGANISER, ANIMER, EMARGER, VERIFIER];

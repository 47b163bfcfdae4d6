//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir »: slots, and how many places are left.
pub const VOIR: Right = Right("rendez_vous.voir");
/// Right « offrir »: one’s own slots.
pub const OFFRIR: Right = Right("rendez_vous.offrir");
/// Right « gerer »: everybody’s slots, who gives care, where.
pub const GERER: Right = Right("rendez_vous.gerer");
/// Right « prendre »: taking and giving back a place for somebody.
pub const PRENDRE: Right = Right("rendez_vous.prendre");

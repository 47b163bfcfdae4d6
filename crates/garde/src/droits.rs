//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir »: plannings, who is on duty when.
pub const VOIR: Right = Right("garde.voir");
/// Right « participer »: one’s own wishes, swaps, holes, what became of one’s half-days.
pub const PARTICIPER: Right = Right("garde.participer");
/// Right « gerer »: plannings, people, the plan of all.
pub const GERER: Right = Right("garde.gerer");

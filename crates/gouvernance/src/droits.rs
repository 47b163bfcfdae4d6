//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir ».
pub const VOIR: Right = Right("gouvernance.voir");
/// Right « voir_interne »: what members and office say among themselves.
pub const VOIR_INTERNE: Right = Right("gouvernance.voir_interne");
/// Right « tenir ».
pub const TENIR: Right = Right("gouvernance.tenir");
/// Right « voter ».
pub const VOTER: Right = Right("gouvernance.voter");

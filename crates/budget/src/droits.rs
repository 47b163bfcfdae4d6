//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir ».
pub const VOIR: Right = Right("budget.voir");
/// Right « tenir ».
pub const TENIR: Right = Right("budget.tenir");
/// Right « exporter ».
pub const EXPORTER: Right = Right("budget.exporter");

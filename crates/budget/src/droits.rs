//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// See the shared money, envelope by envelope: sums alone, no person and no salary.
pub const VOIR: Right = Right("budget.voir");
/// Read each movement, its paper and whom it paid.
pub const VOIR_DETAIL: Right = Right("budget.voir_detail");
/// Note money received, committed and spent, grants, plans, closings.
pub const TENIR: Right = Right("budget.tenir");
/// Download entries and reports.
pub const EXPORTER: Right = Right("budget.exporter");

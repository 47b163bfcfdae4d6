//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Open a file that institutions may read too.
pub const VOIR: Right = Right("pieces.voir");
/// Open every file of the room.
pub const VOIR_INTERNES: Right = Right("pieces.voir_internes");
/// Remove a file that nothing cites.
pub const RETIRER: Right = Right("pieces.retirer");

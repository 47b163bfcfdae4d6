//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Load newer official directories for the whole instance.
pub const IMPORTER: Right = Right("repertoire.importer");

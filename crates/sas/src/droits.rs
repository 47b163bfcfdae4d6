//! The rights that this crate asks for.

use kernel::Right;

/// Right « lire »: what the platform reads; who it is is checked by its certificate.
pub const LIRE: Right = Right("sas.lire");
/// Right « regler »: opening the slots of the CPTS to the platform, or closing them.
pub const REGLER: Right = Right("sas.regler");

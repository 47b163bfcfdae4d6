//! The rights that this crate asks for.

use kernel::Right;

/// Right « lire »: what the platform reads; who it is is checked by its certificate.
pub const LIRE: Right = Right("sas.lire");
/// Right « ecrire »: what the platform writes here; who it is is checked by its certificate.
pub const ECRIRE: Right = Right("sas.ecrire");
/// Right « reserver »: the page of regulators; who is one is what the platform said.
pub const RESERVER: Right = Right("sas.reserver");
/// Right « regler »: opening the slots of the CPTS to the platform, or closing them.
pub const REGLER: Right = Right("sas.regler");

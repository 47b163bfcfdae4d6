//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// See the public pages and ask the public questions: everybody.
pub const CONSULTER: Right = Right("territoire.consulter");
/// Open the space of a new CPTS from a composed territory: anybody signed in.
pub const OUVRIR_PROJET: Right = Right("territoire.ouvrir_projet");
/// See the territory of one's CPTS in its workspace, with its past and future versions.
pub const VOIR: Right = Right("territoire.voir");
/// Change the communes of the CPTS.
pub const MODIFIER: Right = Right("territoire.modifier");
/// Change the stage of the CPTS.
pub const CHANGER_STATUT: Right = Right("territoire.changer_statut");
/// Load newer official files for the whole instance.
pub const IMPORTER: Right = Right("territoire.importer");

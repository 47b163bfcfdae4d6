//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read the entries of the CPTS, from the workspace.
pub const VOIR: Right = Right("annuaire.voir");
/// Add actors, fill fields, confirm on behalf of an owner, review answers and official changes, erase.
pub const MODIFIER: Right = Right("annuaire.modifier");
/// Ask owners to confirm their entry.
pub const DEMANDER: Right = Right("annuaire.demander");
/// Keep the list of referents of institutions.
pub const REFERENTS: Right = Right("annuaire.referents");
/// Read the public directory of a CPTS; answer a confirmation link.
pub const CONSULTER: Right = Right("annuaire.consulter");
/// Take the directory away in a file, with what members see of it.
pub const EXPORTER: Right = Right("annuaire.exporter");

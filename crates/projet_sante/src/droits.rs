//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read the projet de santé of one's CPTS, its path and its actions.
pub const VOIR: Right = Right("projet_sante.voir");
/// Comment a part of the projet.
pub const COMMENTER: Right = Right("projet_sante.commenter");
/// Write the part of the projet that one was given.
pub const REDIGER: Right = Right("projet_sante.rediger");
/// Lead: write every part, give them out, write actions, freeze, send, say where the path stands.
pub const CONDUIRE: Right = Right("projet_sante.conduire");
/// Note who helped the project, when and what for.
pub const APPUYER: Right = Right("projet_sante.appuyer");
/// Note the aids that were granted and received.
pub const AIDES: Right = Right("projet_sante.aides");

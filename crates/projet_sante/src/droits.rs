//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read what is agreed upon in the projet de santé, its actions, its frozen versions, where the creation stands.
pub const VOIR: Right = Right("projet_sante.voir");
/// Read the work under way: texts, comments, histories, statutes, criteria and files, what was noted beside a sending.
pub const VOIR_TRAVAIL: Right = Right("projet_sante.voir_travail");
/// Read what was sent to the ARS, what it asked and decided, what was answered: no draft and no note.
pub const VOIR_DOSSIER: Right = Right("projet_sante.voir_dossier");
/// Read the start-up aids and what was received of them.
pub const VOIR_AIDES: Right = Right("projet_sante.voir_aides");
/// Keep a file beside something, or take it away: whoever leads, or keeps the money of aids.
pub const JOINDRE: Right = Right("projet_sante.joindre");
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

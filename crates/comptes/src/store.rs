//! Every SQL statement of the crate. People, sessions, links and attempts belong to the instance; memberships to a CPTS,
//! which is the first parameter of each statement about them.

pub mod cpts;
pub mod lien;
pub mod membre;
pub mod personne;
pub mod session;
pub mod tentative;

//! Every SQL statement of the crate. People, sessions, sign-in links and attempts belong to the instance; memberships and
//! tap links to a CPTS, which is the first parameter of each statement about them, but for the one that finds the CPTS of
//! a token.

pub mod cpts;
pub mod lien;
pub mod lien_direct;
pub mod membre;
pub mod personne;
pub mod session;
pub mod tentative;

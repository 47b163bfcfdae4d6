//! Every SQL statement of the crate: questions, not CRUD.

pub mod affectations;
pub mod constats;
pub mod demi_journees;
pub mod echanges;
pub mod participants;
pub mod plannings;
pub mod voeux;

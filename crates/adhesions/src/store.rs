//! Every SQL statement of the crate: questions, not CRUD.

pub mod adherents;
pub mod colleges;
pub mod conventions;
pub mod cotisations;
pub mod paiements;
pub mod personnes;
pub mod tarifs;
pub mod textes;
pub mod vie;

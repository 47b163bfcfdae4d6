//! Every SQL statement of the crate: questions, not CRUD.

pub mod annees;
pub mod clotures;
pub mod decisions;
pub mod financements;
pub mod mouvements;
pub mod pieces;
pub mod reglages;

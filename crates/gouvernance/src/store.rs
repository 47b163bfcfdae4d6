//! What the tables of this crate hold.

pub mod instances;
pub mod mandats;
pub mod pouvoirs;
pub mod scrutins;
pub mod seances;
pub mod urnes;

//! Every SQL statement of the crate.

pub mod cibles;
pub mod depenses;
pub mod dialogues;
pub mod liasses;
pub mod points;

//! The rules of law of this crate: one rule, one file.

pub mod taille;

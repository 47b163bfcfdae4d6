//! The rules: one rule, one file.

pub(crate) mod crise;
pub(crate) mod delais;
pub(crate) mod fonctionnement;
pub(crate) mod montant;
pub(crate) mod part_fixe;
pub(crate) mod part_variable;
pub(crate) mod plafond;
pub(crate) mod prorata;
pub mod taille;

//! Documents attached to a contract.

use crate::contrat::{Avenant, Contrat, FaitCrise};
use jiff::Timestamp;
use kernel::Id;
use pieces::Piece;
use serde::Serialize;

/// A document attached to a contract or to one of its amendments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annexe {
    /// Its id.
    pub id: Id<Self>,
    /// The amendment that it is about; none for the contract itself.
    pub avenant: Option<Id<Avenant>>,
    /// The fact of the crisis mission that it proves.
    pub fait: Option<Id<FaitCrise>>,
    /// What it is: « Annexe 2, indicateurs ».
    pub libelle: String,
    /// The file.
    pub piece: Id<Piece>,
    /// When it was attached.
    pub ajoutee_le: Timestamp,
}

impl Annexe {
    /// Whether its contract, or its amendment, is signed: the referents of the institutions read it from then on.
    #[must_use]
    pub fn is_signed(&self, contrat: &Contrat) -> bool {
        is_signed(contrat, self.avenant)
    }
}

/// Whether the contract, or that amendment of it, is signed.
pub(crate) fn is_signed(contrat: &Contrat, avenant: Option<Id<Avenant>>) -> bool {
    match avenant {
        None => contrat.signature.is_some(),
        Some(id) => contrat.avenants.iter().any(|one| one.id == id && one.is_signed()),
    }
}

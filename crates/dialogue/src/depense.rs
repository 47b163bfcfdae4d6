//! What a mission spent, as declared, until the accounts of the association are kept here.

use crate::dialogue;
use jiff::Timestamp;
use serde::Serialize;

/// What one component of the contract spent in a contract year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Depense {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// Cents.
    pub cents: i64,
    /// Where the figure comes from.
    pub note: String,
    /// When it was declared.
    pub declaree_le: Timestamp,
}

/// Why an amount is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Out of sight.
    #[error("Une dépense déclarée va de 0 à 10 millions d’euros.")]
    Montant,
    /// No such component.
    #[error("Cette mission n’est pas au contrat.")]
    HorsContrat,
    /// Words.
    #[error(transparent)]
    Mots(#[from] dialogue::Refus),
}

impl Depense {
    /// An amount declared for a component.
    ///
    /// # Errors
    /// [`Refus`] about the amount or the words.
    pub fn declare(composante: &str, cents: i64, note: &str, now: Timestamp) -> Result<Self, Refus> {
        if !(0..=1_000_000_000).contains(&cents) {
            return Err(Refus::Montant);
        }
        dialogue::short("La note", note.trim(), 300)?;
        Ok(Self { composante: composante.to_owned(), cents, note: note.trim().to_owned(), declaree_le: now })
    }
}

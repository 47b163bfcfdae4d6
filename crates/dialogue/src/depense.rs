//! What a mission spent, as declared, until the accounts of the association are kept here.

use crate::dialogue;
use crate::texte::Ecrit;
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

/// What somebody says of one component: none takes the declaration back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// Cents.
    pub cents: Option<i64>,
    /// Where the figure comes from.
    pub note: String,
    /// Print of what they read; none for a program that writes over whatever is there.
    pub lue: Option<String>,
}

impl From<(String, Option<i64>, String)> for Declaration {
    fn from((composante, cents, note): (String, Option<i64>, String)) -> Self {
        Self { composante, cents, note, lue: None }
    }
}

impl Declaration {
    /// As somebody who read it sends it back.
    #[must_use]
    pub fn ecrit(&self) -> Ecrit {
        let texte = self.cents.map(|cents| dit(cents, &self.note)).unwrap_or_default();
        Ecrit { cle: self.composante.clone(), lue: self.lue.clone(), texte }
    }
}

fn dit(cents: i64, note: &str) -> String {
    format!("{cents} {}", note.trim())
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
    /// What a writer reads of it, for its print.
    #[must_use]
    pub fn dit(&self) -> String {
        dit(self.cents, &self.note)
    }

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

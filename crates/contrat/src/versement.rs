//! Money received.

use crate::Refus;
use crate::refus::{line, words};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// Money received for a contract, or taken back, as the bank statement shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versement {
    /// Its id.
    pub id: Id<Self>,
    /// What the statement says.
    pub ligne: Ligne,
    /// The account that entered it.
    pub auteur: Option<Uuid>,
    /// When it was entered.
    pub saisi_le: Timestamp,
}

/// A line of a bank statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ligne {
    /// Day of the money.
    pub recu_le: Date,
    /// Cents; negative when the fund took money back.
    pub cents: i64,
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// In words: « Solde de l’année 1 ».
    pub libelle: String,
    /// Reference of the transfer; may be empty.
    pub reference: String,
}

/// What a line of a transfer pays, as far as the notice of the fund says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// Part of the component: « fixe »; empty when it is not said.
    pub part: String,
    /// Contract year, from 1; none when it is not said.
    pub annee: Option<u32>,
}

/// Money received, what it pays, and the transfer that brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recu {
    /// The line.
    pub versement: Versement,
    /// What it pays.
    pub pour: Destination,
    /// Shared by the lines of one transfer.
    pub virement: Uuid,
}

/// A transfer of the fund, which may pay several things at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Virement {
    /// Day of the money.
    pub recu_le: Date,
    /// In words: « Acompte mars ».
    pub libelle: String,
    /// Reference; may be empty.
    pub reference: String,
    /// What it pays, line by line.
    pub lignes: Vec<LigneVirement>,
}

/// One thing that a transfer pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneVirement {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// Cents; negative when the fund took money back.
    pub cents: i64,
    /// What it pays.
    pub pour: Destination,
}

impl Virement {
    /// Each line as the statement would show it alone, with what it pays.
    pub(crate) fn lignes(&self) -> impl Iterator<Item = (Ligne, Destination)> {
        self.lignes.iter().map(|one| {
            let ligne = Ligne {
                recu_le: self.recu_le,
                cents: one.cents,
                composante: one.composante.clone(),
                libelle: self.libelle.clone(),
                reference: self.reference.clone(),
            };
            (ligne, one.pour.clone())
        })
    }
}

/// Ten million euros: more than any CPTS receives at once.
const MAX: i64 = 1_000_000_000;

impl Ligne {
    /// The line, tidied.
    ///
    /// # Errors
    /// [`Refus`] about the amount, the day or the words.
    pub fn checked(self, today: Date) -> Result<Self, Refus> {
        if self.cents == 0 {
            return Err(Refus::VersementNul);
        }
        if self.cents.unsigned_abs() > MAX.unsigned_abs() {
            return Err(Refus::MontantAbsurde("montant"));
        }
        if self.recu_le > today {
            return Err(Refus::Futur { champ: "recu_le", jour: self.recu_le });
        }
        let libelle = line("libelle", "ce que dit le relevé", &self.libelle, 200)?;
        Ok(Self { libelle, reference: words("reference", &self.reference, 100)?, ..self })
    }
}

//! The fee of a member for a civil year, and what was paid of it.

use crate::{Adherent, EtatCotisation};
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// The fee of a member for a civil year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cotisation {
    /// Whose.
    pub adherent: Id<Adherent>,
    /// Civil year.
    pub annee: i16,
    /// What is asked for.
    pub cents: i64,
    /// When it was asked for.
    pub appelee_le: Date,
    /// Why it is not asked for, when it is not.
    pub offerte: Option<String>,
    /// When the last reminder left.
    pub relancee_le: Option<jiff::Timestamp>,
    /// What was received, oldest first, without what was cancelled.
    pub paiements: Vec<Paiement>,
}

/// Money received of a fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paiement {
    /// Its id.
    pub id: Id<Self>,
    /// Whose fee.
    pub adherent: Id<Adherent>,
    /// Of which civil year.
    pub annee: i16,
    /// How much.
    pub cents: i64,
    /// When.
    pub jour: Date,
    /// How.
    pub moyen: Moyen,
    /// Line of the statement, number of the cheque, order; possibly empty.
    pub reference: String,
}

kernel::codes! {
    /// How a fee is paid.
    pub enum Moyen {
        /// Online, by HelloAsso.
        HelloAsso = "helloasso", "HelloAsso";
        /// By transfer.
        Virement = "virement", "Virement";
        /// By cheque.
        Cheque = "cheque", "Chèque";
        /// By card.
        Carte = "carte", "Carte";
        /// In cash.
        Especes = "especes", "Espèces";
        /// Otherwise.
        Autre = "autre", "Autre";
    }
}

impl Cotisation {
    /// What was received of it.
    #[must_use]
    pub fn recu(&self) -> i64 {
        self.paiements.iter().map(|one| one.cents).sum()
    }

    /// What is left to pay; nothing when it is offered.
    #[must_use]
    pub fn reste(&self) -> i64 {
        if self.offerte.is_some() { 0 } else { (self.cents - self.recu()).max(0) }
    }

    /// Where it stands.
    #[must_use]
    pub fn etat(&self) -> EtatCotisation {
        match self.reste() {
            0 if self.offerte.is_some() => EtatCotisation::Offerte,
            0 => EtatCotisation::Payee {
                le: self.paiements.iter().map(|one| one.jour).max().unwrap_or(self.appelee_le),
            },
            cents => EtatCotisation::Due { cents, depuis: self.appelee_le },
        }
    }
}

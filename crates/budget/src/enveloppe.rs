//! An envelope: money that somebody gives for something.

use crate::cle::Cle;
use aci::{Part, Pourquoi};
use jiff::civil::Date;
use std::sync::Arc;

/// An envelope, wherever it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enveloppe {
    /// Its name in addresses.
    pub cle: Cle,
    /// What people read.
    pub nom: String,
    /// What kind of money.
    pub genre: String,
    /// Who gives it.
    pub financeur: String,
    /// Where it is written.
    pub source: String,
    /// What was granted once, in cents; none for the contract, which gives by year.
    pub montant: Option<i64>,
    /// Whether it is a public subsidy.
    pub publique: bool,
    /// Last day on which it may be spent.
    pub au: Option<Date>,
    /// What the agreement asks.
    pub conditions: String,
    /// Account of what is received.
    pub compte: String,
}

/// Money that should come.
#[derive(Debug, Clone)]
pub struct Attendu {
    /// The envelope.
    pub cle: Cle,
    /// The day on which it is due.
    pub jour: Date,
    /// Whether a text gives that day: only then can it be late.
    pub date_connue: bool,
    /// In words: « part fixe de l’année 2, avance de l’année ».
    pub libelle: String,
    /// All of it, in cents.
    pub cents: i64,
    /// What came of it, in cents.
    pub recu: i64,
    /// An unconfirmed figure enters it.
    pub incertain: bool,
    /// How it was reached, for the contract.
    pub pourquoi: Option<Arc<Pourquoi>>,
}

/// A variable part that no dialogue settled: what it would give if every target were reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enjeu {
    /// The envelope.
    pub cle: Cle,
    /// Contract year.
    pub annee: u8,
    /// The day on which it would be paid.
    pub jour: Date,
    /// In cents, at most.
    pub cents: i64,
    /// An unconfirmed figure enters it.
    pub incertain: bool,
}

impl Attendu {
    /// What has not come yet, in cents; negative when money is to be taken back.
    #[must_use]
    pub const fn reste(&self) -> i64 {
        self.cents - self.recu
    }

    /// The day on which what has not come may come: late money can only come from today on.
    #[must_use]
    pub fn espere_le(&self, today: Date) -> Date {
        self.jour.max(today)
    }
}

/// « part fixe de l’année 2, avance de l’année ».
#[must_use]
pub fn dit(part: Part, annee: u8, nature: aci::Nature) -> String {
    let part = if part == Part::Total { "montant" } else { part.libelle() };
    format!("{part} de l’année {annee}, {}", nature.libelle())
}

//! Years in which money is counted: those of the contract and civil ones.

use crate::ligne::Ligne;
use contrat::Contrat;
use jiff::civil::{Date, date};
use serde::Serialize;
use ui::francais;

kernel::codes! {
    /// Which years are looked at.
    pub enum Vue {
        /// From an anniversary of the contract to the next.
        Contrat = "contrat", "Année du contrat";
        /// From January to December: ceilings, accounts.
        Civile = "civile", "Année civile";
    }
}

/// A year: the date of a movement decides which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exercice {
    /// Its name in addresses and in the database: « civil-2026 », « contrat-2024-03-20-2 ».
    pub cle: String,
    /// What people read.
    pub libelle: String,
    /// First day.
    pub du: Date,
    /// Last day, included.
    pub au: Date,
}

impl Exercice {
    /// Whether a day is in it.
    #[must_use]
    pub fn contient(&self, jour: Date) -> bool {
        self.du <= jour && jour <= self.au
    }

    /// « 20 mars 2025 – 19 mars 2026 ».
    #[must_use]
    pub fn jours(&self) -> String {
        format!("du {} au {}", francais::date(self.du), francais::date(self.au))
    }

    /// « Année 2 du contrat, 2025-2026 »: short enough for a list on a telephone.
    #[must_use]
    pub fn court(&self) -> String {
        match (self.du.year(), self.au.year()) {
            (du, au) if du == au => self.libelle.clone(),
            (du, au) => format!("{}, {du}-{au}", self.libelle),
        }
    }

    /// A civil year.
    #[must_use]
    pub fn civil(annee: i16) -> Self {
        Self {
            cle: format!("civil-{annee}"),
            libelle: annee.to_string(),
            du: date(annee, 1, 1),
            au: date(annee, 12, 31),
        }
    }
}

/// The years of every signed contract, oldest first.
#[must_use]
pub fn du_contrat(contrats: &[Contrat]) -> Vec<Exercice> {
    let signed = contrats.iter().filter_map(|one| Some((one.signature?, contrat::annees(one))));
    let mut all: Vec<Exercice> = signed
        .flat_map(|(signature, annees)| {
            annees.into_iter().map(move |one| Exercice {
                cle: format!("contrat-{signature}-{}", one.numero),
                libelle: format!("Année {} du contrat", one.numero),
                du: one.du,
                au: one.au,
            })
        })
        .collect();
    all.sort_by_key(|one| one.du);
    all
}

/// Civil years from the first movement to the one that runs.
#[must_use]
pub fn civils(lignes: &[Ligne], today: Date) -> Vec<Exercice> {
    let first = lignes.iter().map(|one| one.jour.year()).min().unwrap_or(today.year());
    (first.min(today.year())..=today.year()).map(Exercice::civil).collect()
}

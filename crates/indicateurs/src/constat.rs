//! A value with where it comes from, and what is missing.

use crate::{Gel, Indicateur, Nombre, Valeur};
use jiff::civil::Date;
use kernel::Id;
use serde::{Deserialize, Serialize};

/// The value of an indicator on a day, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constat {
    /// The value.
    pub valeur: Nombre,
    /// The day that it says.
    pub jour: Date,
    /// Where it comes from.
    pub de: Provenance,
    /// The same in words: the rule over the acts, or the source that somebody typed.
    pub source: String,
    /// Papers behind it.
    pub preuves: i64,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provenance {
    /// Computed from that many acts.
    Actes {
        /// Acts that count.
        lignes: i64,
    },
    /// Entered or imported.
    Valeur(Id<Valeur>),
    /// As it was frozen, with that many acts behind it (zero when it was entered).
    Gel(Id<Gel>, i64),
}

impl Constat {
    /// Whether something shows it: acts, or a paper.
    #[must_use]
    pub const fn prouve(&self) -> bool {
        match self.de {
            Provenance::Actes { .. } => true,
            Provenance::Valeur(_) => self.preuves > 0,
            // No act is what shows a zero.
            Provenance::Gel(_, lignes) => lignes > 0 || self.preuves > 0 || self.valeur.milliemes() == 0,
        }
    }
}

/// What keeps an indicator from being counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Manque {
    /// No value this year.
    Valeur,
    /// No target this year.
    Cible,
    /// No baseline.
    Depart,
    /// The weights of the mission do not sum to one.
    Poids,
    /// A value that nothing shows.
    Preuve,
    /// Words not checked against the contract.
    Confirmation,
}

impl Manque {
    /// What to do about it.
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Valeur => "aucune valeur cette année",
            Self::Cible => "pas de cible",
            Self::Depart => "pas de valeur de départ",
            Self::Poids => "poids à compléter",
            Self::Preuve => "valeur sans preuve",
            Self::Confirmation => "libellé à vérifier sur le contrat",
        }
    }

    /// What is missing for this indicator.
    #[must_use]
    pub fn of(
        indicateur: &Indicateur,
        cible: Option<Nombre>,
        constat: Option<&Constat>,
        poids: bool,
    ) -> Vec<Self> {
        let missing = [
            (constat.is_none(), Self::Valeur),
            (cible.is_none(), Self::Cible),
            (indicateur.texte.depart.is_none(), Self::Depart),
            (!poids, Self::Poids),
            (constat.is_some_and(|one| !one.prouve()), Self::Preuve),
            (!indicateur.texte.confirme, Self::Confirmation),
        ];
        missing.into_iter().filter(|(missing, _)| *missing).map(|(_, what)| what).collect()
    }
}

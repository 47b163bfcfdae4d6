//! Achievements settled for a contract year.

use crate::Refus;
use jiff::civil::Date;
use serde::Serialize;

/// What a mission achieved in a contract year, as the dialogue de gestion settled it: the variable part follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arretee {
    /// Contract year, from 1.
    pub annee: u32,
    /// Mission.
    pub mission: String,
    /// Its indicators; their weights make one.
    pub indicateurs: Vec<Atteinte>,
    /// Who settled it: « Dialogue de gestion du 3 mars 2026 ».
    pub source: String,
    /// When.
    pub le: Date,
}

/// One indicator of a settled achievement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Atteinte {
    /// Id of the indicator.
    pub id: String,
    /// In words.
    pub libelle: String,
    /// Weight in the mission, in millionths.
    pub poids: i64,
    /// Achievement, in millionths.
    pub atteinte: i64,
}

/// Stands for the whole of a mission, when a rate is noted by hand.
pub(crate) const ENSEMBLE: &str = "ensemble";

/// One, in millionths.
pub const UN: i64 = 1_000_000;

impl Arretee {
    /// Checks weights and rates.
    ///
    /// # Errors
    /// [`Refus::Poids`], [`Refus::Taux`].
    pub fn check(&self) -> Result<(), Refus> {
        let inside = |n: i64| (0..=UN).contains(&n);
        if !self.indicateurs.iter().all(|one| inside(one.poids) && inside(one.atteinte)) {
            return Err(Refus::Taux);
        }
        let somme = self.indicateurs.iter().map(|one| one.poids).sum();
        if somme == UN { Ok(()) } else { Err(Refus::Poids { mission: self.mission.clone(), somme }) }
    }

    /// Whether it is one rate noted by hand, and not what a dialogue settled indicator by indicator.
    #[must_use]
    pub fn by_hand(&self) -> bool {
        self.indicateurs.iter().all(|one| one.id == ENSEMBLE)
    }

    /// Weighted achievement, in millionths, half up: for reading; the engine pays from the exact parts.
    #[must_use]
    pub fn taux(&self) -> i64 {
        taux(self.indicateurs.iter().map(|one| (one.poids, one.atteinte)))
    }
}

/// The rate of a mission from the weights and achievements of its indicators, all in millionths, half up.
pub fn taux(parts: impl Iterator<Item = (i64, i64)>) -> i64 {
    let sum: i64 = parts.map(|(poids, atteinte)| poids.saturating_mul(atteinte)).sum();
    sum.saturating_add(UN / 2) / UN
}

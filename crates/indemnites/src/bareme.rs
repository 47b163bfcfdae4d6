//! The rates of the règlement intérieur: dated lines, the one that applies to an act, and what it gives.

#[cfg(test)]
mod tests;

use crate::regime::{Arrondi, Objet, Regime, Unite};
use actes::Mission;
use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::{self, Refus};
use law::{Entree, Pourquoi};
use serde::Serialize;
use std::sync::Arc;
use ui::francais;
use uuid::Uuid;

/// One rate, as long as it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bareme {
    /// Its id.
    pub id: Id<Self>,
    /// What it is for.
    pub cle: Cle,
    /// In cents, for one `unite`; zero when the règlement pays nothing.
    pub cents: i64,
    /// For what the amount is given.
    pub unite: Unite,
    /// How minutes are counted.
    pub arrondi: Arrondi,
    /// First day.
    pub du: Date,
    /// Last day, when it is known.
    pub au: Option<Date>,
    /// Article and version of the règlement intérieur.
    pub source: String,
}

/// What a rate is for: two rates of the same key never overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cle {
    /// What it pays.
    pub regime: Regime,
    /// What is counted.
    pub objet: Objet,
    /// For this profession; empty for any.
    pub profession: String,
    /// For this mission.
    pub mission: Option<Mission>,
    /// For this kind of meeting (a code of `reunions::Genre`); empty for any.
    pub genre: String,
    /// For this action of the projet de santé.
    pub action: Option<Uuid>,
}

/// What is to be paid: the facts that a rate reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fait {
    /// What is counted.
    pub objet: Objet,
    /// The profession that the person took part as; empty when they have none.
    pub profession: String,
    /// The person works for themself or for an employer: they lose an income.
    pub perd_un_revenu: bool,
    /// For which mission.
    pub mission: Mission,
    /// Kind of meeting; empty when there was none.
    pub genre: String,
    /// For which action.
    pub action: Option<Uuid>,
    /// When.
    pub jour: Date,
    /// Minutes, kilometres or units.
    pub quantite: u32,
}

/// What a rate gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calcul {
    /// The rate.
    pub bareme: Id<Bareme>,
    /// Its regime.
    pub regime: Regime,
    /// In cents.
    pub cents: i64,
    /// Why.
    pub pourquoi: Pourquoi,
}

impl Cle {
    /// How precisely it is aimed: of two rates that fit, the more precise one applies.
    const fn precision(&self) -> (bool, bool, bool, bool) {
        (self.action.is_some(), !self.genre.is_empty(), self.mission.is_some(), !self.profession.is_empty())
    }

    fn fits(&self, fait: &Fait) -> bool {
        let any = |wanted: &str, is: &str| wanted.is_empty() || kernel::fold(wanted) == kernel::fold(is);
        self.objet == fait.objet
            && (self.regime == Regime::RemunerationDeMission
                || fait.perd_un_revenu
                || fait.objet != Objet::Temps)
            && any(&self.profession, &fait.profession)
            && any(&self.genre, &fait.genre)
            && self.mission.is_none_or(|one| one == fait.mission)
            && self.action.is_none_or(|one| Some(one) == fait.action)
    }

    /// The same key, whatever the case and the accents of its words.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        let words = |one: &Self| (kernel::fold(&one.profession), one.genre.clone());
        (self.regime, self.objet, self.mission, self.action)
            == (other.regime, other.objet, other.mission, other.action)
            && words(self) == words(other)
    }
}

impl Bareme {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(mut self) -> Result<Self, Refus> {
        if !(0..=5_000_000).contains(&self.cents) {
            return Err(Refus::new("montant", "Un montant de 0 à 50\u{202f}000\u{a0}€ est attendu."));
        }
        if self.au.is_some_and(|au| au < self.du) {
            return Err(Refus::new("au", "Cette date vient avant le premier jour du barème."));
        }
        if self.unite != Unite::Forfait && self.unite != self.cle.objet.unite() {
            let words = format!(
                "«\u{a0}{}\u{a0}» se paie par {} ou au forfait.",
                self.cle.objet.libelle(),
                self.cle.objet.unite().libelle()
            );
            return Err(Refus::new("unite", words));
        }
        self.cle.profession = if self.cle.profession.trim().is_empty() {
            String::new()
        } else {
            saisie::line("profession", &self.cle.profession)?
        };
        self.source = saisie::line("source", &self.source)?;
        Ok(self)
    }

    /// In force on that day.
    #[must_use]
    pub fn covers(&self, jour: Date) -> bool {
        self.du <= jour && self.au.is_none_or(|au| jour <= au)
    }

    /// Both are in force on some day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.cle.same(&other.cle)
            && self.au.is_none_or(|au| other.du <= au)
            && other.au.is_none_or(|au| self.du <= au)
    }

    /// « 45,00 € l’heure ».
    #[must_use]
    pub fn prix(&self) -> String {
        if self.cents == 0 {
            "non indemnisé".to_owned()
        } else {
            format!("{} {}", francais::euros(self.cents), self.unite.libelle())
        }
    }

    /// What is counted, in words, and cents: half a cent upwards.
    fn amount(&self, quantite: u32) -> (String, i64) {
        match self.unite {
            Unite::Forfait => ("un forfait".to_owned(), self.cents),
            Unite::Kilometre | Unite::Unite => {
                (self.cle.objet.mots(quantite), self.cents * i64::from(quantite))
            }
            Unite::Heure => {
                let minutes = i64::from(self.arrondi.minutes(quantite));
                (francais::duree(minutes), (self.cents * minutes + 30) / 60)
            }
        }
    }

    fn calcul(&self, fait: &Fait) -> Calcul {
        let (counted, cents) = self.amount(fait.quantite);
        let formula = format!("{counted} × {} = {}", self.prix(), francais::euros(cents));
        let mut inputs = vec![
            Entree::fact("Fait", fait.objet.mots(fait.quantite)),
            Entree::fact("Jour", francais::date(fait.jour)),
            Entree::fact("Mission", fait.mission.label()),
            Entree::fact(
                "Profession",
                if fait.profession.is_empty() { "aucune".to_owned() } else { fait.profession.clone() },
            ),
            Entree::fact("Barème", self.source.clone()),
        ];
        if self.unite == Unite::Heure {
            inputs.push(Entree::fact("Durée comptée", self.arrondi.libelle()));
        }
        let pourquoi = Pourquoi::new("indemnites.bareme", self.cle.regime.libelle(), formula, Arc::default())
            .inputs(inputs);
        Calcul { bareme: self.id, regime: self.cle.regime, cents, pourquoi }
    }
}

/// What the rates give for a fact: the most precise one that fits on its day. An action of the projet outweighs a kind of
/// meeting, which outweighs a mission, which outweighs a profession; between two regimes as precise, loss of income comes
/// first. `None`: no rate applies.
#[must_use]
pub fn calcul(baremes: &[Bareme], fait: &Fait) -> Option<Calcul> {
    let fitting = baremes.iter().filter(|one| one.covers(fait.jour) && one.cle.fits(fait));
    let best = fitting.max_by_key(|one| (one.cle.precision(), one.cle.regime == Regime::PerteDeRevenu))?;
    Some(best.calcul(fait))
}

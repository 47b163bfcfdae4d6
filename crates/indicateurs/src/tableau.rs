use crate::cible::PoidsMission;
use crate::enjeu::{Enjeu, PartVariable};
use crate::feu::Feu;
use crate::{Cible, Constat, Gel, Indicateur, Manque, Prevision};
use contrat::{Annee, Contrat, Doute};
use jiff::civil::Date;
use kernel::Id;
use law::Explained;
use serde::Serialize;

/// Every indicator of a contract year, as it stands on a day.
#[derive(Debug, Clone, Serialize)]
pub struct Tableau {
    /// The contract.
    pub contrat: Id<Contrat>,
    /// The contract year.
    pub annee: Annee,
    /// The day of the figures: today, or the last day of a year that is over.
    pub jour: Date,
    /// The indicators that count, in the order of missions.
    pub lignes: Vec<Ligne>,
    /// The weights of each mission.
    pub poids: Vec<PoidsMission>,
    /// The variable part of each mission that has indicators, or has started and pays one.
    pub parts: Vec<PartVariable>,
    /// The freeze that settles the year, when there is one: the figures are then those of that day.
    pub gel: Option<Gel>,
}

/// One indicator of a year.
#[derive(Debug, Clone, Serialize)]
pub struct Ligne {
    /// The indicator.
    pub indicateur: Indicateur,
    /// What it aims at.
    pub cible: Cible,
    /// Its value.
    pub constat: Option<Constat>,
    /// Share of the target reached, in millionths, explained; `None` without value, baseline or target.
    pub atteinte: Option<Explained<i64>>,
    /// What can be expected at the anniversary; `None` without value.
    pub prevision: Option<Prevision>,
    /// Where it stands.
    pub feu: Feu,
    /// What it is worth.
    pub enjeu: Enjeu,
    /// What is missing.
    pub manque: Vec<Manque>,
}

/// The money of a year, over the indicators whose amount is known; `None` where nothing at all is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bilan {
    /// Cents of variable part at stake.
    pub plafond: Option<i64>,
    /// Cents earned with the values of today.
    pub acquis: Option<i64>,
    /// Cents expected at the anniversary.
    pub prevu: Option<i64>,
    /// Whether an indicator has no amount, or no value, or a mission no indicator: the sums are then less than the truth.
    pub partiel: bool,
    /// The gravest doubt of the amounts.
    pub doute: Doute,
    /// Whether a pace that cannot be trusted enters what is expected.
    pub rythme: bool,
}

impl Bilan {
    /// Everything unconfirmed that enters the sums, in words.
    #[must_use]
    pub fn doutes(&self) -> Vec<&'static str> {
        let rythme = self.rythme.then_some("prévision peu sûre");
        self.doute.libelle().into_iter().chain(rythme).collect()
    }

    fn add(&mut self, ligne: &Ligne, (plafond, acquis, prevu): (i64, Option<i64>, Option<i64>)) {
        let plus = |sum: Option<i64>, cents: Option<i64>| match (sum, cents) {
            (None, None) => None,
            (sum, cents) => Some(sum.unwrap_or(0) + cents.unwrap_or(0)),
        };
        self.plafond = plus(self.plafond, Some(plafond));
        self.acquis = plus(self.acquis, acquis);
        self.prevu = plus(self.prevu, prevu);
        self.partiel |= acquis.is_none();
        self.rythme |= ligne.prevision.as_ref().is_some_and(|one| !one.sure);
    }
}

impl Ligne {
    /// Whether it has a weight and nothing says how far it went: settled, it would count for zero.
    #[must_use]
    pub fn sans_atteinte(&self) -> bool {
        self.cible.poids.is_some_and(|poids| poids > 0) && self.atteinte.is_none()
    }
}

impl Tableau {
    /// The money of the year.
    #[must_use]
    pub fn bilan(&self) -> Bilan {
        let mut sum = Bilan::default();
        for ligne in &self.lignes {
            match &ligne.enjeu {
                Enjeu::Montant { plafond, acquis, prevu, doute } => {
                    sum.add(ligne, (*plafond, *acquis, *prevu));
                    sum.doute = std::mem::take(&mut sum.doute).max(doute.clone());
                }
                Enjeu::Inconnu { .. } | Enjeu::PoidsInacheves => sum.partiel = true,
                Enjeu::SansPart | Enjeu::PasDemarree => {}
            }
        }
        sum.partiel |=
            self.parts.iter().any(|part| part.variable != Some(0) && self.poids(&part.mission).is_none());
        sum
    }

    /// The variable part of a mission.
    #[must_use]
    pub fn part(&self, mission: &str) -> Option<&PartVariable> {
        self.parts.iter().find(|one| one.mission == mission)
    }

    /// The weights of a mission.
    #[must_use]
    pub fn poids(&self, mission: &str) -> Option<&PoidsMission> {
        self.poids.iter().find(|one| one.mission == mission)
    }
}

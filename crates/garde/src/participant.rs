//! Who may be on duty in a planning, and what they say of its half-days.

use crate::{Competence, Planning};
use jiff::Timestamp;
use kernel::Id;
use kernel::saisie::Refuses;
use rendez_vous::{Effecteur, Profession};
use std::collections::BTreeSet;

kernel::codes! {
    /// What somebody says of a half-day.
    pub enum Avis {
        /// They would like it.
        Souhaite = "souhaite", "Souhaitée";
        /// They may.
        Possible = "possible", "Possible";
        /// They would rather not.
        Eviter = "eviter", "À éviter";
        /// They may not.
        Impossible = "impossible", "Impossible";
    }
}

impl Avis {
    /// What it costs to give it to them: against [`roulement::Regles::default`], a wish weighs less than one half-day of
    /// difference between two people who have had two already, and far less than somebody missing. None: it is not to be.
    #[must_use]
    pub const fn cout(self) -> Option<i64> {
        match self {
            Self::Souhaite => Some(-5),
            Self::Possible => Some(0),
            Self::Eviter => Some(15),
            Self::Impossible => None,
        }
    }
}

/// What somebody may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limites {
    /// Half-days in one week, at most.
    pub par_semaine: u32,
    /// Half-days in the planning, at most.
    pub au_plus: Option<u32>,
    /// What they can do.
    pub competences: BTreeSet<Competence>,
}

impl Limites {
    /// Those of somebody of that profession when nobody says otherwise.
    #[must_use]
    pub fn of(profession: Profession, par_semaine: u32) -> Self {
        let competences = match profession {
            Profession::MedecinGeneraliste | Profession::MedecinSpecialiste => [Competence::Medecin].into(),
            Profession::Infirmier | Profession::Ipa => [Competence::Infirmier].into(),
            Profession::Pharmacien
            | Profession::MasseurKinesitherapeute
            | Profession::SageFemme
            | Profession::ChirurgienDentiste
            | Profession::Orthoptiste
            | Profession::Orthophoniste
            | Profession::PedicurePodologue
            | Profession::Psychologue
            | Profession::Imagerie
            | Profession::Autre => BTreeSet::new(),
        };
        Self { par_semaine, au_plus: None, competences }
    }

    /// The same.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        if !(1..=7).contains(&self.par_semaine) {
            faults.add("par_semaine", "De 1 à 7 demi-journées par semaine.");
        }
        if self.au_plus.is_some_and(|most| most > 400) {
            faults.add(
                "au_plus",
                "400\u{a0}demi-journées au plus\u{a0}; laissez vide s’il n’y a pas de limite.",
            );
        }
        faults.finish(self)
    }
}

/// Somebody who may be on duty in a planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Id.
    pub id: Id<Self>,
    /// In which planning.
    pub planning: Id<Planning>,
    /// Who.
    pub effecteur: Id<Effecteur>,
    /// What they may be asked.
    pub limites: Limites,
    /// They take no half-day more.
    pub retire_le: Option<Timestamp>,
}

impl Participant {
    /// Whether they can do what a half-day asks.
    #[must_use]
    pub fn can(&self, asked: Option<Competence>) -> bool {
        asked.is_none_or(|one| self.limites.competences.contains(&one))
    }
}

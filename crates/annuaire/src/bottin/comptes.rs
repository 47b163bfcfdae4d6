use crate::bottin::filtre::{Dimension, Passage, recours_of};
use crate::bottin::{Bottin, Cadre, Etat, Inscrit, Sorte};
use crate::champ::Recours;
use identifiants::CommuneCode;
use jiff::Timestamp;
use repertoire::Famille;
use std::collections::BTreeMap;

/// How many entries each choice of each filter would give, the other filters staying as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comptes {
    /// By what they are.
    pub sortes: BTreeMap<Sorte, u32>,
    /// By profession, by code.
    pub familles: BTreeMap<&'static str, u32>,
    /// By commune.
    pub communes: BTreeMap<CommuneCode, u32>,
    /// By line of care.
    pub recours: BTreeMap<Recours, u32>,
    /// By kind of place.
    pub cadres: BTreeMap<Cadre, u32>,
    /// Those who say that they take new patients.
    pub nouveaux_patients: u32,
    /// By state.
    pub etats: BTreeMap<Etat, u32>,
}

impl Comptes {
    /// Counts one entry.
    pub(super) fn add(&mut self, bottin: &Bottin, one: &Inscrit, passage: Passage, now: Timestamp) {
        if passage.but(Dimension::Sorte) {
            *self.sortes.entry(one.entree().sorte).or_default() += 1;
        }
        if let Some(famille) = one.entree().famille.filter(|_| passage.but(Dimension::Famille)) {
            *self.familles.entry(famille.code).or_default() += 1;
        }
        if passage.but(Dimension::Commune) {
            for commune in one.communes() {
                *self.communes.entry(*commune).or_default() += 1;
            }
        }
        if let Some(recours) = recours_of(one).filter(|_| passage.but(Dimension::Recours)) {
            *self.recours.entry(recours).or_default() += 1;
        }
        if passage.but(Dimension::Cadre) {
            for cadre in one.cadres() {
                *self.cadres.entry(*cadre).or_default() += 1;
            }
        }
        if passage.but(Dimension::Nouveaux) && one.nouveaux_patients(bottin.jour()) == Some(true) {
            self.nouveaux_patients += 1;
        }
        if passage.but(Dimension::Etat) {
            for etat in Etat::ALL.iter().filter(|etat| etat.holds(bottin, one, now)) {
                *self.etats.entry(*etat).or_default() += 1;
            }
        }
    }

    /// How many of a profession.
    #[must_use]
    pub fn of_famille(&self, famille: &Famille) -> u32 {
        self.familles.get(famille.code).copied().unwrap_or(0)
    }
}

//! What stands against a household and a doctor, household by household.

use super::{Matiere, Preneur};
use crate::Medecin;
use crate::demande::Foyer;
use kernel::{Id, fold};
use std::collections::{BTreeMap, BTreeSet};

/// The doctor said no, did not answer, has the card already.
pub(super) const ECARTE: u8 = 1;
/// Somebody is not of an age that the doctor takes.
pub(super) const AGE: u8 = 2;
/// Somebody does not live in a commune that the doctor takes.
pub(super) const COMMUNE: u8 = 4;
/// Somebody cannot come, and the doctor makes no home visits.
pub(super) const VISITES: u8 = 8;
/// Somebody speaks a language that the doctor does not.
pub(super) const LANGUE: u8 = 16;
/// Further than somebody goes.
pub(super) const LOIN: u8 = 32;
/// Somebody asked for another doctor, who takes them.
pub(super) const CHOIX: u8 = 64;

/// Those who go together.
pub(super) struct Ensemble {
    pub(super) foyer: Id<Foyer>,
    /// Ranks among the people.
    pub(super) rangs: Vec<usize>,
    /// The doctor whom they asked for and why not, when it cannot be.
    pub(super) choix_perdu: Option<String>,
    /// What stands against each doctor.
    contre: Vec<u8>,
}

/// The matter of a plan, looked at household by household.
pub(super) struct Regard<'a> {
    pub(super) matiere: &'a Matiere,
    pub(super) preneurs: Vec<&'a Preneur>,
    pub(super) foyers: Vec<Ensemble>,
}

impl<'a> Regard<'a> {
    pub(super) fn new(matiere: &'a Matiere) -> Self {
        let mut ranks: BTreeMap<Id<Foyer>, usize> = BTreeMap::new();
        let mut foyers: Vec<Ensemble> = Vec::new();
        for (rang, one) in matiere.personnes.iter().enumerate() {
            let at = *ranks.entry(one.foyer).or_insert_with(|| {
                foyers.push(Ensemble { foyer: one.foyer, rangs: vec![], choix_perdu: None, contre: vec![] });
                foyers.len() - 1
            });
            foyers[at].rangs.push(rang);
        }
        let mut regard = Self { matiere, preneurs: matiere.preneurs(), foyers };
        let spoken: Vec<Vec<String>> = regard
            .preneurs
            .iter()
            .map(|one| one.offre.langues.iter().map(|word| fold(word)).collect())
            .collect();
        for at in 0..regard.foyers.len() {
            let mut contre: Vec<u8> = (0..regard.preneurs.len())
                .map(|to| regard.against(&regard.foyers[at], to, &spoken[to]))
                .collect();
            let lost = regard.choices(&regard.foyers[at], &mut contre);
            (regard.foyers[at].contre, regard.foyers[at].choix_perdu) = (contre, lost);
        }
        regard
    }

    /// What stands against the `to`th doctor for the `foyer`th household; 0 for nothing.
    pub(super) fn obstacles(&self, foyer: usize, to: usize) -> u8 {
        self.foyers[foyer].contre[to]
    }

    /// Metres from a household to a doctor, from its first person.
    pub(super) fn metres(&self, foyer: usize, to: usize) -> Option<u32> {
        let first = self.foyers[foyer].rangs.first()?;
        self.matiere.metres(self.matiere.personnes[*first].situation.commune, self.preneurs[to].commune)
    }

    fn against(&self, foyer: &Ensemble, to: usize, spoken: &[String]) -> u8 {
        let one = self.preneurs[to];
        let pair = (foyer.foyer, one.medecin);
        let mut all = if self.matiere.ecartes.contains(&pair) { ECARTE } else { 0 };
        for rang in &foyer.rangs {
            let who = &self.matiere.personnes[*rang].situation;
            let mut add = |stands: bool, what: u8| all |= if stands { what } else { 0 };
            let age = who.age(self.matiere.jour);
            add(!(one.offre.ages.0..=one.offre.ages.1).contains(&age), AGE);
            add(!one.offre.communes.is_empty() && !one.offre.communes.contains(&who.commune), COMMUNE);
            add(!who.se_deplace && !one.offre.visites, VISITES);
            add(!who.langue.is_empty() && !spoken.contains(&fold(&who.langue)), LANGUE);
            let most = who.au_plus_km.map_or(self.matiere.au_plus_km, u32::from).saturating_mul(1000);
            let near = self.matiere.metres(who.commune, one.commune).is_some_and(|metres| metres <= most);
            add(!near && who.choix != Some(one.medecin), LOIN);
        }
        all
    }

    /// Leaves only the doctors asked for, those who take them; else says why each is not.
    fn choices(&self, foyer: &Ensemble, contre: &mut [u8]) -> Option<String> {
        let asked = foyer.rangs.iter().filter_map(|rang| self.matiere.personnes[*rang].situation.choix);
        let asked: BTreeSet<Id<Medecin>> = asked.collect();
        let mut lost = None;
        let mut open = Vec::new();
        for choice in asked {
            let at = self.preneurs.iter().position(|one| one.medecin == choice);
            match at.filter(|at| contre[*at] == 0 && self.matiere.places(self.preneurs[*at]) > 0) {
                Some(at) => open.push(at),
                None => lost = Some(self.choice_lost(choice, at, contre)),
            }
        }
        for asked in open {
            let others = contre.iter_mut().enumerate().filter(|(to, _)| *to != asked);
            others.for_each(|(_, against)| *against |= CHOIX);
        }
        lost
    }

    fn choice_lost(&self, choice: Id<Medecin>, at: Option<usize>, contre: &[u8]) -> String {
        let known = self.matiere.medecins.iter().find(|one| one.medecin == choice);
        let nom = known.map_or("le médecin demandé", |one| one.nom.as_str());
        match at {
            None => format!("{nom}, demandé, ne prend pas de patients en ce moment"),
            Some(at) if contre[at] & ECARTE != 0 => format!("{nom}, demandé, a déjà été sollicité"),
            Some(at) if contre[at] != 0 => format!("{nom}, demandé, ne prend pas cette situation"),
            Some(_) => format!("{nom}, demandé, n’a plus de place"),
        }
    }
}

//! A case found sound, with what the rules ask of it: years, states of the contract, components.

use crate::calendrier::{self, AnneeContrat};
use crate::cas::controle::{Cadre, FONCTIONNEMENT};
use crate::cas::{Cas, MissionCas, MontantContrat, Part, Realisation};
use crate::droit::{Droit, Mode, Regle, Version};
use crate::regles::montant::Resolution;
use crate::regles::taille::{self, Bande};
use crate::resultat::Nature;
use jiff::civil::Date;
use law::Pourquoi;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an amount depends on: component, part, state, number of contract amounts already written, version outdated, a change
/// inside the year.
pub(crate) type Cle = (usize, Part, usize, usize, bool, Option<Date>);

/// What a rule works on.
pub(crate) struct Dossier<'a> {
    pub(crate) droit: &'a Droit,
    pub(crate) cas: &'a Cas,
    pub(crate) annees: Vec<AnneeContrat>,
    /// States of the contract, in order of their first day; the first at the signature.
    pub(crate) etats: Vec<Etat<'a>>,
    pub(crate) composantes: Vec<Composante>,
    /// A version whose first day is not confirmed, and the contract was signed around it, without naming a version.
    pub(crate) entree: Option<(&'a Version, Date)>,
    /// Amounts of the contract, by first day.
    pub(crate) montants: Vec<(Date, &'a MontantContrat)>,
    pub(crate) memo: RefCell<Vec<(Cle, Resolution)>>,
    pub(crate) carnet: RefCell<Carnet>,
    /// Rules already noted as readings.
    lectures: RefCell<Vec<&'a str>>,
    /// Rules already looked up, by name.
    regles: RefCell<Vec<(&'static str, Option<&'a Regle>)>>,
}

/// Version and size of a contract from a day on.
pub(crate) struct Etat<'a> {
    pub(crate) du: Date,
    pub(crate) version: &'a Version,
    pub(crate) population: u64,
    pub(crate) bande: Bande<'a>,
    /// An amendment changed the version or the size since the signature.
    pub(crate) change: bool,
}

/// What is paid: the running of the CPTS, or a mission.
pub(crate) struct Composante {
    pub(crate) id: Arc<str>,
    /// « Accès aux soins ».
    pub(crate) nom: Arc<str>,
    /// How; none for the running.
    pub(crate) mode: Option<Mode>,
}

/// What the rules note on their way.
#[derive(Default)]
pub(crate) struct Carnet {
    pub(crate) doutes: BTreeSet<String>,
    pub(crate) alertes: BTreeSet<String>,
    pub(crate) manques: BTreeMap<(usize, Part, Arc<str>), BTreeSet<u8>>,
    /// Payments whose amount is not known: day, contract year, component, part, nature.
    pub(crate) absents: BTreeSet<(Date, u8, usize, Part, Nature)>,
}

impl<'a> Dossier<'a> {
    pub(crate) fn new(droit: &'a Droit, cas: &'a Cas) -> Option<Self> {
        let cadre = crate::cas::controle::frame(droit, cas)?;
        let etats = states(&cadre)?;
        let mut composantes =
            vec![Composante { id: FONCTIONNEMENT.into(), nom: "Fonctionnement".into(), mode: None }];
        for etat in etats.iter().rev() {
            for mission in &etat.version.missions {
                if !composantes.iter().any(|one| one.id == mission.id) {
                    let (id, nom) = (mission.id.clone(), mission.court.clone());
                    composantes.push(Composante { id, nom, mode: Some(mission.mode) });
                }
            }
        }
        let mut montants: Vec<_> =
            cas.contract_amounts.iter().map(|one| (one.from.unwrap_or(cas.signed), one)).collect();
        montants.sort_by_key(|(from, _)| *from);
        Some(Self {
            droit,
            cas,
            annees: calendrier::years(cas.signed, cadre.fin),
            entree: around_entry(droit, cas),
            etats,
            composantes,
            montants,
            memo: RefCell::default(),
            carnet: RefCell::default(),
            lectures: RefCell::default(),
            regles: RefCell::default(),
        })
    }

    /// Rank of the state on that day.
    pub(crate) fn rang(&self, day: Date) -> usize {
        self.etats.iter().rposition(|etat| etat.du <= day).unwrap_or(0)
    }

    /// The state on that day.
    pub(crate) fn etat(&self, day: Date) -> &Etat<'a> {
        &self.etats[self.rang(day)]
    }

    /// The case's own lines about a component.
    pub(crate) fn mission(&self, id: &str) -> Option<&'a MissionCas> {
        self.cas.missions.iter().find(|one| one.id == id)
    }

    /// How people name a component.
    pub(crate) fn nom<'b>(&'b self, id: &'b str) -> &'b str {
        self.composantes.iter().find(|one| *one.id == *id).map_or(id, |one| &*one.nom)
    }

    /// The day when the contract gives this component another amount inside the contract year of `day`, after its first
    /// day. Whether the year feels it was not read.
    pub(crate) fn tombe(&self, composante: usize, day: Date) -> Option<Date> {
        let annee = self.annees.iter().find(|annee| annee.contains(day))?;
        let id = &self.composantes[composante].id;
        let amounts = self.montants.iter().filter(|(_, one)| *one.component == **id);
        amounts.map(|(from, _)| *from).find(|from| annee.du < *from && *from <= annee.au)
    }

    /// What the dialogue settled.
    pub(crate) fn realisation(&self, id: &str, year: u8) -> Option<&'a Realisation> {
        self.cas.achievements.iter().find(|one| one.year == year && one.mission == id)
    }

    /// The day whose state fixes the amounts of a component in a year: the start when it falls in the year, else the
    /// first day. An amendment therefore acts from the next anniversary, or at once on what starts after it.
    pub(crate) fn reference(&self, composante: &Composante, annee: AnneeContrat) -> Date {
        let started = self.mission(&composante.id).and_then(|mission| mission.started);
        started.filter(|day| annee.contains(*day)).unwrap_or(annee.du)
    }

    /// A rule of the version in force for the contract at its end: rules are added by versions, never lost.
    pub(crate) fn regle(&self, id: &'static str) -> Option<&'a Regle> {
        let mut regles = self.regles.borrow_mut();
        if let Some((_, kept)) = regles.iter().find(|(known, _)| std::ptr::eq(*known, id)) {
            return *kept;
        }
        let found = self.etats.iter().rev().find_map(|etat| etat.version.regle(id));
        regles.push((id, found));
        found
    }

    /// A node of a derivation, under the rule `aci.<id>`; the doubt of the rule is noted and carried.
    pub(crate) fn noeud(&self, rule: &'static str, label: String, formula: String) -> Pourquoi {
        let regle = self.regle(rule.strip_prefix("aci.").unwrap_or(rule));
        let source = regle.map(|regle| regle.source.clone()).unwrap_or_default();
        let doubt = regle.is_none_or(|regle| regle.uncertain);
        if let Some(regle) = regle.filter(|regle| regle.uncertain) {
            self.doute_de(regle);
        }
        Pourquoi::new(rule, label, formula, source).doubtful(doubt)
    }

    pub(crate) fn doute(&self, what: &str, why: &str) {
        self.carnet.borrow_mut().doutes.insert(format!("{what}\u{a0}: {why}"));
    }

    /// Notes a rule that is our reading, once.
    pub(crate) fn doute_de(&self, regle: &'a Regle) {
        let mut lectures = self.lectures.borrow_mut();
        if !lectures.contains(&regle.id.as_str()) {
            lectures.push(&regle.id);
            self.doute(&regle.libelle, &regle.texte);
        }
    }

    pub(crate) fn alerte(&self, sentence: String) {
        self.carnet.borrow_mut().alertes.insert(sentence);
    }

    /// A payment of that day and of that contract year is not known.
    pub(crate) fn absent(&self, day: Date, year: u8, rang: usize, part: Part, kind: Nature) {
        self.carnet.borrow_mut().absents.insert((day, year, rang, part, kind));
    }

    pub(crate) fn manque(&self, composante: usize, part: Part, year: Option<u8>, question: &Arc<str>) {
        let mut carnet = self.carnet.borrow_mut();
        let years = carnet.manques.entry((composante, part, question.clone())).or_default();
        years.extend(year);
    }
}

/// The text was published, its first day is not confirmed, and the contract was signed in between.
fn around_entry<'a>(droit: &'a Droit, cas: &Cas) -> Option<(&'a Version, Date)> {
    let around = |version: &&Version| {
        let (Some(publie), Some(du)) = (version.publie, version.du) else { return false };
        version.du_uncertain && publie <= cas.signed && cas.signed <= du
    };
    let version = droit.versions().iter().find(around).filter(|_| cas.version.is_none())?;
    version.du.map(|du| (version, du))
}

fn states<'a>(cadre: &Cadre<'a>) -> Option<Vec<Etat<'a>>> {
    let cas = cadre.cas;
    let mut days: Vec<(Date, Option<u64>)> =
        cas.changes.iter().map(|one| (one.date, one.population)).collect();
    days.sort();
    days.insert(0, (cas.signed, Some(cas.population)));
    let mut etats: Vec<Etat> = Vec::with_capacity(days.len());
    let mut population = cas.population;
    for (du, counted) in days {
        population = counted.unwrap_or(population);
        let version = cadre.version(du)?;
        let bande = taille::bande(version, population, cas.bounds)?;
        let same = etats.first().is_none_or(|first: &Etat| {
            first.version.id == version.id && first.bande.tranche.taille == bande.tranche.taille
        });
        let change = !same || etats.last().is_some_and(|last| last.change);
        etats.push(Etat { du, version, population, bande, change });
    }
    Some(etats)
}

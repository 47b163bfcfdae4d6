use crate::{Affectation, Probleme, Refus};
use std::collections::{HashMap, HashSet};

/// What keeps somebody from taking one half-day more, the plan being what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// They may not take it.
    Indisponible,
    /// It is not to be.
    Interdite,
    /// They have a half-day that day.
    MemeJour {
        /// Which one.
        creneau: u32,
    },
    /// Their week is full.
    Semaine,
    /// The whole plan may give them no more.
    AuPlus,
    /// They have a half-day of weekend in too near a week.
    FinDeSemaine {
        /// Which one.
        creneau: u32,
    },
}

/// A plan, by person and by half-day.
pub(crate) struct Etat<'a> {
    pub(crate) probleme: &'a Probleme,
    /// Half-days of each person, in order of day.
    pub(crate) par_personne: Vec<Vec<u32>>,
    /// People of each half-day.
    pub(crate) par_creneau: Vec<Vec<u32>>,
    /// Those possible, by half-day: person and cost.
    pub(crate) possibles: Vec<Vec<(u32, i64)>>,
    couts: HashMap<Affectation, i64>,
    interdites: HashSet<Affectation>,
}

impl<'a> Etat<'a> {
    pub(crate) fn of(probleme: &'a Probleme, affectations: &[Affectation]) -> Result<Self, Refus> {
        probleme.check()?;
        probleme.known(affectations.iter().copied())?;
        let mut etat = Self {
            probleme,
            par_personne: vec![Vec::new(); probleme.personnes.len()],
            par_creneau: vec![Vec::new(); probleme.creneaux.len()],
            possibles: vec![Vec::new(); probleme.creneaux.len()],
            couts: HashMap::with_capacity(probleme.possibles.len()),
            interdites: probleme.interdites.iter().copied().collect(),
        };
        for one in &probleme.possibles {
            etat.possibles[one.creneau as usize].push((one.personne, one.cout));
            etat.couts.insert(Affectation { creneau: one.creneau, personne: one.personne }, one.cout);
        }
        for one in affectations {
            etat.par_personne[one.personne as usize].push(one.creneau);
            etat.par_creneau[one.creneau as usize].push(one.personne);
        }
        for creneaux in &mut etat.par_personne {
            creneaux.sort_unstable_by_key(|one| (probleme.creneaux[*one as usize].jour, *one));
        }
        Ok(etat)
    }

    /// What a half-day costs somebody, if they may take it.
    pub(crate) fn cout(&self, one: Affectation) -> Option<i64> {
        self.couts.get(&one).copied()
    }

    pub(crate) fn is_forbidden(&self, one: Affectation) -> bool {
        self.interdites.contains(&one)
    }

    /// Half-days of a person, those done before included.
    pub(crate) fn charge(&self, personne: u32) -> i64 {
        let plan = self.par_personne[personne as usize].len() as i64;
        plan + i64::from(self.probleme.personnes[personne as usize].deja)
    }

    /// The first thing that keeps somebody from taking it, if any.
    pub(crate) fn obstacle(&self, one: Affectation) -> Option<Obstacle> {
        let personne = &self.probleme.personnes[one.personne as usize];
        let wanted = &self.probleme.creneaux[one.creneau as usize];
        let mine = &self.par_personne[one.personne as usize];
        let day = |n: &u32| self.probleme.creneaux[*n as usize].jour;
        let same_week = |n: &&u32| day(n) / 7 == wanted.semaine();
        if self.is_forbidden(one) {
            return Some(Obstacle::Interdite);
        }
        if !self.couts.contains_key(&one) {
            return Some(Obstacle::Indisponible);
        }
        if let Some(creneau) = mine.iter().find(|other| day(other) == wanted.jour) {
            return Some(Obstacle::MemeJour { creneau: *creneau });
        }
        if mine.iter().filter(same_week).count() >= personne.par_semaine as usize {
            return Some(Obstacle::Semaine);
        }
        if personne.au_plus.is_some_and(|most| mine.len() >= most as usize) {
            return Some(Obstacle::AuPlus);
        }
        let weeks = self.probleme.regles.fin_de_semaine.filter(|_| wanted.fin_de_semaine)?;
        let near = |n: &&u32| {
            let other = &self.probleme.creneaux[**n as usize];
            other.fin_de_semaine && other.semaine().abs_diff(wanted.semaine()) < weeks.max(1)
        };
        mine.iter().find(near).map(|creneau| Obstacle::FinDeSemaine { creneau: *creneau })
    }
}

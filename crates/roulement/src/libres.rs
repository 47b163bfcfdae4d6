//! What is still free once what is kept by hand is kept: limits that remain, pairs that may still be taken.

use crate::reseau::rank;
use crate::{Affectation, Creneau, Probleme};
use std::collections::{HashMap, HashSet};

/// What remains to be decided.
pub(crate) struct Libres {
    /// People still sought for each half-day.
    pub(crate) besoins: Vec<u32>,
    /// Half-days that each person has before the plan or by hand.
    pub(crate) deja: Vec<i64>,
    /// Half-days that each person may still take.
    pub(crate) limites: Vec<u32>,
    /// Pairs that may be taken, ranks in `possibles`: by person, week, week ends last, day.
    pub(crate) arcs: Vec<u32>,
    /// Of each pair, whether it is under the one half-day of week end that its week may have.
    pub(crate) week_ends: Vec<bool>,
    tenues: Tenues,
}

/// What each person has by hand.
#[derive(Default)]
struct Tenues {
    jours: HashSet<(u32, u32)>,
    semaines: HashMap<(u32, u32), u32>,
    week_ends: HashMap<u32, Vec<u32>>,
}

impl Tenues {
    fn of(probleme: &Probleme) -> Self {
        let mut tenues = Self::default();
        for Affectation { creneau, personne } in &probleme.tenues {
            let creneau = &probleme.creneaux[*creneau as usize];
            tenues.jours.insert((*personne, creneau.jour));
            *tenues.semaines.entry((*personne, creneau.semaine())).or_default() += 1;
            if creneau.fin_de_semaine {
                tenues.week_ends.entry(*personne).or_default().push(creneau.semaine());
            }
        }
        tenues
    }

    /// Whether a week end kept by hand is within so many weeks.
    fn is_near(&self, personne: u32, semaine: u32, weeks: u32) -> bool {
        let near =
            |week_ends: &Vec<u32>| week_ends.iter().any(|other| other.abs_diff(semaine) < weeks.max(1));
        self.week_ends.get(&personne).is_some_and(near)
    }
}

impl Libres {
    pub(crate) fn of(probleme: &Probleme) -> Self {
        let tenues = Tenues::of(probleme);
        let mut besoins: Vec<u32> = probleme.creneaux.iter().map(|one| one.besoin).collect();
        let mut deja: Vec<i64> = probleme.personnes.iter().map(|one| i64::from(one.deja)).collect();
        let mut limites: Vec<u32> =
            probleme.personnes.iter().map(|one| one.au_plus.unwrap_or(u32::MAX)).collect();
        for one in &probleme.tenues {
            let (creneau, personne) = (one.creneau as usize, one.personne as usize);
            besoins[creneau] = besoins[creneau].saturating_sub(1);
            limites[personne] = limites[personne].saturating_sub(1);
            deja[personne] += 1;
        }
        let mut libres = Self { besoins, deja, limites, arcs: Vec::new(), week_ends: Vec::new(), tenues };
        libres.choose(probleme);
        libres.arrange(probleme);
        libres
    }

    /// Keeps the pairs that a best plan may have. One that costs as much as a missing person is left: without it, a plan is
    /// as good and breaks no rule.
    fn choose(&mut self, probleme: &Probleme) {
        let crossed: HashSet<Affectation> =
            probleme.interdites.iter().chain(&probleme.tenues).copied().collect();
        let regles = probleme.regles;
        let mut counts = vec![0_u32; probleme.personnes.len()];
        for (n, one) in probleme.possibles.iter().enumerate() {
            let (creneau, who) = (&probleme.creneaux[one.creneau as usize], one.personne as usize);
            let semaine = creneau.semaine();
            let load = regles.equite * (2 * self.deja[who] + 1);
            let weeks = regles.fin_de_semaine.filter(|_| creneau.fin_de_semaine);
            let near = weeks.is_some_and(|weeks| self.tenues.is_near(one.personne, semaine, weeks));
            let free = self.besoins[one.creneau as usize] > 0
                && self.limites[who] > 0
                && one.cout + load < regles.manque
                && !near
                && (crossed.is_empty()
                    || !crossed.contains(&Affectation { creneau: one.creneau, personne: one.personne }))
                && !self.tenues.jours.contains(&(one.personne, creneau.jour))
                && self.reste_semaine(probleme, one.personne, semaine) > 0;
            if free {
                self.arcs.push(rank(n));
                counts[who] += 1;
            }
        }
        for (limite, count) in self.limites.iter_mut().zip(counts) {
            *limite = (*limite).min(count);
        }
    }

    /// In order of people, weeks and days; the days of a week that only have half-days of week end come last, for one limit
    /// holds them all. A day that mixes both is under no such limit: prices see to it.
    fn arrange(&mut self, probleme: &Probleme) {
        let of = |n: u32| {
            let one = &probleme.possibles[n as usize];
            (one.personne, &probleme.creneaux[one.creneau as usize], one.creneau)
        };
        let key = |n: &u32| {
            let (personne, Creneau { jour, .. }, creneau) = of(*n);
            (personne, *jour, creneau)
        };
        if !self.arcs.is_sorted_by_key(key) {
            self.arcs.sort_unstable_by_key(key);
        }
        if probleme.regles.fin_de_semaine.is_none() {
            self.week_ends = vec![false; self.arcs.len()];
            return;
        }
        let day = |n: &u32| (of(*n).0, of(*n).1.jour);
        let mut marked: Vec<(u32, bool)> = Vec::with_capacity(self.arcs.len());
        for day in self.arcs.chunk_by(|a, b| day(a) == day(b)) {
            let whole = day.iter().all(|n| of(*n).1.fin_de_semaine);
            marked.extend(day.iter().map(|n| (*n, whole)));
        }
        let key = |(n, whole): &(u32, bool)| {
            let (personne, creneau, rang) = of(*n);
            (personne, creneau.semaine(), *whole, creneau.jour, rang)
        };
        if !marked.is_sorted_by_key(key) {
            marked.sort_unstable_by_key(key);
        }
        (self.arcs, self.week_ends) = marked.into_iter().unzip();
    }

    /// Half-days that somebody may still take in a week.
    pub(crate) fn reste_semaine(&self, probleme: &Probleme, personne: u32, semaine: u32) -> u32 {
        let taken = self.tenues.semaines.get(&(personne, semaine)).copied().unwrap_or(0);
        probleme.personnes[personne as usize].par_semaine.saturating_sub(taken)
    }
}

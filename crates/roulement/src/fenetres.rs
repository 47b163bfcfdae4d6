//! The rule of weekends: one half-day at most in weeks on end. It crosses the others, so prices hold it: each stretch of weeks
//! has one, which a half-day of week end in it pays.

use crate::Probleme;
use crate::flot::Flot;
use crate::reseau::{Reseau, rank};
use std::collections::VecDeque;
use std::ops::Range;

/// A half-day of week end that somebody may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WeekEnd {
    pub(crate) arc: u32,
    pub(crate) personne: u32,
    pub(crate) jour: u32,
}

impl WeekEnd {
    pub(crate) const fn semaine(&self) -> u32 {
        self.jour / 7
    }
}

/// Weeks on end of one person.
#[derive(Debug, Clone)]
pub(crate) struct Fenetre {
    /// Its half-days, ranks in `week_ends`.
    pub(crate) range: Range<usize>,
    /// What each of its half-days pays, in units of the network.
    pub(crate) prix: i64,
}

/// All stretches of weeks where two could be taken.
#[derive(Debug, Clone)]
pub(crate) struct Fenetres {
    /// By person, then by day.
    pub(crate) week_ends: Vec<WeekEnd>,
    pub(crate) fenetres: Vec<Fenetre>,
    semaines: u32,
    /// No price is above: nothing is worth more.
    plafond: i64,
}

/// Two half-days taken that the rule does not allow together, ranks in `week_ends`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conflit {
    pub(crate) un: usize,
    pub(crate) autre: usize,
}

impl Fenetres {
    pub(crate) fn new(probleme: &Probleme, reseau: &Reseau) -> Self {
        let Some(semaines) = probleme.regles.fin_de_semaine.map(|weeks| weeks.max(1)) else {
            return Self { week_ends: Vec::new(), fenetres: Vec::new(), semaines: 1, plafond: 0 };
        };
        let mut week_ends: Vec<WeekEnd> = Vec::new();
        for (arc, possible) in reseau.possibles.iter().enumerate() {
            let possible = &probleme.possibles[*possible as usize];
            let creneau = &probleme.creneaux[possible.creneau as usize];
            if creneau.fin_de_semaine {
                week_ends.push(WeekEnd { arc: rank(arc), personne: possible.personne, jour: creneau.jour });
            }
        }
        week_ends.sort_unstable_by_key(|one| (one.personne, one.jour, one.arc));
        let mut fenetres = Vec::new();
        let mut start = 0;
        for person in week_ends.chunk_by(|a, b| a.personne == b.personne) {
            stretches(person, start, semaines, &mut fenetres);
            start += person.len();
        }
        let plafond = i64::try_from(reseau.most()).unwrap_or(i64::MAX);
        Self { week_ends, fenetres, semaines, plafond }
    }

    /// Half-days of the same person that the rule does not allow with this one, itself and those of its day apart: the
    /// other rules see to them.
    pub(crate) fn against(&self, rang: usize) -> impl Iterator<Item = usize> + '_ {
        let one = self.week_ends[rang];
        let near = move |other: &WeekEnd| {
            other.personne == one.personne && other.semaine().abs_diff(one.semaine()) < self.semaines
        };
        let before = (0..rang).rev().take_while(move |n| near(&self.week_ends[*n]));
        let after = (rang + 1..self.week_ends.len()).take_while(move |n| near(&self.week_ends[*n]));
        before.chain(after).filter(move |n| self.week_ends[*n].jour != one.jour)
    }

    /// Those of the same week; of the same day only, when `jour`.
    pub(crate) fn same(&self, rang: usize, jour: bool) -> impl Iterator<Item = usize> + '_ {
        let one = self.week_ends[rang];
        let same = move |other: &WeekEnd| {
            other.personne == one.personne
                && if jour { other.jour == one.jour } else { other.semaine() == one.semaine() }
        };
        let before = (0..rang).rev().take_while(move |n| same(&self.week_ends[*n]));
        (rang..self.week_ends.len()).take_while(move |n| same(&self.week_ends[*n])).chain(before)
    }

    /// Whether each half-day is taken.
    pub(crate) fn taken<'a>(&'a self, flot: &'a Flot) -> impl Iterator<Item = bool> + 'a {
        self.week_ends.iter().map(|one| flot.reseau.arcs[one.arc as usize].pris)
    }

    /// How many half-days each stretch has.
    pub(crate) fn usages(&self, flot: &Flot) -> Vec<u32> {
        let mut sums = Vec::with_capacity(self.week_ends.len() + 1);
        let mut sum = 0;
        sums.push(sum);
        for taken in self.taken(flot) {
            sum += u32::from(taken);
            sums.push(sum);
        }
        self.fenetres.iter().map(|one| sums[one.range.end] - sums[one.range.start]).collect()
    }

    /// How many stretches hold one half-day, at most.
    pub(crate) fn overlap(&self) -> usize {
        let mut open = VecDeque::new();
        let mut most = 0;
        for one in &self.fenetres {
            while open.front().is_some_and(|end| *end <= one.range.start) {
                open.pop_front();
            }
            open.push_back(one.range.end);
            most = most.max(open.len());
        }
        most
    }

    /// The first two half-days taken in the first stretch that has too many.
    pub(crate) fn conflit(&self, flot: &Flot, usages: &[u32]) -> Option<Conflit> {
        let broken = usages.iter().position(|usage| *usage > 1)?;
        let taken = |n: &usize| flot.reseau.arcs[self.week_ends[*n].arc as usize].pris;
        let mut taken = self.fenetres[broken].range.clone().filter(taken);
        Some(Conflit { un: taken.next()?, autre: taken.next()? })
    }

    /// Gives a stretch another price, within reason.
    pub(crate) fn set_price(&mut self, flot: &mut Flot, fenetre: usize, prix: i64) {
        let prix = prix.clamp(0, self.plafond);
        let one = &mut self.fenetres[fenetre];
        let more = prix - std::mem::replace(&mut one.prix, prix);
        if more != 0 {
            for week_end in &self.week_ends[one.range.clone()] {
                flot.add_cost(week_end.arc, more);
            }
        }
    }

    /// What all prices take off the bound.
    pub(crate) fn total(&self) -> i128 {
        self.fenetres.iter().map(|one| i128::from(one.prix)).sum()
    }
}

/// Stretches from each week on, but those held by another, or where the network allows only one already.
fn stretches(person: &[WeekEnd], start: usize, semaines: u32, fenetres: &mut Vec<Fenetre>) {
    let mut end_before = 0;
    let mut from = 0;
    for week in person.chunk_by(|a, b| a.semaine() == b.semaine()) {
        let first = week[0].semaine();
        let most = person[from..].iter().take_while(|one| one.semaine() - first < semaines).count();
        let end = from + most;
        let several = person[from..end].iter().any(|one| one.jour != week[0].jour);
        if end > end_before && several {
            fenetres.push(Fenetre { range: start + from..start + end, prix: 0 });
        }
        end_before = end_before.max(end);
        from += week.len();
    }
}

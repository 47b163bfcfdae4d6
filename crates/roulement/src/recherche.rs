//! The rule of weekends, exactly: prices give a bound (Lagrange), what is left to decide is branched on, the least bound first.

use crate::fenetres::{Conflit, Fenetres};
use crate::flot::{Atelier, Flot};
use crate::prix::Prix;
use crate::reparation::Reparation;
use crate::reseau::rank;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Rounds of prices before branching for the first time.
const TOURS_D_ABORD: usize = 300;
/// Rounds of prices at each other node.
const TOURS: usize = 20;
/// Plans are looked for at the first rounds, then every so many.
const REPARER: usize = 10;

/// Looks for the best plan under the rule of weekends.
pub(crate) struct Recherche<'a> {
    flot: Flot,
    fenetres: Fenetres,
    atelier: Atelier,
    /// Costs of arcs without prices.
    couts: Vec<i64>,
    /// How often each half-day of week end was taken by past flows.
    moyens: Vec<f64>,
    meilleur: Option<Trouve>,
    /// What is forbidden at the node where the search is, by half-day of week end.
    interdits: Vec<bool>,
    stop: &'a dyn Fn() -> bool,
}

/// A plan that breaks no rule.
struct Trouve {
    cout: i64,
    arcs: Vec<u32>,
}

/// What was found, and what nothing can cost less than, in units of cost.
pub(crate) struct Issue {
    /// Arcs taken.
    pub(crate) arcs: Vec<u32>,
    pub(crate) borne: i64,
    pub(crate) noeuds: u64,
}

/// Choices made so far; the least bound comes first, then the oldest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Branche {
    borne: i64,
    rang: u64,
    interdits: Vec<u32>,
}

/// What a node came to.
enum Fin {
    /// Nothing better lies below.
    Clos,
    /// To be branched on.
    Ouvert { borne: i64, conflit: Conflit },
    /// No time left.
    Arret { borne: i64 },
}

impl<'a> Recherche<'a> {
    pub(crate) fn new(flot: Flot, fenetres: Fenetres, stop: &'a dyn Fn() -> bool) -> Self {
        let week_ends = fenetres.week_ends.len();
        Self {
            couts: flot.reseau.arcs.iter().map(|arc| arc.cout).collect(),
            moyens: vec![0.0; week_ends],
            interdits: vec![false; week_ends],
            atelier: Atelier::new(),
            meilleur: None,
            flot,
            fenetres,
            stop,
        }
    }

    /// Searches so many nodes at most: down from a node as long as there is something to branch on, for plans are found and
    /// prices stay true, then from the least bound.
    pub(crate) fn run(mut self, most: u64) -> Issue {
        let mut open = BinaryHeap::new();
        let mut down = Some(Branche { borne: i64::MIN, rang: 0, interdits: Vec::new() });
        let (mut noeuds, mut rang, mut left) = (0, 0, i64::MAX);
        while let Some(branche) = down.take().or_else(|| open.pop().map(|Reverse(next)| next)) {
            if branche.borne >= self.cible() {
                continue;
            }
            let fin = if noeuds >= most.max(1) {
                Fin::Arret { borne: branche.borne }
            } else {
                self.enter(&branche.interdits);
                self.explore(branche.borne, if noeuds == 0 { TOURS_D_ABORD } else { TOURS })
            };
            noeuds += 1;
            match fin {
                Fin::Clos => {}
                Fin::Arret { borne } => {
                    left = open.peek().map_or(borne, |Reverse(next)| next.borne.min(borne));
                    break;
                }
                Fin::Ouvert { borne, conflit } => {
                    let [taken, left] = self.branches(conflit);
                    let mut under = |more: Vec<u32>| {
                        rang += 1;
                        Branche { borne, rang, interdits: [&branche.interdits[..], &more].concat() }
                    };
                    open.push(Reverse(under(left)));
                    down = Some(under(taken));
                }
            }
        }
        let (cout, arcs) = self.meilleur.map_or((i64::MAX, Vec::new()), |found| (found.cout, found.arcs));
        Issue { arcs, borne: left.min(cout), noeuds }
    }

    /// What the best plan costs so far.
    fn cible(&self) -> i64 {
        self.meilleur.as_ref().map_or(i64::MAX, |found| found.cout)
    }

    /// Goes to a node: forbids what it forbids.
    fn enter(&mut self, interdits: &[u32]) {
        let mut wanted = vec![false; self.interdits.len()];
        interdits.iter().for_each(|n| wanted[*n as usize] = true);
        for (n, one) in self.fenetres.week_ends.iter().enumerate() {
            if wanted[n] != self.interdits[n] {
                self.flot.forbid(one.arc, wanted[n]);
            }
        }
        self.interdits = wanted;
    }

    /// Either nothing against this half-day is taken, or it is not taken itself: with its week end, but when the conflict lies
    /// within one.
    fn branches(&self, conflit: Conflit) -> [Vec<u32>; 2] {
        let week = |n: usize| self.fenetres.week_ends[n].semaine();
        let within = week(conflit.un) == week(conflit.autre);
        let against = |n: usize| -> Vec<u32> {
            let all = self.fenetres.against(n);
            all.filter(|other| within || week(*other) != week(n)).map(rank).collect()
        };
        let (un, autre) = (against(conflit.un), against(conflit.autre));
        let (kept, others) = if un.len() >= autre.len() { (conflit.un, un) } else { (conflit.autre, autre) };
        [others, self.fenetres.same(kept, within).map(rank).collect()]
    }

    /// Rounds of prices at a node, whose bound is at least `borne`.
    fn explore(&mut self, mut borne: i64, tours: usize) -> Fin {
        let mut prix = Prix::new(&self.fenetres);
        let mut seen = None;
        let mut tour = 0;
        loop {
            self.flot.settle(&mut self.atelier);
            let usages = self.fenetres.usages(&self.flot);
            let bound = self.flot.borne() - self.fenetres.total();
            prix.learn((&self.fenetres, &self.flot), bound, &usages, &mut self.moyens);
            borne = borne.max(self.whole(prix.borne));
            let conflit = self.fenetres.conflit(&self.flot, &usages);
            seen = conflit.or(seen);
            if conflit.is_none() {
                keep(&mut self.meilleur, &self.flot, &self.couts);
            }
            if borne < self.cible() && self.wants_repair(tour, tours) {
                self.repair(true);
                self.repair(false);
            }
            if borne >= self.cible() {
                return Fin::Clos;
            }
            if (self.stop)() {
                return Fin::Arret { borne };
            }
            match seen {
                Some(conflit) if tour >= tours => return Fin::Ouvert { borne, conflit },
                // No conflict in all these rounds: prices that hold nothing go, and either one comes or nothing is lost.
                None if tour >= tours => self.drop_unused(&usages),
                _ => {
                    let ecart = self.cible().saturating_sub(borne);
                    prix.step(&mut self.fenetres, &mut self.flot, ecart);
                }
            }
            tour += 1;
        }
    }

    /// A bound in units of cost: costs are whole.
    fn whole(&self, bound: i128) -> i64 {
        let whole = -(-bound).div_euclid(i128::from(self.flot.reseau.echelle));
        i64::try_from(whole).unwrap_or(i64::MIN)
    }

    fn wants_repair(&self, tour: usize, tours: usize) -> bool {
        let first = tours == TOURS_D_ABORD && (tour <= 2 || tour.is_multiple_of(REPARER));
        self.meilleur.is_none() || first || tour == tours
    }

    fn drop_unused(&mut self, usages: &[u32]) {
        for (n, _) in usages.iter().enumerate().filter(|(_, usage)| **usage == 0) {
            self.fenetres.set_price(&mut self.flot, n, 0);
        }
    }

    /// Looks for a plan from the flow as it is, with prices or without.
    fn repair(&mut self, priced: bool) {
        let mut flot = self.flot.clone();
        if !priced {
            for one in &self.fenetres.week_ends {
                let more = self.couts[one.arc as usize] - flot.reseau.arcs[one.arc as usize].cout;
                flot.add_cost(one.arc, more);
            }
        }
        let Self { fenetres, moyens, interdits, meilleur, couts, .. } = self;
        Reparation { fenetres, flot, moyens, interdits }
            .run(&mut self.atelier, |flot| keep(meilleur, flot, couts));
    }
}

/// Keeps a plan that breaks no rule, if it is the best so far; gives what it costs without prices, in units of cost.
fn keep(meilleur: &mut Option<Trouve>, flot: &Flot, couts: &[i64]) -> i64 {
    let prices = flot.pris().map(|n| flot.reseau.arcs[n as usize].cout - couts[n as usize]);
    let prices: i128 = prices.map(i128::from).sum();
    let cout = (flot.cout() - prices) / i128::from(flot.reseau.echelle);
    let cout = i64::try_from(cout).unwrap_or(i64::MAX);
    if meilleur.as_ref().is_none_or(|best| cout < best.cout) {
        *meilleur = Some(Trouve { cout, arcs: flot.pris().collect() });
    }
    cout
}

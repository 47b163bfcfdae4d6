//! From a flow that breaks the rule of weekends, a plan that does not.

use crate::fenetres::Fenetres;
use crate::flot::{Atelier, Flot};

/// Half-days of week end, as they may be taken.
pub(crate) struct Reparation<'a> {
    pub(crate) fenetres: &'a Fenetres,
    /// The flow to be changed.
    pub(crate) flot: Flot,
    /// How often each half-day was taken by past flows: those taken most are kept.
    pub(crate) moyens: &'a [f64],
    /// Half-days that the search forbids, whatever happens here.
    pub(crate) interdits: &'a [bool],
}

impl Reparation<'_> {
    /// What is against the half-days kept is forbidden, until the rule holds; then what has come free is allowed again, as long
    /// as the plan gets better. Gives each plan found to `keep`, which says what it costs.
    pub(crate) fn run(mut self, atelier: &mut Atelier, mut keep: impl FnMut(&Flot) -> i64) {
        let mut forbidden = vec![false; self.moyens.len()];
        let (mut holds, mut last) = (true, i64::MAX);
        loop {
            let mut wanted = self.against();
            if !holds {
                // Nothing comes back before the rule holds, or this could go on for ever.
                wanted.iter_mut().zip(&forbidden).for_each(|(now, before)| *now |= *before);
            }
            self.forbid(&forbidden, &wanted);
            forbidden = wanted;
            self.flot.settle(atelier);
            holds = self.fenetres.usages(&self.flot).iter().all(|usage| *usage <= 1);
            if holds {
                let cost = keep(&self.flot);
                if cost >= last {
                    return;
                }
                last = cost;
            }
        }
    }

    /// What is against the half-days taken; of two that may not be together, the one taken less often goes.
    fn against(&self) -> Vec<bool> {
        let taken = self.fenetres.taken(&self.flot).enumerate();
        let mut taken: Vec<usize> = taken.filter(|(_, taken)| *taken).map(|(n, _)| n).collect();
        taken.sort_by(|a, b| self.moyens[*b].total_cmp(&self.moyens[*a]));
        let mut against = vec![false; self.moyens.len()];
        for kept in taken {
            if !against[kept] {
                self.fenetres.against(kept).for_each(|other| against[other] = true);
            }
        }
        against
    }

    fn forbid(&mut self, before: &[bool], now: &[bool]) {
        for (n, one) in self.fenetres.week_ends.iter().enumerate() {
            if before[n] != now[n] && !self.interdits[n] {
                self.flot.forbid(one.arc, now[n]);
            }
        }
    }
}

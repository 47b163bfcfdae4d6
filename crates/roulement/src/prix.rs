//! Prices of stretches of weeks, moved where the mean of past flows breaks the rule (the volume algorithm of Barahona and Anbil,
//! 2000): a flow alone says too little, as many cost the same.

use crate::fenetres::Fenetres;
use crate::flot::Flot;

/// What the last flow counts for in the mean, at least and at most.
const PART: (f64, f64) = (0.04, 0.4);
/// How far above the best bound steps aim: a share of what separates it from the best plan, and at least so many units of cost.
const VISEE: (f64, f64) = (0.4, 2.0);
/// Steps grow and shrink so.
const PLUS: f64 = 1.1;
const MOINS: f64 = 0.66;
/// Rounds without a better bound before steps shrink.
const PATIENCE: u32 = 2;

/// Where prices stand, and which way they go.
pub(crate) struct Prix {
    /// The best bound so far, in units of the network.
    pub(crate) borne: i128,
    /// Prices of that bound.
    centre: Vec<f64>,
    /// Mean of how many half-days each stretch has.
    usages: Vec<f64>,
    pas: f64,
    waited: u32,
}

fn float(n: i64) -> f64 {
    // Exact up to 2^53, and prices need no more.
    n as f64
}

impl Prix {
    /// From the prices as they are.
    pub(crate) fn new(fenetres: &Fenetres) -> Self {
        let centre = fenetres.fenetres.iter().map(|one| float(one.prix)).collect();
        Self { borne: i128::MIN, centre, usages: Vec::new(), pas: 1.0, waited: 0 }
    }

    /// Takes note of a flow: its bound, how many half-days each stretch has; `taken` is a mean too, of the half-days.
    pub(crate) fn learn(
        &mut self,
        (fenetres, flot): (&Fenetres, &Flot),
        borne: i128,
        usages: &[u32],
        taken: &mut [f64],
    ) {
        let part = self.part(usages);
        let same_way: f64 =
            self.usages.iter().zip(usages).map(|(mean, now)| (mean - 1.0) * (f64::from(*now) - 1.0)).sum();
        if borne > self.borne {
            self.borne = borne;
            self.centre = fenetres.fenetres.iter().map(|one| float(one.prix)).collect();
            self.waited = 0;
            self.pas *= if same_way > 0.0 { PLUS } else { 1.0 };
        } else {
            self.waited += 1;
            if self.waited >= PATIENCE {
                (self.pas, self.waited) = (self.pas * MOINS, 0);
            }
        }
        self.usages.resize(usages.len(), 0.0);
        for (mean, now) in self.usages.iter_mut().zip(usages) {
            *mean += part * (f64::from(*now) - *mean);
        }
        for (mean, now) in taken.iter_mut().zip(fenetres.taken(flot)) {
            *mean += part * (f64::from(u8::from(now)) - *mean);
        }
    }

    /// Which way a price goes for a mean; none goes under zero.
    fn way(mean: f64, centre: f64) -> f64 {
        if centre <= 0.0 && mean < 1.0 { 0.0 } else { mean - 1.0 }
    }

    /// What a flow counts for: as much as breaks the rule least in the mean.
    fn part(&self, usages: &[u32]) -> f64 {
        if self.usages.is_empty() {
            return 1.0;
        }
        let (mut less, mut all) = (0.0, 0.0);
        for ((mean, now), centre) in self.usages.iter().zip(usages).zip(&self.centre) {
            let more = f64::from(*now) - mean;
            less -= Self::way(*mean, *centre) * more;
            all += more * more;
        }
        if all > 0.0 { (less / all).clamp(PART.0, PART.1) } else { PART.1 }
    }

    /// The next prices, where the best plan costs so many units of cost more than the bound.
    pub(crate) fn step(&self, fenetres: &mut Fenetres, flot: &mut Flot, ecart: i64) {
        let ways: Vec<f64> =
            self.usages.iter().zip(&self.centre).map(|(mean, centre)| Self::way(*mean, *centre)).collect();
        let visee = (VISEE.0 * float(ecart)).max(VISEE.1);
        let norm: f64 = ways.iter().map(|way| way * way).sum();
        let size = self.pas * visee * float(flot.reseau.echelle) / norm.max(1e-9);
        for (n, (way, centre)) in ways.iter().zip(&self.centre).enumerate() {
            fenetres.set_price(flot, n, (centre + size * way).round() as i64);
        }
    }
}

use crate::{Places, Refus};
use std::fmt;
use std::str::FromStr;

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Objectif {
    /// The least sum of arcs and of those left without.
    Plain,
    /// The same, plus a load that grows with what each already takes, in proportion to its capacity.
    Fair,
    /// First serve the most priority, then the least distance, then the fairest load: strictly in that order.
    #[default]
    Lexicographic,
}

impl Objectif {
    /// All of them.
    pub const TOUS: [Self; 3] = [Self::Plain, Self::Fair, Self::Lexicographic];

    /// As the command line writes it.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Fair => "fair",
            Self::Lexicographic => "lexicographic",
        }
    }
}

impl fmt::Display for Objectif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.nom())
    }
}

impl FromStr for Objectif {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::TOUS.into_iter().find(|one| one.nom() == text);
        known.ok_or_else(|| format!("«\u{a0}{text}\u{a0}» n’est pas plain, fair ou lexicographic."))
    }
}

/// What an assignment costs: the least is the best, the first number decides, then the second, then the third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Valeur {
    /// Lexicographic: the weight of those left without. Else everything.
    pub d_abord: i128,
    /// Lexicographic: the sum of the arcs taken.
    pub puis: i128,
    /// Lexicographic: the sum of the loads.
    pub enfin: i128,
}

/// What the `k`th patient (from 1) costs as load, of a doctor with this capacity who already took `deja` over the period:
/// 60 times the share of the capacity in use, twice, floored.
#[must_use]
pub const fn charge(k: u32, capacite: u32, deja: u32) -> i64 {
    let (k, all) = (k as i64 + deja as i64, capacite as i64 + deja as i64);
    if all == 0 { 0 } else { 60 * (2 * k - 1) / all }
}

/// No place up to the capacity costs more as load.
const CHARGE_MAX: i64 = 120;

/// The three numbers in one, in an order that no path of the network can upset.
///
/// An optimal flow is one without a residual cycle that costs less than nothing. Such a cycle passes each holder at most
/// once, enters and leaves a free place at most once, and changes at most two of those left without: the load changes by
/// less than `charge`, the arcs by less than (holders + 1) × the dearest. A unit of each number worth more than twice all
/// that the next ones can change by then decides alone: the flow is optimal in lexicographic order, and the price of a path
/// can be read back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Echelle {
    pub(crate) objectif: Objectif,
    /// Everything is counted that many times, so that what a household costs can be cut in equal parts.
    pub(crate) fois: i64,
    /// What one unit of an arc is worth.
    pub(crate) distance: i64,
    /// What one unit of weight is worth.
    pub(crate) poids: i64,
}

/// Largest cost of leaving somebody without: well below that of leaving out whoever must be served.
const SANS_MAX: i64 = 1 << 54;

impl Echelle {
    /// `arc`: the dearest, counted `fois` times; `holders`: how many.
    pub(crate) fn new(objectif: Objectif, fois: i64, arc: i64, holders: usize) -> Result<Self, Refus> {
        if objectif != Objectif::Lexicographic {
            return Ok(Self { objectif, fois, distance: 1, poids: 1 });
        }
        let load = i128::from(CHARGE_MAX) * i128::from(fois);
        let distance = 2 * load + 1;
        let poids = 2 * (distance * (holders as i128 + 1) * i128::from(arc) + load) + 1;
        match (i64::try_from(distance), i64::try_from(poids)) {
            (Ok(distance), Ok(poids)) => Ok(Self { objectif, fois, distance, poids }),
            _ => Err(Refus::TropGrand),
        }
    }

    /// What it costs to leave a part of a demand without a place; `poids` and `sans` are already counted `fois` times.
    pub(crate) fn sans(&self, poids: i64, sans: i64) -> Result<i64, Refus> {
        match self.objectif {
            Objectif::Lexicographic => poids.checked_mul(self.poids),
            Objectif::Plain | Objectif::Fair => Some(sans),
        }
        .filter(|sans| *sans <= SANS_MAX)
        .ok_or(Refus::TropGrand)
    }

    /// The places of a doctor to whom `au_plus` may go: the others, if any, would stay empty.
    pub(crate) fn places(&self, capacite: u32, deja: u32, au_plus: u32) -> Places {
        let nombre = capacite.min(au_plus);
        match self.objectif {
            Objectif::Plain => Places::simples(nombre as usize),
            Objectif::Fair | Objectif::Lexicographic => {
                let couts = (1..=nombre).map(|k| self.place(k, capacite, deja));
                Places::croissantes(couts.collect())
            }
        }
    }

    /// What the `k`th place costs.
    pub(crate) fn place(&self, k: u32, capacite: u32, deja: u32) -> i64 {
        match self.objectif {
            Objectif::Plain => 0,
            Objectif::Fair => charge(k, capacite, 0) * self.fois,
            Objectif::Lexicographic => charge(k, capacite, deja) * self.fois,
        }
    }

    /// What a path costs, or saves, read back: exact when nothing was cut in parts.
    pub(crate) fn read(&self, path: i128) -> Valeur {
        if self.objectif != Objectif::Lexicographic {
            return Valeur { d_abord: path.div_euclid(i128::from(self.fois)), ..Valeur::default() };
        }
        let nearest = |n: i128, unit: i128| (n + unit / 2).div_euclid(unit);
        let weight = nearest(path, i128::from(self.poids));
        let rest = path - weight * i128::from(self.poids);
        let distance = nearest(rest, i128::from(self.distance));
        let load = rest - distance * i128::from(self.distance);
        let fois = i128::from(self.fois);
        Valeur { d_abord: weight / fois, puis: distance / fois, enfin: load / fois }
    }
}

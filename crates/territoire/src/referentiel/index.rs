//! What is computed once, when tables are loaded.

use super::Commune;
use crate::indicateur::{INCONNU, TableIndicateurs};

/// No such index.
pub(super) const ABSENT: u32 = u32::MAX;

/// Whole populations, arrondissements left out, by index of EPCI and of département.
#[derive(Debug, Default)]
pub(crate) struct Totaux {
    pub epcis: Vec<Total>,
    pub departements: Vec<Total>,
}

/// How much there is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Total {
    pub communes: usize,
    pub arrondissements: usize,
    pub population: i64,
}

impl Total {
    pub(crate) fn add(&mut self, commune: &Commune) {
        match commune.mere {
            Some(_) => self.arrondissements += 1,
            None => self.communes += 1,
        }
        self.population += commune.population.map_or(0, i64::from);
    }
}

/// Values by column, in the order of the communes.
pub(super) fn aligned(rangs: &[u32], communes: usize, table: &TableIndicateurs) -> Vec<Vec<i32>> {
    let place = |source: &Vec<i32>| {
        let mut column = vec![INCONNU; communes];
        for (code, value) in table.codes.iter().zip(source) {
            let at = rangs[code.rank()];
            if at != ABSENT {
                column[at as usize] = *value;
            }
        }
        column
    };
    table.valeurs.iter().map(place).collect()
}

pub(super) fn postcodes(communes: &[Commune]) -> Vec<(u32, u32)> {
    let each = |(at, commune): (usize, &Commune)| {
        let codes: Vec<u32> = commune.codes_postaux.split(' ').filter_map(|code| code.parse().ok()).collect();
        codes.into_iter().map(move |code| (code, at as u32))
    };
    let mut pairs: Vec<(u32, u32)> = communes.iter().enumerate().flat_map(each).collect();
    pairs.sort_unstable();
    pairs
}

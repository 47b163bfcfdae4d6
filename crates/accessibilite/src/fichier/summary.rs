//! What a run says of itself: one JSON object.

use super::Options;
use crate::{Acces, Etude};
use serde::Serialize;

/// Places of a list that are named; the others are only counted.
const NOMMES: usize = 100;

/// The result of a run; demand, supply, mean and lists are those of the places that `department` asks for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Name of the method.
    pub method: String,
    /// Kilometres; none with a travel table.
    pub radius_km: Option<f64>,
    /// True with a travel table.
    pub travel: bool,
    /// Its code, when only one is written.
    pub department: Option<String>,
    /// Name of the column.
    pub supply_column: String,
    /// Places that take part: those of the file, or of the département and what is within its radius.
    pub places: usize,
    /// Lines written.
    pub written: usize,
    /// Pairs within the radius or in the table, both directions and each place with itself.
    pub pairs: u64,
    /// Lines of the travel table left out for a shorter one.
    pub duplicates: u64,
    /// Demand of the places written.
    pub demand: f64,
    /// Supply of the places asked for, those without position left out.
    pub supply: f64,
    /// Mean of the scores written, weighted by demand.
    pub weighted_mean: Option<f64>,
    /// What all scores give away against what can be reached: nothing but rounding.
    pub balance_gap: f64,
    /// Supply that nobody can reach.
    pub unreachable_supply: Liste,
    /// Places that reach no supply: score 0.
    pub out_of_reach: Liste,
    /// Places without position: no score.
    pub without_position: Liste,
    /// Places that are no origin of the travel table: no score.
    pub missing_from_travel: Liste,
    /// French sentences for the person.
    pub notices: Vec<String>,
}

/// A list of places: how many, what they weigh, and the first ones.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Liste {
    /// How many.
    pub count: usize,
    /// Their demand.
    pub demand: f64,
    /// Their supply.
    pub supply: f64,
    /// Codes of the first hundred.
    pub first: Vec<String>,
}

impl Liste {
    fn of(etude: &Etude, ranks: &[u32], keep: impl Fn(usize) -> bool) -> Self {
        let mut liste = Self::default();
        for rang in ranks.iter().map(|rang| *rang as usize).filter(|rang| keep(*rang)) {
            let lieu = etude.lieux().lieu(rang);
            liste.count += 1;
            liste.demand += lieu.demande();
            liste.supply += lieu.offre;
            if liste.first.len() < NOMMES {
                liste.first.push(lieu.code.clone());
            }
        }
        liste
    }
}

impl Summary {
    pub(super) fn of(
        options: &Options,
        etude: &Etude,
        written: usize,
        keep: impl Fn(usize) -> bool + Copy,
        notices: Vec<String>,
    ) -> Self {
        let bilan = etude.bilan();
        let (mut demand, mut given) = (0.0, 0.0);
        for (rang, lieu) in etude.lieux().iter().enumerate().filter(|(rang, _)| keep(*rang)) {
            if let Some(score) = etude.score(rang) {
                demand += lieu.demande();
                given += lieu.demande() * score.score;
            }
        }
        let all: Vec<u32> = (0..etude.lieux().len() as u32).collect();
        let without_position = Liste::of(etude, &bilan.sans_position, keep);
        Self {
            method: options.method.to_string(),
            radius_km: options.travel.is_none().then_some(options.radius_km),
            travel: options.travel.is_some(),
            department: options.department.map(|code| code.to_string()),
            supply_column: options.supply_column.clone(),
            places: bilan.lieux,
            written,
            pairs: bilan.paires,
            duplicates: match &*etude.acces {
                Acces::Table(trajets) => trajets.doublons(),
                Acces::Distance { .. } => 0,
            },
            demand,
            supply: Liste::of(etude, &all, keep).supply - without_position.supply,
            weighted_mean: (demand > 0.0).then(|| given / demand),
            balance_gap: bilan.ecart,
            unreachable_supply: Liste::of(etude, &bilan.offre_perdue, keep),
            out_of_reach: Liste::of(etude, &bilan.hors_portee, keep),
            without_position,
            missing_from_travel: Liste::of(etude, &bilan.absents, keep),
            notices,
        }
    }
}

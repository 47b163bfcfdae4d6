//! Totals of a study: what was given, to whom, and what was left out.

use crate::Lieux;
use crate::calcul::Resultats;

/// Totals and lists of ranks.
#[derive(Debug, Clone, PartialEq)]
pub struct Bilan {
    /// Places that came.
    pub lieux: usize,
    /// Places with a score.
    pub notes: usize,
    /// Pairs within the radius or in the travel table, both directions and each place with itself.
    pub paires: u64,
    /// Demand of the places with a score.
    pub demande: f64,
    /// Supply of the places that take part: all but those without position.
    pub offre: f64,
    /// Mean of the scores weighted by demand; `None` without demand.
    pub moyenne: Option<f64>,
    /// What the scores give away against what can be reached, as a part of the latter: zero but for the rounding.
    pub ecart: f64,
    /// Places without position, when distances are used: no score, and they count for nobody.
    pub sans_position: Vec<u32>,
    /// Places that are not an origin of the travel table: no score; their supply counts if they are a destination.
    pub absents: Vec<u32>,
    /// Places with a score that reach no supply at all: their score is zero.
    pub hors_portee: Vec<u32>,
    /// Places whose supply nobody can reach, for want of people around.
    pub offre_perdue: Vec<u32>,
}

impl Bilan {
    pub(crate) fn of(
        lieux: &Lieux,
        resultats: &Resultats,
        notes: &[bool],
        paires: u64,
        sans_position: Vec<u32>,
        absents: Vec<u32>,
    ) -> Self {
        let mut bilan = Self {
            lieux: lieux.len(),
            notes: notes.iter().filter(|known| **known).count(),
            paires,
            demande: 0.0,
            offre: 0.0,
            moyenne: None,
            ecart: 0.0,
            sans_position,
            absents,
            hors_portee: Vec::new(),
            offre_perdue: Vec::new(),
        };
        let (mut given, mut reached) = (0.0, 0.0);
        let mut apart = vec![false; lieux.len()];
        bilan.sans_position.iter().for_each(|rang| apart[*rang as usize] = true);
        // In order of code, so that sums do not depend on how the places came.
        for at in lieux.par_code() {
            let rang = *at as usize;
            let lieu = lieux.lieu(rang);
            if !apart[rang] && lieu.offre > 0.0 {
                bilan.offre += lieu.offre;
                if resultats.bassin[rang] > 0.0 {
                    reached += lieu.offre;
                } else {
                    bilan.offre_perdue.push(*at);
                }
            }
            if notes[rang] {
                bilan.demande += lieu.demande();
                given += lieu.demande() * resultats.score[rang];
                if resultats.lieux_atteints[rang] == 0 {
                    bilan.hors_portee.push(*at);
                }
            }
        }
        bilan.moyenne = (bilan.demande > 0.0).then(|| given / bilan.demande);
        bilan.ecart = if reached > 0.0 { (given - reached).abs() / reached } else { 0.0 };
        bilan
    }
}

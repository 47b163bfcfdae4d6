//! A study: places, how far they are, a method; the scores that follow.

use crate::calcul::{self, Resultats};
use crate::sphere::{RAYON_MAX_KM, Radians};
use crate::voisins::Voisins;
use crate::{Bilan, Lieux, Methode, Refus, Trajets};
use std::sync::Arc;

/// How far places are.
#[derive(Debug, Clone, PartialEq)]
pub enum Acces {
    /// As the crow flies, minutes estimated at 1.56 per kilometre; pairs within the radius, each place with itself.
    Distance {
        /// Kilometres, included.
        rayon_km: f64,
    },
    /// By a travel table, and nothing else.
    Table(Trajets),
}

/// What a place is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Supply per unit of demand.
    pub score: f64,
    /// Whole supply of the places in reach, not weighted.
    pub offre_atteinte: f64,
    /// How many places with supply are in reach.
    pub lieux_atteints: u32,
}

/// Scores of every place, computed once.
#[derive(Debug, Clone)]
pub struct Etude {
    pub(crate) lieux: Arc<Lieux>,
    pub(crate) acces: Arc<Acces>,
    pub(crate) methode: Methode,
    pub(crate) resultats: Resultats,
    notes: Vec<bool>,
    bilan: Bilan,
}

impl Etude {
    /// Computes. Time and memory follow the number of pairs in reach.
    pub fn new(
        lieux: impl Into<Arc<Lieux>>,
        acces: impl Into<Arc<Acces>>,
        methode: Methode,
    ) -> Result<Self, Refus> {
        let (lieux, acces) = (lieux.into(), acces.into());
        let (mut resultats, paires) = results(&lieux, &acces, &methode)?;
        resultats.resize(lieux.len());
        let mut notes = vec![true; lieux.len()];
        let (sans_position, absents) = match &*acces {
            Acces::Distance { .. } => (without_position(&lieux), Vec::new()),
            Acces::Table(trajets) => (Vec::new(), trajets.absents()),
        };
        for rang in sans_position.iter().chain(&absents) {
            notes[*rang as usize] = false;
        }
        let bilan = Bilan::of(&lieux, &resultats, &notes, paires, sans_position, absents);
        Ok(Self { lieux, acces, methode, resultats, notes, bilan })
    }

    /// The places.
    #[must_use]
    pub fn lieux(&self) -> &Lieux {
        &self.lieux
    }

    /// The method.
    #[must_use]
    pub fn methode(&self) -> &Methode {
        &self.methode
    }

    /// The score of a place; `None` when it has no position, is absent from the travel table as an origin, or is
    /// no place at all: unknown, which is not zero.
    #[must_use]
    pub fn score(&self, rang: usize) -> Option<Score> {
        self.notes.get(rang).copied().filter(|known| *known).map(|_| Score {
            score: self.resultats.score[rang],
            offre_atteinte: self.resultats.offre_atteinte[rang],
            lieux_atteints: self.resultats.lieux_atteints[rang],
        })
    }

    /// Totals, and what is left out.
    #[must_use]
    pub fn bilan(&self) -> &Bilan {
        &self.bilan
    }
}

impl Resultats {
    fn resize(&mut self, size: usize) {
        self.score.resize(size, 0.0);
        self.offre_atteinte.resize(size, 0.0);
        self.lieux_atteints.resize(size, 0);
        self.bassin.resize(size, 0.0);
        if let Some(choix) = self.choix.as_mut() {
            choix.resize(size, 0.0);
        }
    }
}

fn results(lieux: &Lieux, acces: &Acces, methode: &Methode) -> Result<(Resultats, u64), Refus> {
    use calcul::Paires;
    let demande: Vec<f64> = lieux.iter().map(crate::Lieu::demande).collect();
    let offre: Vec<f64> = lieux.iter().map(|lieu| lieu.offre).collect();
    let decroissance = methode.decroissance();
    match acces {
        Acces::Distance { rayon_km } => {
            check_radius(*rayon_km)?;
            let voisins = Voisins::find(&points(lieux), *rayon_km, &decroissance);
            Ok((calcul::compute(&voisins, methode.selection(), &demande, &offre), voisins.paires()))
        }
        Acces::Table(trajets) => {
            if !trajets.is_of(lieux) {
                return Err(Refus::Table);
            }
            let pesee = trajets.weighed(&decroissance);
            Ok((calcul::compute(&pesee, methode.selection(), &demande, &offre), pesee.paires()))
        }
    }
}

/// A radius that can be searched.
pub(crate) fn check_radius(rayon_km: f64) -> Result<(), Refus> {
    if rayon_km > 0.0 && rayon_km <= RAYON_MAX_KM { Ok(()) } else { Err(Refus::Rayon(rayon_km)) }
}

/// Places that have a position, in order of code.
pub(crate) fn points(lieux: &Lieux) -> Vec<(u32, Radians)> {
    let position = |rang: &u32| lieux.lieu(*rang as usize).position.map(|at| (*rang, at.radians()));
    lieux.par_code().iter().filter_map(position).collect()
}

fn without_position(lieux: &Lieux) -> Vec<u32> {
    let ranks = 0..lieux.len() as u32;
    ranks.filter(|rang| lieux.lieu(*rang as usize).position.is_none()).collect()
}

//! Why a place has its score, and who shares a supply: everything that a screen needs to open a figure.

use crate::sphere::{self, RAYON_TERRE_KM};
use crate::{Acces, Etude, calcul};

/// One score, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Explication {
    /// The place.
    pub rang: usize,
    /// Its score: the sum of the contributions.
    pub score: f64,
    /// Places with supply in reach, greatest contribution first.
    pub fournisseurs: Vec<Fournisseur>,
}

/// A place whose supply another one can reach. `contribution = poids × choix × ratio`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fournisseur {
    /// The place.
    pub rang: usize,
    /// From the people to it.
    pub minutes: f64,
    /// Of that time, from 0 to 1.
    pub poids: f64,
    /// Share of the choice of people (3SFCA); 1 without a choice.
    pub choix: f64,
    /// Its supply.
    pub offre: f64,
    /// Weighted demand of its catchment.
    pub demande_du_bassin: f64,
    /// Supply over that demand; 0 when there is none.
    pub ratio: f64,
    /// What it adds to the score.
    pub contribution: f64,
}

/// Who shares the supply of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Bassin {
    /// The place.
    pub rang: usize,
    /// Its supply.
    pub offre: f64,
    /// Weighted demand: the sum over the patients.
    pub demande: f64,
    /// Supply over demand; `None` when nobody can come.
    pub ratio: Option<f64>,
    /// Places with demand in reach, nearest first.
    pub patients: Vec<Patient>,
}

/// A place whose people can come. `demande_ponderee = poids × choix × demande`.
#[derive(Debug, Clone, PartialEq)]
pub struct Patient {
    /// The place.
    pub rang: usize,
    /// From it to the supply.
    pub minutes: f64,
    /// Of that time, from 0 to 1.
    pub poids: f64,
    /// Share of the choice of its people (3SFCA); 1 without a choice.
    pub choix: f64,
    /// Its demand.
    pub demande: f64,
    /// What it weighs in the catchment.
    pub demande_ponderee: f64,
}

impl Etude {
    /// Opens a score; `None` where there is none.
    #[must_use]
    pub fn explain(&self, rang: usize) -> Option<Explication> {
        let score = self.score(rang)?.score;
        let decroissance = self.methode.decroissance();
        let provider = |(other, minutes): (usize, f64)| {
            let (offre, poids) = (self.lieux.lieu(other).offre, decroissance.poids(minutes));
            let (choix, used) = self.weight(rang, poids);
            let demande_du_bassin = self.resultats.bassin[other];
            let ratio = calcul::ratio(offre, demande_du_bassin);
            (offre > 0.0 && poids > 0.0).then_some(Fournisseur {
                rang: other,
                minutes,
                poids,
                choix,
                offre,
                demande_du_bassin,
                ratio,
                contribution: used * ratio,
            })
        };
        let mut fournisseurs: Vec<Fournisseur> =
            self.ways(rang, true).into_iter().filter_map(provider).collect();
        fournisseurs
            .sort_by(|a, b| b.contribution.total_cmp(&a.contribution).then(a.minutes.total_cmp(&b.minutes)));
        Some(Explication { rang, score, fournisseurs })
    }

    /// The catchment of a place, with or without supply; empty when it takes no part.
    ///
    /// # Panics
    /// When there is no such rank, as an index does.
    #[must_use]
    pub fn bassin(&self, rang: usize) -> Bassin {
        let decroissance = self.methode.decroissance();
        let patient = |(other, minutes): (usize, f64)| {
            let (demande, poids) = (self.lieux.lieu(other).demande(), decroissance.poids(minutes));
            let (choix, used) = self.weight(other, poids);
            (demande > 0.0 && poids > 0.0).then_some(Patient {
                rang: other,
                minutes,
                poids,
                choix,
                demande,
                demande_ponderee: used * demande,
            })
        };
        let mut patients: Vec<Patient> = self.ways(rang, false).into_iter().filter_map(patient).collect();
        patients.sort_by(|a, b| a.minutes.total_cmp(&b.minutes).then(b.demande.total_cmp(&a.demande)));
        let (offre, demande) = (self.lieux.lieu(rang).offre, self.resultats.bassin[rang]);
        Bassin { rang, offre, demande, ratio: (demande > 0.0).then(|| offre / demande), patients }
    }

    /// Share of the choice, and weight once chosen.
    fn weight(&self, origin: usize, poids: f64) -> (f64, f64) {
        match &self.resultats.choix {
            Some(sums) if poids > 0.0 => (poids / sums[origin], calcul::chosen(poids, sums[origin])),
            _ => (1.0, poids),
        }
    }

    /// Places that a place can go to, or come from, and the minutes.
    fn ways(&self, rang: usize, out: bool) -> Vec<(usize, f64)> {
        match &*self.acces {
            Acces::Table(trajets) if out => trajets.from(rang).collect(),
            Acces::Table(trajets) => trajets.to(rang).collect(),
            Acces::Distance { rayon_km } => self.around(rang, *rayon_km),
        }
    }

    fn around(&self, rang: usize, rayon_km: f64) -> Vec<(usize, f64)> {
        let Some(here) = self.lieux.lieu(rang).position.map(crate::Position::radians) else {
            return Vec::new();
        };
        let reach = rayon_km / RAYON_TERRE_KM * (1.0 + 1e-9) + 1e-12;
        let near = |(other, lieu): (usize, &crate::Lieu)| {
            let there = lieu.position?.radians();
            if (there.phi - here.phi).abs() > reach {
                return None;
            }
            let km = here.km(there);
            (km <= rayon_km).then(|| (other, sphere::en_minutes(sphere::milliemes(km))))
        };
        self.lieux.iter().enumerate().filter_map(near).collect()
    }
}

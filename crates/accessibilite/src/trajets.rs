//! A travel table: minutes from an origin (people) to a destination (care), one way.

use crate::calcul::Paires;
use crate::{Decroissance, Lieux, Refus};

/// One way from a place to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trajet {
    /// Rank of the place people leave.
    pub origine: usize,
    /// Rank of the place where care is.
    pub destination: usize,
    /// Minutes.
    pub minutes: f64,
}

/// A travel table that replaces distances: a pair that is absent is out of reach, a place included when it is not
/// paired with itself. A pair that comes twice counts once, with the smallest time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trajets {
    /// Places of the order of the codes.
    ordre: Vec<u32>,
    /// By origin, then destination, as places of that order.
    lignes: Vec<Ligne>,
    doublons: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Ligne {
    origine: u32,
    destination: u32,
    minutes: f64,
}

impl Trajets {
    /// Checks the times, sorts the pairs and counts those that came twice.
    pub fn new(lieux: &Lieux, trajets: impl IntoIterator<Item = Trajet>) -> Result<Self, Refus> {
        let mut recolte = Recolte::new(lieux);
        for Trajet { origine, destination, minutes } in trajets {
            recolte.push(origine, destination, minutes)?;
        }
        Ok(recolte.finish())
    }

    /// How many pairs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// Lines left out because a shorter or equal time was known for the same pair.
    #[must_use]
    pub fn doublons(&self) -> u64 {
        self.doublons
    }

    /// Where each place goes: rank of the destination and minutes.
    pub(crate) fn from(&self, rang: usize) -> impl Iterator<Item = (usize, f64)> {
        let at = self.ordre.iter().position(|one| *one as usize == rang).unwrap_or(usize::MAX);
        let start = self.lignes.partition_point(|one| (one.origine as usize) < at);
        let own = self.lignes[start..].iter().take_while(move |one| one.origine as usize == at);
        own.map(|one| (self.ordre[one.destination as usize] as usize, one.minutes))
    }

    /// Who comes to a place: rank of the origin and minutes.
    pub(crate) fn to(&self, rang: usize) -> impl Iterator<Item = (usize, f64)> {
        let at = self.ordre.iter().position(|one| *one as usize == rang).unwrap_or(usize::MAX);
        let own = self.lignes.iter().filter(move |one| one.destination as usize == at);
        own.map(|one| (self.ordre[one.origine as usize] as usize, one.minutes))
    }

    /// Ranks of the places that leave nowhere to go, themselves included: they have no line as an origin.
    pub(crate) fn absents(&self) -> Vec<u32> {
        let mut known = vec![false; self.ordre.len()];
        for one in &self.lignes {
            known[self.ordre[one.origine as usize] as usize] = true;
        }
        (0..known.len() as u32).filter(|rang| !known[*rang as usize]).collect()
    }

    /// True when the table is that of these places.
    pub(crate) fn is_of(&self, lieux: &Lieux) -> bool {
        self.ordre == lieux.par_code()
    }

    /// The table seen through a decay.
    pub(crate) fn weighed<'a>(&'a self, decroissance: &'a Decroissance) -> Pesee<'a> {
        Pesee { trajets: self, decroissance }
    }
}

/// A table being filled.
pub(crate) struct Recolte {
    trajets: Trajets,
    /// Place of each rank in the order of the codes.
    place: Vec<u32>,
}

impl Recolte {
    pub(crate) fn new(lieux: &Lieux) -> Self {
        let ordre = lieux.par_code().to_vec();
        let mut place = vec![0; ordre.len()];
        for (at, rang) in ordre.iter().enumerate() {
            place[*rang as usize] = at as u32;
        }
        Self { trajets: Trajets { ordre, ..Trajets::default() }, place }
    }

    pub(crate) fn push(&mut self, origine: usize, destination: usize, minutes: f64) -> Result<(), Refus> {
        if !(0.0..f64::INFINITY).contains(&minutes) {
            return Err(Refus::Duree(minutes));
        }
        let find = |rang: usize| self.place.get(rang).copied().ok_or(Refus::Rang(rang));
        let ligne = Ligne { origine: find(origine)?, destination: find(destination)?, minutes };
        self.trajets.lignes.push(ligne);
        Ok(())
    }

    /// Sorts the pairs, keeps the shortest of those that came twice.
    pub(crate) fn finish(self) -> Trajets {
        let Trajets { ordre, mut lignes, .. } = self.trajets;
        let pair = |one: &Ligne| u64::from(one.origine) << 32 | u64::from(one.destination);
        if !lignes.is_sorted_by(|a, b| pair(a) < pair(b)) {
            lignes.sort_unstable_by(|a, b| pair(a).cmp(&pair(b)).then(a.minutes.total_cmp(&b.minutes)));
        }
        let came = lignes.len();
        lignes.dedup_by(|next, kept| pair(next) == pair(kept));
        let doublons = (came - lignes.len()) as u64;
        Trajets { ordre, lignes, doublons }
    }
}

pub(crate) struct Pesee<'a> {
    trajets: &'a Trajets,
    decroissance: &'a Decroissance,
}

impl Paires for Pesee<'_> {
    fn ordre(&self) -> &[u32] {
        &self.trajets.ordre
    }

    fn paires(&self) -> u64 {
        self.trajets.lignes.len() as u64
    }

    fn each(&self, mut f: impl FnMut(usize, usize, f64)) {
        for one in &self.trajets.lignes {
            let poids = self.decroissance.poids(one.minutes);
            if poids > 0.0 {
                f(one.origine as usize, one.destination as usize, poids);
            }
        }
    }
}

use crate::grille::Adresse;
use crate::{Creneau, Modalites, Refus, Soins, Visibilites};
use kernel::Id;

/// Records a drawer: a drawer never moves, so that one more record never costs a copy of all.
const TIROIR: u32 = 4096;

/// What is kept of a slot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fiche {
    pub(crate) id: Id<Creneau>,
    pub(crate) soins: Soins,
    pub(crate) debut: i32,
    /// Rank of its effecteur.
    pub(crate) effecteur: u32,
    pub(crate) adresse: Adresse,
    pub(crate) profession: u16,
    pub(crate) duree: u16,
    pub(crate) places: u16,
    pub(crate) libres: u16,
    pub(crate) visibilites: Visibilites,
    pub(crate) modalites: Modalites,
}

/// The records of slots, by number; numbers of removed ones serve again.
#[derive(Debug, Default)]
pub(crate) struct Casier {
    tiroirs: Vec<Vec<Fiche>>,
    vacants: Vec<u32>,
}

impl Casier {
    /// Keeps a record and gives its number.
    pub(crate) fn add(&mut self, fiche: Fiche) -> Result<u32, Refus> {
        if let Some(number) = self.vacants.pop() {
            *self.get_mut(number) = fiche;
            return Ok(number);
        }
        if self.tiroirs.last().is_none_or(|tiroir| tiroir.len() == TIROIR as usize) {
            self.tiroirs.push(Vec::with_capacity(TIROIR as usize));
        }
        let last = self.tiroirs.len() - 1;
        let number = u32::try_from(last * TIROIR as usize + self.tiroirs[last].len());
        let number = number.map_err(|_| Refus::Plein)?;
        self.tiroirs[last].push(fiche);
        Ok(number)
    }

    pub(crate) fn get(&self, number: u32) -> &Fiche {
        &self.tiroirs[(number / TIROIR) as usize][(number % TIROIR) as usize]
    }

    pub(crate) fn get_mut(&mut self, number: u32) -> &mut Fiche {
        &mut self.tiroirs[(number / TIROIR) as usize][(number % TIROIR) as usize]
    }

    /// The number may serve again.
    pub(crate) fn free(&mut self, number: u32) {
        self.vacants.push(number);
    }
}

use crate::{Creneau, heures::Heures};
use kernel::Id;

/// A free slot in the list of its point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entree {
    pub(crate) id: Id<Creneau>,
    /// Number of its record.
    pub(crate) numero: u32,
    /// Rank of its effecteur, so that a search for one reads no record of the others.
    pub(crate) effecteur: u32,
}

/// Free slots by start, then key. Starts stand alone: sixteen of them are one line of the cache.
#[derive(Debug, Default)]
pub(crate) struct Liste {
    debuts: Vec<i32>,
    entrees: Vec<Entree>,
}

impl Liste {
    /// A slot more.
    pub(crate) fn insert(&mut self, debut: i32, entree: Entree) {
        let at = self.place(debut, entree.id);
        self.debuts.insert(at, debut);
        self.entrees.insert(at, entree);
    }

    /// A slot less, if it is there.
    pub(crate) fn remove(&mut self, debut: i32, id: Id<Creneau>) {
        let at = self.place(debut, id);
        if self.entrees.get(at).is_some_and(|one| one.id == id) {
            self.debuts.remove(at);
            self.entrees.remove(at);
        }
    }

    /// Those that start from one minute to another, both included, in order.
    pub(crate) fn between(&self, de: i64, a: i64) -> impl Iterator<Item = (i32, &Entree)> {
        let first = self.debuts.partition_point(|debut| i64::from(*debut) < de);
        let debuts = self.debuts[first..].iter().copied().take_while(move |debut| i64::from(*debut) <= a);
        debuts.zip(&self.entrees[first..])
    }

    /// Some slot starts in the hour of this bit.
    pub(crate) fn has(&self, bit: (usize, u64)) -> bool {
        self.debuts.iter().any(|debut| Heures::bit(*debut) == bit)
    }

    /// Where a slot is, or would be.
    fn place(&self, debut: i32, id: Id<Creneau>) -> usize {
        let first = self.debuts.partition_point(|one| *one < debut);
        let equal = self.debuts[first..].partition_point(|one| *one == debut);
        first + self.entrees[first..first + equal].partition_point(|one| one.id < id)
    }
}

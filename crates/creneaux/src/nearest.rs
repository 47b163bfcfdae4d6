use crate::heures::Heures;
use crate::liste::Entree;
use crate::point::{carre_of, metres};
use crate::{Creneau, Index, Point};
use kernel::Id;

/// What is looked for: a profession, near a point, soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recherche {
    /// Code of the profession.
    pub profession: u16,
    /// Where the patient is.
    pub ici: Point,
    /// The first minute that a slot may start, since 1970-01-01T00:00Z.
    pub de: i64,
    /// The last one, so many minutes later.
    pub horizon_min: u32,
    /// How far its place may be, in metres, that distance included.
    pub max_m: u32,
}

/// The nearest free slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proche {
    /// Its key: [`Index::get`] gives the rest.
    pub id: Id<Creneau>,
    /// When it starts, in minutes since 1970-01-01T00:00Z.
    pub debut: i64,
    /// How far its place is, in whole metres, rounded down.
    pub distance_m: u32,
}

impl Recherche {
    /// The last minute that a slot may start.
    pub(crate) fn a(&self) -> i64 {
        self.de.saturating_add(i64::from(self.horizon_min))
    }

    pub(crate) fn heures(&self) -> Heures {
        Heures::between(self.de, self.a())
    }

    /// Square of the farthest distance.
    pub(crate) fn rayon(&self) -> i64 {
        carre_of(self.max_m)
    }
}

impl Index {
    /// The free slot of the profession, in time and near enough, whose place is nearest (exactly, on the plane); of equal
    /// distances the earliest, then the smallest key.
    #[must_use]
    pub fn nearest(&self, recherche: &Recherche) -> Option<Proche> {
        let (ici, de, a) = (recherche.ici, recherche.de, recherche.a());
        let heures = recherche.heures();
        let mut best: Option<(i64, i32, &Entree)> = None;
        self.grille(recherche.profession)?.walk(ici, &heures, recherche.rayon(), |case, rayon| {
            case.look(ici, rayon, |_, carre, libres| {
                if let Some((debut, one)) = libres.between(de, a).next() {
                    // Keys are read last: they are seldom in the cache, and seldom decide.
                    let wins = best.is_none_or(|(least, earliest, best)| {
                        (carre, debut).cmp(&(least, earliest)).then_with(|| one.id.cmp(&best.id)).is_lt()
                    });
                    if wins {
                        best = Some((carre, debut, one));
                    }
                }
                best.map_or(rayon, |(carre, ..)| carre)
            })
        });
        let (carre, debut, one) = best?;
        Some(Proche { id: one.id, debut: i64::from(debut), distance_m: metres(carre) })
    }
}

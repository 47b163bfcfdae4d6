use crate::liste::{Entree, Liste};
use crate::{Creneau, Point, heures::Heures};
use kernel::Id;

/// The free slots of one profession at one point. One line of the cache.
#[derive(Debug)]
#[repr(align(64))]
struct Poste {
    point: Point,
    libres: Liste,
}

/// The points of one cell of the grid. One line of the cache.
#[derive(Debug)]
#[repr(align(64))]
pub(crate) struct Case {
    /// The hours in which some free slot of its points starts.
    heures: Heures,
    cell: (i32, i32),
    postes: Vec<Poste>,
}

/// Cells of one row, from the first column that has one.
#[derive(Debug, Default)]
struct Ligne {
    premiere: i32,
    /// Number of the cell, more one; 0 where there is none.
    cases: Vec<u32>,
}

/// Where the list of a point is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Adresse {
    case: u32,
    rang: u32,
}

/// The points of one profession on the map.
#[derive(Debug, Default)]
pub(crate) struct Grille {
    premiere: i32,
    lignes: Vec<Ligne>,
    cases: Vec<Case>,
}

impl Case {
    /// The free slots of each of its points that is near enough, with the square of its distance. `see` says how far is near
    /// enough from then on.
    pub(crate) fn look<'a>(
        &'a self,
        ici: Point,
        mut rayon: i64,
        mut see: impl FnMut(Point, i64, &'a Liste) -> i64,
    ) -> i64 {
        for poste in &self.postes {
            let carre = poste.point.carre(ici);
            if carre <= rayon {
                rayon = see(poste.point, carre, &poste.libres);
            }
        }
        rayon
    }

    /// How many cells away a cell is.
    fn ring(&self, (column, row): (i32, i32)) -> i32 {
        (self.cell.0 - column).abs().max((self.cell.1 - row).abs())
    }
}

impl Grille {
    /// Where the list of a point is; a point that had none gets an empty one.
    pub(crate) fn locate(&mut self, point: Point) -> Adresse {
        let (column, row) = point.cell();
        let number = self.number(column, row).unwrap_or_else(|| self.open(column, row));
        let case = &mut self.cases[number as usize];
        let rang = case.postes.iter().position(|one| one.point == point).unwrap_or_else(|| {
            case.postes.push(Poste { point, libres: Liste::default() });
            case.postes.len() - 1
        });
        Adresse { case: number, rang: rank(rang) }
    }

    /// The point of a list.
    pub(crate) fn point(&self, at: Adresse) -> Point {
        self.cases[at.case as usize].postes[at.rang as usize].point
    }

    /// Adds an empty cell.
    fn open(&mut self, column: i32, row: i32) -> u32 {
        if self.lignes.is_empty() {
            self.premiere = row;
        }
        let at = reach(&mut self.lignes, &mut self.premiere, row);
        let ligne = &mut self.lignes[at];
        if ligne.cases.is_empty() {
            ligne.premiere = column;
        }
        let at = reach(&mut ligne.cases, &mut ligne.premiere, column);
        self.cases.push(Case { heures: Heures::default(), cell: (column, row), postes: Vec::new() });
        ligne.cases[at] = rank(self.cases.len());
        rank(self.cases.len() - 1)
    }

    /// A free slot more.
    pub(crate) fn insert(&mut self, at: Adresse, debut: i32, entree: Entree) {
        let case = &mut self.cases[at.case as usize];
        case.postes[at.rang as usize].libres.insert(debut, entree);
        case.heures.set(Heures::bit(debut));
    }

    /// A free slot less.
    pub(crate) fn remove(&mut self, at: Adresse, debut: i32, id: Id<Creneau>) {
        let case = &mut self.cases[at.case as usize];
        case.postes[at.rang as usize].libres.remove(debut, id);
        let bit = Heures::bit(debut);
        if !case.postes.iter().any(|poste| poste.libres.has(bit)) {
            case.heures.clear(bit);
        }
    }

    /// The cells that may have a free slot in these hours and are near enough: ring by ring around a point, then, once a ring
    /// has more cells than the map has, all those that are left. `see` says how far is near enough from then on.
    pub(crate) fn walk<'a>(
        &'a self,
        ici: Point,
        heures: &Heures,
        mut rayon: i64,
        mut see: impl FnMut(&'a Case, i64) -> i64,
    ) {
        let mut look = |case: &'a Case, rayon: i64| {
            let worth = case.heures.meets(heures) && ici.carre_to_cell(case.cell) <= rayon;
            if worth { see(case, rayon) } else { rayon }
        };
        let (column, row) = ici.cell();
        let mut ring = 0;
        while (2 * ring + 1) * (2 * ring + 1) <= self.nombre() {
            if ici.carre_to_ring(ring) > rayon {
                return;
            }
            for one in row - ring..=row + ring {
                let Some(ligne) = self.ligne(one) else { continue };
                let (west, east) = (column - ring, column + ring);
                if (one - row).abs() == ring {
                    for number in ligne.between(west, east) {
                        rayon = look(&self.cases[number as usize], rayon);
                    }
                } else {
                    for number in [ligne.number(west), ligne.number(east)].into_iter().flatten() {
                        rayon = look(&self.cases[number as usize], rayon);
                    }
                }
            }
            ring += 1;
        }
        for case in self.cases.iter().filter(|case| case.ring((column, row)) >= ring) {
            rayon = look(case, rayon);
        }
    }

    /// How many cells there are.
    fn nombre(&self) -> i32 {
        i32::try_from(self.cases.len()).unwrap_or(i32::MAX)
    }

    fn ligne(&self, row: i32) -> Option<&Ligne> {
        self.lignes.get(usize::try_from(row - self.premiere).ok()?)
    }

    /// Number of the cell of a column and a row.
    fn number(&self, column: i32, row: i32) -> Option<u32> {
        self.ligne(row)?.number(column)
    }
}

impl Ligne {
    /// Number of the cell of a column.
    fn number(&self, column: i32) -> Option<u32> {
        self.cases.get(usize::try_from(column - self.premiere).ok()?)?.checked_sub(1)
    }

    /// Numbers of the cells there are from a column to another, both included.
    fn between(&self, west: i32, east: i32) -> impl Iterator<Item = u32> {
        let at = |column: i32| usize::try_from(column - self.premiere).unwrap_or(0).min(self.cases.len());
        self.cases[at(west)..at(east + 1)].iter().filter_map(|number| number.checked_sub(1))
    }
}

/// A map of at most 16 million cells of 100 million points cannot have more, and no memory holds as many.
fn rank(rank: usize) -> u32 {
    u32::try_from(rank).unwrap_or(u32::MAX)
}

/// The rank in a list that begins at `first`, made longer where it is needed.
fn reach<T: Default>(list: &mut Vec<T>, first: &mut i32, at: i32) -> usize {
    if at < *first {
        let missing = (*first - at).unsigned_abs() as usize;
        list.splice(..0, std::iter::repeat_with(T::default).take(missing));
        *first = at;
    }
    let rank = (at - *first).unsigned_abs() as usize;
    if rank >= list.len() {
        list.resize_with(rank + 1, T::default);
    }
    rank
}

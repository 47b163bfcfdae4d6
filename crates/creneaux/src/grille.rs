use crate::{Point, heures::Heures};

/// A free slot in the list of its point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entree {
    pub(crate) debut: i32,
    /// Number of its record.
    pub(crate) creneau: u32,
    /// Rank of its effecteur, so that a search for one reads no record of the others.
    pub(crate) effecteur: u32,
}

/// The points of one cell of the grid. Three lists side by side: a search reads the first, seldom the others.
#[derive(Debug)]
pub(crate) struct Case {
    /// The hours of all its points.
    heures: Heures,
    cell: (i32, i32),
    points: Vec<Point>,
    heures_du_point: Vec<Heures>,
    /// By point, its free slots by start, then key.
    libres: Vec<Vec<Entree>>,
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
    /// The free slots of each of its points that is near enough and may have one in these hours; with the square of its
    /// distance. `see` says how far is near enough from then on.
    pub(crate) fn look(
        &self,
        ici: Point,
        heures: &Heures,
        mut rayon: i64,
        mut see: impl FnMut(Point, i64, &[Entree]) -> i64,
    ) -> i64 {
        for (rang, point) in self.points.iter().enumerate() {
            let carre = point.carre(ici);
            if carre <= rayon && self.heures_du_point[rang].meets(heures) {
                rayon = see(*point, carre, &self.libres[rang]);
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
        let rang = case.points.iter().position(|one| *one == point).unwrap_or_else(|| {
            case.points.push(point);
            case.heures_du_point.push(Heures::default());
            case.libres.push(Vec::new());
            case.points.len() - 1
        });
        Adresse { case: number, rang: rank(rang) }
    }

    /// The point of a list.
    pub(crate) fn point(&self, at: Adresse) -> Point {
        self.cases[at.case as usize].points[at.rang as usize]
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
        self.cases.push(Case {
            heures: Heures::default(),
            cell: (column, row),
            points: Vec::new(),
            heures_du_point: Vec::new(),
            libres: Vec::new(),
        });
        ligne.cases[at] = rank(self.cases.len());
        rank(self.cases.len() - 1)
    }

    /// A free slot more, after those of the same start whose key comes `before`.
    pub(crate) fn insert(&mut self, at: Adresse, entree: Entree, before: impl Fn(u32) -> bool) {
        let (case, rang) = (&mut self.cases[at.case as usize], at.rang as usize);
        let libres = &mut case.libres[rang];
        let place = libres.partition_point(|one| {
            one.debut < entree.debut || one.debut == entree.debut && before(one.creneau)
        });
        libres.insert(place, entree);
        let bit = Heures::bit(entree.debut);
        case.heures_du_point[rang].set(bit);
        case.heures.set(bit);
    }

    /// A free slot less.
    pub(crate) fn remove(&mut self, at: Adresse, debut: i32, creneau: u32) {
        let (case, rang) = (&mut self.cases[at.case as usize], at.rang as usize);
        let libres = &mut case.libres[rang];
        let first = libres.partition_point(|one| one.debut < debut);
        if let Some(place) = libres[first..].iter().position(|one| one.creneau == creneau) {
            libres.remove(first + place);
        }
        let bit = Heures::bit(debut);
        if libres.iter().all(|one| Heures::bit(one.debut) != bit) {
            case.heures_du_point[rang].clear(bit);
            if !case.heures_du_point.iter().any(|heures| heures.has(bit)) {
                case.heures.clear(bit);
            }
        }
    }

    /// The cells that may have a free slot in these hours and are near enough: ring by ring around a point, then, once a ring
    /// has more cells than the map has, all those that are left. `see` says how far is near enough from then on.
    pub(crate) fn walk(
        &self,
        ici: Point,
        heures: &Heures,
        mut rayon: i64,
        mut see: impl FnMut(&Case, i64) -> i64,
    ) {
        let mut look = |case: &Case, rayon: i64| {
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
                let edge = (one - row).abs() == ring;
                let step = if edge { 1 } else { 2 * ring.unsigned_abs() as usize };
                for number in self.cells(one, column - ring, column + ring, step) {
                    rayon = look(&self.cases[number as usize], rayon);
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

    /// Numbers of the cells there are in a row, from a column to another, both included, by steps.
    fn cells(&self, row: i32, from: i32, to: i32, step: usize) -> impl Iterator<Item = u32> {
        let ligne = usize::try_from(row - self.premiere).ok().and_then(|at| self.lignes.get(at));
        ligne.into_iter().flat_map(move |ligne| {
            let columns = (from - ligne.premiere..=to - ligne.premiere).step_by(step.max(1));
            columns.filter_map(|column| ligne.cases.get(usize::try_from(column).ok()?)?.checked_sub(1))
        })
    }

    /// Number of the cell of a column and a row.
    fn number(&self, column: i32, row: i32) -> Option<u32> {
        let ligne = self.lignes.get(usize::try_from(row - self.premiere).ok()?)?;
        ligne.cases.get(usize::try_from(column - ligne.premiere).ok()?)?.checked_sub(1)
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

use crate::Refus;

/// Side of a cell of the grid, in metres.
const COTE: i32 = 10_000;

/// A point of the map, in whole metres on a plane (Lambert 93 in France).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    x: i32,
    y: i32,
}

impl Point {
    /// How far from the origin a point may be on each axis, in metres: half the way around the Earth.
    pub const LIMITE_M: i32 = 20_000_000;

    /// The point `x_m` metres east and `y_m` metres north of the origin of the map.
    ///
    /// # Errors
    /// Farther than [`Self::LIMITE_M`].
    pub const fn new(x_m: i32, y_m: i32) -> Result<Self, Refus> {
        if x_m.unsigned_abs() > Self::LIMITE_M.unsigned_abs()
            || y_m.unsigned_abs() > Self::LIMITE_M.unsigned_abs()
        {
            return Err(Refus::HorsCarte);
        }
        Ok(Self { x: x_m, y: y_m })
    }

    /// Metres east of the origin.
    #[must_use]
    pub const fn x_m(self) -> i32 {
        self.x
    }

    /// Metres north of the origin.
    #[must_use]
    pub const fn y_m(self) -> i32 {
        self.y
    }

    /// Square of the distance, in square metres: exact, at most 3.2 × 10¹⁵.
    pub(crate) fn carre(self, other: Self) -> i64 {
        let (dx, dy) = (i64::from(self.x - other.x), i64::from(self.y - other.y));
        dx * dx + dy * dy
    }

    /// Column and row of its cell.
    pub(crate) const fn cell(self) -> (i32, i32) {
        (self.x.div_euclid(COTE), self.y.div_euclid(COTE))
    }

    /// Square of the least distance to a point of a cell.
    pub(crate) fn carre_to_cell(self, (column, row): (i32, i32)) -> i64 {
        let gap = |at: i32, cell: i32| {
            let first = cell * COTE;
            i64::from((first - at).max(at - (first + COTE - 1)).max(0))
        };
        let (dx, dy) = (gap(self.x, column), gap(self.y, row));
        dx * dx + dy * dy
    }

    /// Square of the least distance to a point of the cells that are `ring` cells away.
    pub(crate) fn carre_to_ring(self, ring: i32) -> i64 {
        let inside = |at: i32| {
            let within = at.rem_euclid(COTE);
            within.min(COTE - 1 - within)
        };
        let gap = i64::from((inside(self.x).min(inside(self.y)) + 1 + (ring - 1) * COTE).max(0));
        gap * gap
    }
}

/// Whole metres of a square of metres, rounded down.
pub(crate) fn metres(carre: i64) -> u32 {
    u32::try_from(carre.isqrt()).unwrap_or(u32::MAX)
}

/// Square of a radius; no two points of the map are farther apart than the largest.
pub(crate) fn carre_of(rayon_m: u32) -> i64 {
    let rayon = i64::from(rayon_m).min(4 * i64::from(Point::LIMITE_M));
    rayon * rayon
}

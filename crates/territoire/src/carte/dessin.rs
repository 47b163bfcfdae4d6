//! From the Earth to whole numbers on paper: a local equirectangular projection, then compact SVG paths.

use super::contours::Contours;
use super::forme::Forme;
use crate::referentiel::Position;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A point of the drawing.
type Point = (i32, i32);

/// Width of a drawing, and the most its height may be.
const LARGEUR: f64 = 1000.0;
const HAUTEUR: f64 = 1300.0;
/// Empty border, so that strokes are not cut.
const MARGE: f64 = 6.0;

/// How the Earth is laid on paper: north up, one scale, right at the middle latitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cadre {
    ouest: f64,
    nord: f64,
    /// Drawing units per step of longitude and of latitude.
    echelle: (f64, f64),
    decalage: (f64, f64),
    /// Width of the drawing.
    pub largeur: i32,
    /// Height of the drawing.
    pub hauteur: i32,
}

impl Cadre {
    /// A frame about 1 000 units wide around some places; `None` without any.
    pub fn around(places: impl IntoIterator<Item = Position>) -> Option<Self> {
        Self::inside(places, LARGEUR, HAUTEUR)
    }

    /// A frame that fits into that width and height.
    pub(crate) fn inside(
        places: impl IntoIterator<Item = Position>,
        width: f64,
        height: f64,
    ) -> Option<Self> {
        let (mut west, mut east, mut south, mut north) = (i32::MAX, i32::MIN, i32::MAX, i32::MIN);
        for Position { lon, lat } in places {
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        if west > east {
            return None;
        }
        let middle = (f64::from(south) + f64::from(north)) / 2.0 / 1e5;
        let shrink = middle.to_radians().cos().max(0.01);
        let (wide, high) =
            ((f64::from(east) - f64::from(west)) * shrink, f64::from(north) - f64::from(south));
        let room = |size: f64| (size - 2.0 * MARGE).max(1.0);
        let scale = (room(width) / wide.max(1.0)).min(room(height) / high.max(1.0));
        Some(Self {
            ouest: f64::from(west),
            nord: f64::from(north),
            echelle: (scale * shrink, scale),
            decalage: (MARGE, MARGE),
            largeur: (wide * scale + 2.0 * MARGE).ceil() as i32,
            hauteur: (high * scale + 2.0 * MARGE).ceil() as i32,
        })
    }

    /// The same frame, moved on paper.
    pub(crate) fn moved(self, x: f64, y: f64) -> Self {
        Self { decalage: (self.decalage.0 + x, self.decalage.1 + y), ..self }
    }

    /// Where a place falls.
    pub fn place(&self, position: Position) -> (i32, i32) {
        let x = (f64::from(position.lon) - self.ouest) * self.echelle.0 + self.decalage.0;
        let y = (self.nord - f64::from(position.lat)) * self.echelle.1 + self.decalage.1;
        (x.round() as i32, y.round() as i32)
    }
}

/// A drawing: a shape by code, in whole numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Carte<K: Ord> {
    /// Width.
    pub largeur: i32,
    /// Height.
    pub hauteur: i32,
    formes: BTreeMap<K, Forme<Point>>,
}

impl<K: Ord + Copy> Carte<K> {
    /// Draws outlines in a frame. All the paths together weigh at most `budget` bytes: beyond, points are laid on a
    /// coarser and coarser grid, the same for all, so that neighbours still share their border.
    pub fn draw<'a>(
        cadre: &Cadre,
        formes: impl Iterator<Item = (K, &'a Forme)> + Clone,
        budget: usize,
    ) -> Self
    where
        K: 'a,
    {
        let mut carte = Self::on_grid(cadre, formes.clone(), 1);
        for step in [2, 3, 4, 6, 8, 12, 16] {
            if carte.paths().iter().map(|(_, d)| d.len()).sum::<usize>() <= budget {
                break;
            }
            carte = Self::on_grid(cadre, formes.clone(), step);
        }
        carte
    }

    fn on_grid<'a>(cadre: &Cadre, formes: impl Iterator<Item = (K, &'a Forme)>, step: i32) -> Self
    where
        K: 'a,
    {
        let snap = |n: i32| (n + step / 2).div_euclid(step) * step;
        let lay = |position: &Position| {
            let (x, y) = cadre.place(*position);
            (snap(x), snap(y))
        };
        let shape = |forme: &Forme| {
            let drawn = Forme::of(forme.anneaux.iter().map(|ring| ring.iter().map(lay).collect()));
            let speck =
                || forme.anneaux.first().and_then(|ring| ring.first()).map(|place| dot(lay(place), step));
            if drawn.anneaux.is_empty() { speck().unwrap_or_default() } else { drawn }
        };
        let formes = formes.map(|(code, forme)| (code, shape(forme))).collect();
        Self { largeur: cadre.largeur, hauteur: cadre.hauteur, formes }
    }

    pub(crate) fn of(largeur: i32, hauteur: i32, formes: BTreeMap<K, Forme<Point>>) -> Self {
        Self { largeur, hauteur, formes }
    }

    pub(crate) fn forme_mut(&mut self) -> &mut BTreeMap<K, Forme<Point>> {
        &mut self.formes
    }

    /// The `viewBox` attribute.
    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", self.largeur, self.hauteur)
    }

    /// The `d` attribute of each shape, by code. To be filled with the even-odd rule.
    pub fn paths(&self) -> Vec<(K, String)> {
        self.formes.iter().map(|(code, forme)| (*code, path(forme))).collect()
    }

    /// The `d` attribute of the outline of several shapes together: the border of a CPTS over its communes.
    pub fn outline(&self, codes: impl IntoIterator<Item = K>) -> String {
        path(&Forme::merge(codes.into_iter().filter_map(|code| self.formes.get(&code))))
    }
}

impl<K: Ord + Copy> Contours<K> {
    /// Draws every outline in its own frame; `None` without any.
    pub fn draw(&self, budget: usize) -> Option<Carte<K>> {
        let places = self.formes.values().flat_map(|forme| forme.anneaux.iter().flatten().copied());
        let cadre = Cadre::around(places)?;
        Some(Carte::draw(&cadre, self.formes.iter().map(|(code, forme)| (*code, forme)), budget))
    }
}

/// A commune too small for the scale is a dot that can still be seen and clicked.
fn dot((x, y): Point, step: i32) -> Forme<Point> {
    let side = step.max(2);
    Forme::of([vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]])
}

/// Relative moves; points in the middle of a straight line are left out.
fn path(forme: &Forme<Point>) -> String {
    let mut d = String::new();
    for ring in &forme.anneaux {
        let corners = corners(ring);
        let Some((first, rest)) = corners.split_first() else { continue };
        // Writing to a String does not fail.
        let _ = write!(d, "M{} {}l", first.0, first.1);
        let mut last = *first;
        for (at, point) in rest.iter().enumerate() {
            number(&mut d, point.0 - last.0, at > 0);
            number(&mut d, point.1 - last.1, true);
            last = *point;
        }
        d.push('z');
    }
    d
}

/// A minus sign separates by itself.
fn number(d: &mut String, n: i32, separated: bool) {
    let space = if separated && n >= 0 { " " } else { "" };
    let _ = write!(d, "{space}{n}");
}

fn corners(ring: &[Point]) -> Vec<Point> {
    let turns = |at: usize| {
        let (before, here) = (ring[(at + ring.len() - 1) % ring.len()], ring[at]);
        let after = ring[(at + 1) % ring.len()];
        let (a, b) = ((here.0 - before.0, here.1 - before.1), (after.0 - here.0, after.1 - here.1));
        a.0 * b.1 != a.1 * b.0
    };
    let kept: Vec<Point> = (0..ring.len()).filter(|at| turns(*at)).map(|at| ring[at]).collect();
    if kept.len() >= 3 { kept } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: i32, lat: i32) -> Position {
        Position { lon, lat }
    }

    #[test]
    fn north_is_up_and_a_square_stays_square() {
        let places = [at(300_000, 4_500_000), at(400_000, 4_600_000)];
        let cadre = Cadre::around(places).unwrap();
        assert_eq!((cadre.largeur, cadre.hauteur), (915, 1300));
        assert_eq!(cadre.place(at(300_000, 4_600_000)), (6, 6));
        let (x, y) = cadre.place(at(400_000, 4_500_000));
        assert!((f64::from(x - 6) / f64::from(y - 6) - 45.5_f64.to_radians().cos()).abs() < 0.01);
        assert!(Cadre::around([]).is_none() && Cadre::around([at(1, 1)]).is_some());
    }

    #[test]
    fn paths_are_short_and_relative() {
        let ring = vec![(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)];
        assert_eq!(path(&Forme::of([ring])), "M0 0l10 0 0 10-10 0z");
        assert_eq!(path(&Forme::of([vec![(0, 0), (5, 0), (10, 0)]])), "");
    }

    #[test]
    fn a_tiny_place_is_still_a_dot() {
        let big = Forme::of([vec![at(0, 0), at(100_000, 0), at(100_000, 100_000), at(0, 100_000)]]);
        let tiny = Forme::of([vec![at(50_000, 50_000), at(50_001, 50_000), at(50_001, 50_001)]]);
        let contours = Contours { source: String::new(), formes: BTreeMap::from([(1, big), (2, tiny)]) };
        let carte = contours.draw(60_000).unwrap();
        assert!(carte.paths()[1].1.ends_with("l2 0 0 2-2 0z"), "{:?}", carte.paths());
        assert!(carte.outline([1]).starts_with("M6 6l"));
        assert_eq!(carte.outline([3]), "");
    }
}

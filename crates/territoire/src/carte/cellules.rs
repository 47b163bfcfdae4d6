//! A mesh without outlines: the Voronoi cell of each commune point, cut to a disc and to the land of the light
//! outlines of départements, so that coasts look sane. A sketch, to be announced as such.
//!
//! The Delaunay triangulation of `geo` says which points are neighbours; a cell is its disc cut by the bisectors
//! towards them.

use super::cotes::{Cotes, Terre};
use super::forme::Forme;
use crate::referentiel::{Commune, Position, Referentiel};
use crate::voisinage::Voisinage;
use geo::{MultiPoint, Point, Rect, TriangulateDelaunayUnconstrained};
use identifiants::{CommuneCode, DepartementCode};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Kilometres in a hundred-thousandth of a degree of latitude.
const KM: f64 = 0.001_111_95;
/// Radius of the disc, in radii of a round commune of the same area: wide enough that a long commune inland has no
/// gap around it; narrower for a small island that the light outlines forgot.
const RAYON_LARGE: f64 = 4.5;
const RAYON: f64 = 1.2;
/// Radius of a commune whose area is unknown, and the least radius of a disc, in kilometres.
const DEFAUT_KM: f64 = 2.5;
const MINIMUM_KM: f64 = 0.8;
/// Sides of a disc.
const COTES: usize = 28;
/// Communes around the départements that are drawn: without them, cells of the limit would spread.
const MARGE_KM: f64 = 30.0;

/// A point to build a cell around.
#[derive(Clone, Copy)]
struct Site {
    /// The commune.
    code: CommuneCode,
    /// Its centre.
    position: Position,
    /// Its area in hectares.
    superficie_ha: Option<u32>,
}

/// A sketched mesh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Esquisse {
    /// The cells, by commune.
    pub formes: BTreeMap<CommuneCode, Forme>,
    /// Communes whose cells touch; those whose disc is not cut all around touch the outside.
    pub voisinage: Voisinage,
    /// Communes without position, or at the very place of another one: to be listed beside the map.
    pub sans_forme: BTreeSet<CommuneCode>,
}

/// The communes of some départements (arrondissements in the three cities) and those within 30 km of them.
pub fn sites<'a>(france: &'a Referentiel, departements: &[DepartementCode]) -> Vec<&'a Commune> {
    let wanted = |commune: &&Commune| departements.contains(&commune.code.departement());
    let drawn = |commune: &&Commune| !france.has_arrondissements(commune.code);
    let inner: Vec<&Commune> =
        departements.iter().flat_map(|d| france.of_departement(*d)).filter(drawn).collect();
    let places: Vec<Position> = inner.iter().filter_map(|commune| commune.position).collect();
    let Some(plan) = Plan::around(&places) else { return inner };
    let tree = rstar::RTree::bulk_load(places.iter().map(|place| plan.km(*place)).collect::<Vec<[f64; 2]>>());
    let near = |commune: &&Commune| {
        let Some([x, y]) = commune.position.map(|place| plan.km(place)) else { return false };
        let nearest = tree.nearest_neighbor([x, y]);
        nearest.is_some_and(|[a, b]| (a - x).powi(2) + (b - y).powi(2) <= MARGE_KM * MARGE_KM)
    };
    let around = france.communes().iter().filter(|c| !wanted(c)).filter(drawn).filter(near);
    inner.into_iter().chain(around).collect()
}

/// Kilometres on a plane around a middle latitude.
struct Plan {
    shrink: f64,
}

impl Plan {
    fn around(places: &[Position]) -> Option<Self> {
        let lats = || places.iter().map(|place| place.lat);
        let middle = (f64::from(lats().min()?) + f64::from(lats().max()?)) / 2e5;
        Some(Self { shrink: middle.to_radians().cos().max(0.01) })
    }

    fn km(&self, place: Position) -> [f64; 2] {
        [f64::from(place.lon) * KM * self.shrink, f64::from(place.lat) * KM]
    }

    fn position(&self, [x, y]: [f64; 2]) -> Position {
        Position { lon: (x / KM / self.shrink).round() as i32, lat: (y / KM).round() as i32 }
    }
}

impl Esquisse {
    /// Cells of a list of communes, in any order; the same list always gives the same cells.
    pub fn of<'a>(communes: impl IntoIterator<Item = &'a Commune>) -> Self {
        let (mut sites, mut sans_forme) = (Vec::new(), BTreeSet::new());
        for commune in communes {
            match commune.position {
                Some(position) => {
                    sites.push(Site { code: commune.code, position, superficie_ha: commune.superficie_ha });
                }
                None => {
                    sans_forme.insert(commune.code);
                }
            }
        }
        sites.sort_by_key(|site| site.code);
        let mut taken = BTreeSet::new();
        sites.retain(|site| {
            let free = taken.insert(site.position);
            if !free {
                sans_forme.insert(site.code);
            }
            free
        });
        let (formes, voisinage) = cells(&sites);
        Self { formes, voisinage, sans_forme }
    }
}

fn cells(sites: &[Site]) -> (BTreeMap<CommuneCode, Forme>, Voisinage) {
    let places: Vec<Position> = sites.iter().map(|site| site.position).collect();
    let Some(plan) = Plan::around(&places) else { return Default::default() };
    let points: Vec<[f64; 2]> = places.iter().map(|place| plan.km(*place)).collect();
    let neighbours = delaunay(&points);
    let cell_of = |at: usize, width: f64| cell(&points, at, radius(sites[at], width), &neighbours[at]);
    let cotes = Cotes::near(around(&points), |place| plan.km(place));
    let corners = |cell: &[Corner]| cell.iter().map(|(point, _)| *point).collect::<Vec<[f64; 2]>>();
    let lay = |ring: Vec<[f64; 2]>| ring.into_iter().map(|point| plan.position(point)).collect();
    let mut formes = BTreeMap::new();
    let mut sides: Vec<BTreeSet<Side>> = Vec::with_capacity(sites.len());
    for (at, site) in sites.iter().enumerate() {
        let large = cell_of(at, RAYON_LARGE);
        sides.push(large.iter().map(|(_, side)| *side).collect());
        let rings = match cotes.cut(&corners(&large)) {
            Terre::Entiere => vec![corners(&large)],
            Terre::Coupee(rings) => {
                // The coast, or a frontier: the commune touches the outside.
                sides[at].insert(Side::Disc);
                if rings.is_empty() { vec![corners(&cell_of(at, RAYON))] } else { rings }
            }
        };
        formes.insert(site.code, Forme::of(rings.into_iter().map(lay)));
    }
    (formes, graph(sites, &sides))
}

/// A box that holds every cell.
fn around(points: &[[f64; 2]]) -> Rect {
    let bound =
        |axis: usize, start: f64, pick: fn(f64, f64) -> f64| points.iter().map(|p| p[axis]).fold(start, pick);
    let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
    let (min, max) = (
        [bound(0, low, f64::min), bound(1, low, f64::min)],
        [bound(0, high, f64::max), bound(1, high, f64::max)],
    );
    Rect::new([min[0] - MARGE_KM, min[1] - MARGE_KM], [max[0] + MARGE_KM, max[1] + MARGE_KM])
}

/// Two communes touch when each has a side towards the other: one disc may end before the other.
fn graph(sites: &[Site], sides: &[BTreeSet<Side>]) -> Voisinage {
    let mut graph = Voisinage::default();
    for (at, site) in sites.iter().enumerate() {
        graph.add(site.code);
        for side in &sides[at] {
            match side {
                Side::Site(other) if sides[*other].contains(&Side::Site(at)) => {
                    graph.join(site.code, sites[*other].code);
                }
                Side::Disc | Side::Site(_) => graph.open(site.code),
            }
        }
    }
    graph
}

fn radius(site: Site, width: f64) -> f64 {
    let round = |hectares: u32| (f64::from(hectares) / 100.0 / std::f64::consts::PI).sqrt();
    (site.superficie_ha.map_or(DEFAUT_KM, round) * width).max(MINIMUM_KM)
}

/// Neighbours of each point in the Delaunay triangulation. Points on one line have none: each then has all the others.
fn delaunay(points: &[[f64; 2]]) -> Vec<Vec<usize>> {
    let key = |x: f64, y: f64| (x.to_bits(), y.to_bits());
    let rank: HashMap<(u64, u64), usize> =
        points.iter().enumerate().map(|(at, [x, y])| (key(*x, *y), at)).collect();
    let cloud: MultiPoint = points.iter().map(|[x, y]| Point::new(*x, *y)).collect();
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); points.len()];
    for triangle in cloud.unconstrained_triangulation().unwrap_or_default() {
        let corners = triangle.to_array().map(|corner| rank.get(&key(corner.x, corner.y)).copied());
        for (a, b) in [(0, 1), (1, 2), (2, 0)] {
            if let (Some(a), Some(b)) = (corners[a], corners[b]) {
                neighbours[a].insert(b);
                neighbours[b].insert(a);
            }
        }
    }
    let all = |at: usize| (0..points.len()).filter(|other| *other != at).collect::<Vec<_>>();
    let known = |(at, set): (usize, BTreeSet<usize>)| {
        if set.is_empty() { all(at) } else { set.into_iter().collect() }
    };
    neighbours.into_iter().enumerate().map(known).collect()
}

/// What a side of a cell is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Disc,
    Site(usize),
}

/// A corner and the side that leaves from it.
type Corner = ([f64; 2], Side);

/// The disc around a point, cut by the bisectors towards its neighbours.
fn cell(points: &[[f64; 2]], at: usize, radius: f64, neighbours: &[usize]) -> Vec<Corner> {
    let [x, y] = points[at];
    let corner = |n: usize| {
        let angle = n as f64 / COTES as f64 * std::f64::consts::TAU;
        ([x + radius * angle.cos(), y + radius * angle.sin()], Side::Disc)
    };
    let disc: Vec<Corner> = (0..COTES).map(corner).collect();
    neighbours.iter().fold(disc, |cell, other| cut(&cell, points[at], points[*other], Side::Site(*other)))
}

/// The part of a convex cell that is nearer to `here` than to `there`.
fn cut(cell: &[Corner], here: [f64; 2], there: [f64; 2], side: Side) -> Vec<Corner> {
    let normal = [there[0] - here[0], there[1] - here[1]];
    let limit = (there[0].powi(2) + there[1].powi(2) - here[0].powi(2) - here[1].powi(2)) / 2.0;
    let beyond = |point: [f64; 2]| point[0] * normal[0] + point[1] * normal[1] - limit;
    let mut kept = Vec::with_capacity(cell.len() + 2);
    for (n, (point, leaving)) in cell.iter().enumerate() {
        let next = cell[(n + 1) % cell.len()].0;
        let (a, b) = (beyond(*point), beyond(next));
        if a <= 0.0 {
            kept.push((*point, *leaving));
        }
        if (a <= 0.0) != (b <= 0.0) {
            let share = a / (a - b);
            let crossing = [point[0] + (next[0] - point[0]) * share, point[1] + (next[1] - point[1]) * share];
            // Going out, the bisector begins; coming in, the old side goes on.
            kept.push((crossing, if a <= 0.0 { side } else { *leaving }));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referentiel::france;

    fn sketch(departement: &str) -> (Vec<CommuneCode>, Esquisse) {
        let code: DepartementCode = departement.parse().unwrap();
        let communes = sites(france(), &[code]);
        let inside = communes.iter().map(|c| c.code).filter(|c| c.departement() == code).collect();
        (inside, Esquisse::of(communes))
    }

    #[test]
    fn haute_loire_is_drawn_whole_and_always_the_same() {
        let (inside, esquisse) = sketch("43");
        assert_eq!(inside.len(), 257);
        assert!(inside.iter().all(|code| esquisse.formes[code].anneaux.len() == 1));
        assert_eq!(esquisse, sketch("43").1);
        // Far from the sea, nothing touches the outside.
        assert!(inside.iter().filter(|code| esquisse.voisinage.is_au_bord(**code)).count() < 13);
        let of_le_puy: Vec<_> = esquisse.voisinage.of("43157".parse().unwrap()).collect();
        assert!((4..=10).contains(&of_le_puy.len()), "{of_le_puy:?}");
    }

    #[test]
    fn islands_cities_and_lonely_points() {
        let (paris, esquisse) = sketch("75");
        assert_eq!(paris.len(), 20);
        assert!(paris.iter().all(|code| esquisse.formes.contains_key(code)));
        let (reunion, esquisse) = sketch("974");
        assert!(reunion.iter().filter(|code| esquisse.voisinage.is_au_bord(**code)).count() > 10);
        let (terres, esquisse) = sketch("984");
        assert_eq!((esquisse.formes.len(), esquisse.sans_forme.len()), (0, terres.len()));
        let two: Vec<&Commune> = france().communes().iter().take(2).collect();
        assert_eq!(Esquisse::of(two.iter().copied()).formes.len(), 2);
        let twice = Esquisse::of([two[0], &Commune { code: two[1].code, ..two[0].clone() }]);
        assert_eq!(twice.sans_forme.len(), 1);
    }

    #[test]
    fn cells_keep_to_their_side_of_the_bisector() {
        let points = [[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [0.0, -2.0]];
        let square = cell(&points, 0, 10.0, &[1, 2, 3, 4]);
        assert_eq!(square.len(), 4);
        assert!(square.iter().all(|(point, side)| point[0].abs() <= 1.0 + 1e-9 && *side != Side::Disc));
    }
}

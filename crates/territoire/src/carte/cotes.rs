//! Where the land ends: the outlines of the départements without their inner borders, to cut sketched cells at the
//! coast and at the frontier.

use super::contours::Contours;
use super::forme::Forme;
use crate::referentiel::Position;
use geo::{Area, BooleanOps, BoundingRect, Coord, LineString, MultiPolygon, Polygon, Rect};
use identifiants::DepartementCode;
use std::sync::OnceLock;

/// Borders of land inside which all départements touch; some thousand points.
fn land() -> &'static Forme {
    static LAND: OnceLock<Forme> = OnceLock::new();
    LAND.get_or_init(|| {
        let bytes = include_bytes!("../../data/departements-contours.tsv.gz");
        // A test reads these bytes: they are not broken. Without land, cells end with their discs.
        let formes = Contours::<DepartementCode>::from_bytes(bytes)
            .map(|contours| contours.formes)
            .unwrap_or_default();
        // An overseas département comes as its communes, ring by ring.
        let parts: Vec<Forme> = formes
            .into_iter()
            .flat_map(|(code, forme)| {
                let split = code.as_str().len() == 3;
                let alone = |ring| Forme { anneaux: vec![ring] };
                if split { forme.anneaux.into_iter().map(alone).collect() } else { vec![forme] }
            })
            .collect();
        Forme::merge(&parts)
    })
}

/// The land around some places, on their plane.
pub(super) struct Cotes {
    land: MultiPolygon,
    /// The sides of the coast, as boxes.
    sides: Vec<Rect>,
}

/// What the coast leaves of a cell.
pub(super) enum Terre {
    /// The cell does not reach the coast.
    Entiere,
    /// The rings that are left; none when the light outlines forgot an island.
    Coupee(Vec<Vec<[f64; 2]>>),
}

impl Cotes {
    /// The land inside a box; `plane` lays a place on the plane of the cells.
    pub(super) fn near(around: Rect, plane: impl Fn(Position) -> [f64; 2]) -> Self {
        let ring =
            |ring: &Vec<Position>| LineString::from_iter(ring.iter().map(|place| Coord::from(plane(*place))));
        let mut rings = land().anneaux.iter().map(ring);
        let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        // The library fills by parity: islands and lakes may stand in any order.
        let land = Polygon::new(outer, rings.collect()).intersection(&around.to_polygon());
        let borders = land.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        let sides = borders.flat_map(LineString::lines).filter(|side| !lies_on(side, &around));
        let sides = sides.map(|side| side.bounding_rect()).collect();
        Self { land, sides }
    }

    /// Cuts a cell, given by its corners.
    pub(super) fn cut(&self, corners: &[[f64; 2]]) -> Terre {
        let cell = Polygon::new(
            LineString::from_iter(corners.iter().map(|corner| Coord::from(*corner))),
            Vec::new(),
        );
        let Some(bounds) = cell.bounding_rect() else { return Terre::Entiere };
        if !self.sides.iter().any(|side| meet(side, &bounds)) {
            return Terre::Entiere;
        }
        let left = self.land.intersection(&cell);
        if left.unsigned_area() > cell.unsigned_area() * 0.999_999 {
            return Terre::Entiere;
        }
        let borders = left.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        Terre::Coupee(
            borders.map(|ring| ring.coords().map(|corner| [corner.x, corner.y]).collect()).collect(),
        )
    }
}

/// True for a side that cutting to the box made.
fn lies_on(side: &geo::Line, around: &Rect) -> bool {
    let same = |a: f64, b: f64, limit: f64| (a - limit).abs() < 1e-6 && (b - limit).abs() < 1e-6;
    let (min, max) = (around.min(), around.max());
    same(side.start.x, side.end.x, min.x)
        || same(side.start.x, side.end.x, max.x)
        || same(side.start.y, side.end.y, min.y)
        || same(side.start.y, side.end.y, max.y)
}

fn meet(a: &Rect, b: &Rect) -> bool {
    a.min().x <= b.max().x && b.min().x <= a.max().x && a.min().y <= b.max().y && b.min().y <= a.max().y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_borders_are_gone() {
        let land = land();
        let points: usize = land.anneaux.iter().map(Vec::len).sum();
        assert!((2_700..9_000).contains(&points), "{points}");
    }
}

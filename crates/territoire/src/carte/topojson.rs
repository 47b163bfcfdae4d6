//! The part of TopoJSON 1 that outlines of communes use: polygons over shared arcs.

use super::lecture::Illisible;
use crate::referentiel::Position;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Topology {
    #[serde(default)]
    transform: Option<Transform>,
    arcs: Vec<Vec<Vec<f64>>>,
    objects: BTreeMap<String, Object>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// One place.
#[derive(Deserialize)]
pub(super) struct Geometry {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub id: Value,
    #[serde(default)]
    pub properties: Option<Map<String, Value>>,
    #[serde(default)]
    arcs: Value,
}

impl Topology {
    /// The object of the communes: the one of that name, or else the largest.
    pub(super) fn geometries(&self) -> &[Geometry] {
        let named =
            self.objects.iter().find(|(name, _)| name.starts_with("commune")).map(|(_, object)| object);
        let largest = || self.objects.values().max_by_key(|object| object.geometries.len());
        named.or_else(largest).map_or(&[], |object| &object.geometries)
    }

    /// Every arc as positions, decoded once.
    pub(super) fn arcs(&self) -> Result<Vec<Vec<Position>>, Illisible> {
        self.arcs.iter().map(|arc| self.arc(arc)).collect()
    }

    /// With a transform, points are steps on a grid, each from the previous one; without, plain degrees.
    fn arc(&self, arc: &[Vec<f64>]) -> Result<Vec<Position>, Illisible> {
        let mut sum = (0.0, 0.0);
        let place = |point: &Vec<f64>| {
            let [x, y] =
                point.get(..2).and_then(|xy| <[f64; 2]>::try_from(xy).ok()).ok_or(Illisible::Point)?;
            let (lon, lat) = match &self.transform {
                None => (x, y),
                Some(Transform { scale, translate }) => {
                    sum = (sum.0 + x, sum.1 + y);
                    (sum.0 * scale[0] + translate[0], sum.1 * scale[1] + translate[1])
                }
            };
            Position::from_degrees(lat, lon).ok_or(Illisible::Degres { x: lon, y: lat })
        };
        arc.iter().map(place).collect()
    }
}

impl Geometry {
    /// The rings, in arcs: those of a polygon, or of all the polygons of a multipolygon. `None` for other kinds.
    pub(super) fn rings(&self) -> Option<Vec<Vec<i64>>> {
        match self.kind.as_deref() {
            Some("Polygon") => Vec::<Vec<i64>>::deserialize(&self.arcs).ok(),
            Some("MultiPolygon") => Vec::<Vec<Vec<i64>>>::deserialize(&self.arcs)
                .ok()
                .map(|polygons| polygons.into_iter().flatten().collect()),
            _ => None,
        }
    }
}

/// A ring out of its arcs, end to end; `!n` is arc `n` backwards. `None` when an arc does not exist.
pub(super) fn ring(arcs: &[Vec<Position>], indexes: &[i64]) -> Option<Vec<Position>> {
    let mut points = Vec::new();
    for index in indexes {
        let forward = *index >= 0;
        let arc = arcs.get(usize::try_from(if forward { *index } else { !*index }).ok()?)?;
        if forward {
            points.extend_from_slice(arc);
        } else {
            points.extend(arc.iter().rev());
        }
    }
    Some(points)
}

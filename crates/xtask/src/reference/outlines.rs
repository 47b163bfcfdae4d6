//! Light outlines of the départements. Metropolitan ones come as polygons; an overseas one is the polygons of its
//! communes, which share their borders point by point: whoever draws it removes the inner ones.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Steps of a degree in the compact form, as in `territoire::carte`; outlines keep one step in a hundred (110 m).
const STEPS: f64 = 1e5;
const GRID: f64 = 1e3;

type Ring = Vec<(i64, i64)>;

pub(super) fn departements(from: &Path) -> Result<String> {
    let mut shapes = metropole(&from.join("departements-metropole.geojson"))?;
    shapes.extend(overseas(&from.join("communes-france.topojson.gz"))?);
    let mut text = String::from(
        "@maillage-contours\t1\nsource\tContours simplifiés des départements (IGN Admin Express COG \
         2018), Licence Ouverte 2.0\n@formes\n",
    );
    for (code, rings) in shapes {
        let rings: Vec<String> = rings.iter().map(|ring| deltas(ring)).collect::<Result<_>>()?;
        writeln!(text, "{code}\t{}", rings.join(";"))?;
    }
    Ok(text)
}

/// `lon lat dlon dlat …`, without the closing point.
fn deltas(ring: &[(i64, i64)]) -> Result<String> {
    let (mut text, mut last) = (String::new(), (0, 0));
    for (lon, lat) in ring {
        let separator = if text.is_empty() { "" } else { " " };
        write!(text, "{separator}{} {}", lon - last.0, lat - last.1)?;
        last = (*lon, *lat);
    }
    Ok(text)
}

/// On the grid, without repeated points; `None` for a ring too small to be seen.
fn on_grid(points: impl Iterator<Item = (f64, f64)>) -> Option<Ring> {
    let snap = |degrees: f64| ((degrees * GRID).round() * (STEPS / GRID)) as i64;
    let mut ring: Ring = points.map(|(lon, lat)| (snap(lon), snap(lat))).collect();
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    (ring.len() >= 3).then_some(ring)
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}
#[derive(Deserialize)]
struct Feature {
    properties: BTreeMap<String, serde_json::Value>,
    geometry: Geometry,
}
#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<(f64, f64)>>),
    MultiPolygon(Vec<Vec<Vec<(f64, f64)>>>),
}

fn metropole(path: &Path) -> Result<BTreeMap<String, Vec<Ring>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let collection: Collection = serde_json::from_str(&text)?;
    let mut shapes = BTreeMap::new();
    for feature in collection.features {
        let code = feature.properties.get("dep").and_then(|v| v.as_str()).context("no code")?.to_owned();
        let rings: Vec<Vec<(f64, f64)>> = match feature.geometry {
            Geometry::Polygon(rings) => rings,
            Geometry::MultiPolygon(polygons) => polygons.into_iter().flatten().collect(),
        };
        shapes.insert(code, rings.into_iter().filter_map(|ring| on_grid(ring.into_iter())).collect());
    }
    Ok(shapes)
}

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<(i64, i64)>>,
    transform: Transform,
    objects: BTreeMap<String, Object>,
}
#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}
#[derive(Deserialize)]
struct Object {
    geometries: Vec<Shape>,
}
#[derive(Deserialize)]
struct Shape {
    id: String,
    #[serde(flatten)]
    arcs: Arcs,
}
#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Arcs {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

fn overseas(path: &Path) -> Result<BTreeMap<String, Vec<Ring>>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let topology: Topology = serde_json::from_reader(BufReader::new(GzDecoder::new(file)))?;
    let object = topology.objects.get("communes").context("no object communes")?;
    let mut shapes: BTreeMap<String, Vec<Ring>> = BTreeMap::new();
    for shape in object.geometries.iter().filter(|shape| shape.id.starts_with("97")) {
        let rings: Vec<&Vec<i64>> = match &shape.arcs {
            Arcs::Polygon(rings) => rings.iter().collect(),
            Arcs::MultiPolygon(polygons) => polygons.iter().flatten().collect(),
        };
        let departement = shape.id.get(..3).context("short id")?.to_owned();
        let rings = rings.into_iter().filter_map(|arcs| on_grid(topology.points(arcs).into_iter()));
        shapes.entry(departement).or_default().extend(rings);
    }
    Ok(shapes)
}

impl Topology {
    /// The points of a ring: its arcs end to end, `!n` being arc `n` backwards.
    fn points(&self, ring: &[i64]) -> Vec<(f64, f64)> {
        let mut points = Vec::new();
        for arc in ring {
            let index = if *arc < 0 { !*arc } else { *arc };
            let steps =
                usize::try_from(index).ok().and_then(|at| self.arcs.get(at)).map_or(&[][..], Vec::as_slice);
            let mut place = (0, 0);
            let mut line: Vec<(f64, f64)> = steps
                .iter()
                .map(|(dx, dy)| {
                    place = (place.0 + dx, place.1 + dy);
                    let at = |n: i64, scale: f64, origin: f64| n as f64 * scale + origin;
                    let Transform { scale, translate } = &self.transform;
                    (at(place.0, scale.0, translate.0), at(place.1, scale.1, translate.1))
                })
                .collect();
            if *arc < 0 {
                line.reverse();
            }
            points.extend(line);
        }
        points
    }
}

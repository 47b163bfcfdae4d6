//! Reading a file of outlines: GeoJSON or TopoJSON, plain or gzipped, features carrying `code` or `code_insee`.

use super::contours::Contours;
use super::forme::Forme;
use super::topojson::{self, Topology};
use crate::fichier::Rejet;
use crate::referentiel::{Position, Referentiel};
use flate2::read::GzDecoder;
use geojson::feature::Id;
use geojson::{Feature, FeatureReader, GeometryValue};
use identifiants::CommuneCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::Read;

/// Names of the code among the properties of a feature.
const CODES: [&str; 7] = ["code", "code_insee", "insee", "INSEE_COM", "insee_com", "codgeo", "CODGEO"];
/// An unpacked file larger than this is refused: the finest national file weighs half of it.
const LIMIT: u64 = 400 << 20;

/// Why a whole file is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Illisible {
    /// Neither of the two formats.
    #[error("Ce fichier n’est ni du GeoJSON ni du TopoJSON\u{a0}: {0}")]
    Format(String),
    /// Cut gzip, or too large.
    #[error("Le fichier ne se décompresse pas, ou dépasse 400\u{a0}Mo une fois décompressé\u{a0}: {0}")]
    Compression(String),
    /// A point without two numbers.
    #[error("Un point du contour n’a pas ses deux coordonnées.")]
    Point,
    /// Metres of a national projection, usually.
    #[error(
        "Les coordonnées ({x}, {y}) ne sont pas des degrés\u{a0}: le fichier doit être en WGS84 \
         (longitude, latitude), et non en Lambert\u{a0}93."
    )]
    Degres {
        /// First coordinate.
        x: f64,
        /// Second coordinate.
        y: f64,
    },
    /// Not a single usable outline.
    #[error(
        "Aucun contour de commune dans ce fichier\u{a0}: chaque objet doit porter le code de la commune \
         dans «\u{a0}code\u{a0}» ou «\u{a0}code_insee\u{a0}»."
    )]
    Vide,
}

/// What a file of outlines held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContoursLus {
    /// Outlines of the communes of today.
    pub contours: Contours<CommuneCode>,
    /// Features read.
    pub lus: usize,
    /// Features left out; the line is their rank in the file, from 1.
    pub rejets: Vec<Rejet>,
}

/// Reads outlines. Those of merged communes are joined into the commune of today; `source` names who publishes them.
pub fn read(france: &Referentiel, bytes: &[u8], source: &str) -> Result<ContoursLus, Illisible> {
    #[derive(Deserialize)]
    struct Kind {
        #[serde(rename = "type")]
        kind: String,
        features: Option<Vec<serde::de::IgnoredAny>>,
    }
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        unpacked = unpack(bytes)?;
        &unpacked
    } else {
        bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
    };
    let format = |e: serde_json::Error| Illisible::Format(e.to_string());
    let mut lecture = Lecture { france, pieces: BTreeMap::new(), lus: 0, rejets: Vec::new() };
    let file: Kind = serde_json::from_slice(bytes).map_err(format)?;
    if file.features.is_some_and(|features| features.is_empty()) {
        return Err(Illisible::Vide);
    }
    match file.kind.as_str() {
        "Topology" => lecture.topojson(&serde_json::from_slice(bytes).map_err(format)?)?,
        "FeatureCollection" => lecture.geojson(bytes)?,
        other => return Err(Illisible::Format(format!("type «\u{a0}{other}\u{a0}»"))),
    }
    lecture.finish(source)
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Illisible> {
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(bytes).take(LIMIT + 1).read_to_end(&mut unpacked);
    let size = read.map_err(|e| Illisible::Compression(e.to_string()))?;
    if size as u64 > LIMIT { Err(Illisible::Compression("trop grand".to_owned())) } else { Ok(unpacked) }
}

struct Lecture<'a> {
    france: &'a Referentiel,
    /// Outlines of old and present communes, by commune of today.
    pieces: BTreeMap<CommuneCode, Vec<Forme>>,
    lus: usize,
    rejets: Vec<Rejet>,
}

impl Lecture<'_> {
    fn topojson(&mut self, topology: &Topology) -> Result<(), Illisible> {
        let arcs = topology.arcs()?;
        for geometry in topology.geometries() {
            let code = code(geometry.properties.as_ref(), text(&geometry.id));
            let rings =
                geometry.rings().and_then(|rings| rings.iter().map(|r| topojson::ring(&arcs, r)).collect());
            self.add(&code, rings);
        }
        Ok(())
    }

    fn geojson(&mut self, bytes: &[u8]) -> Result<(), Illisible> {
        for feature in FeatureReader::from_reader(bytes).features() {
            let feature = feature.map_err(|e| Illisible::Format(e.to_string()))?;
            let id = match &feature.id {
                Some(Id::String(id)) => id.clone(),
                Some(Id::Number(id)) => id.to_string(),
                None => String::new(),
            };
            let code = code(feature.properties.as_ref(), id);
            let rings = geojson_rings(&feature)?;
            self.add(&code, rings);
        }
        Ok(())
    }

    fn add(&mut self, code: &str, rings: Option<Vec<Vec<Position>>>) {
        self.lus += 1;
        let placed = self.commune(code).and_then(|commune| {
            let forme = Forme::of(rings.ok_or("Cet objet n’est pas un polygone.")?);
            if forme.anneaux.is_empty() {
                Err("Ce contour n’a pas de surface.".to_owned())
            } else {
                Ok((commune, forme))
            }
        });
        match placed {
            Ok((commune, forme)) => self.pieces.entry(commune).or_default().push(forme),
            Err(raison) => self.rejets.push(Rejet {
                ligne: self.lus as u64,
                colonne: "code".to_owned(),
                recu: code.to_owned(),
                raison,
            }),
        }
    }

    /// The commune of today.
    fn commune(&self, text: &str) -> Result<CommuneCode, String> {
        let code: CommuneCode = text.parse().map_err(|e: identifiants::CommuneCodeError| e.to_string())?;
        if self.france.commune(code).is_some() {
            return Ok(code);
        }
        match self.france.anciens(code) {
            [one] => Ok(one.actuel),
            [] => Err(format!("Aucune commune n’a le code {code} ({}).", self.france.edition().cog)),
            _ => Err(format!("{code} est un ancien code qui mène à plusieurs communes.")),
        }
    }

    fn finish(self, source: &str) -> Result<ContoursLus, Illisible> {
        if self.pieces.is_empty() {
            return Err(Illisible::Vide);
        }
        let join = |mut pieces: Vec<Forme>| match pieces.len() {
            1 => pieces.remove(0),
            _ => Forme::merge(&pieces),
        };
        let formes = self.pieces.into_iter().map(|(code, pieces)| (code, join(pieces))).collect();
        let source = source.replace(['\t', '\n', '\r'], " ");
        Ok(ContoursLus { contours: Contours { source, formes }, lus: self.lus, rejets: self.rejets })
    }
}

/// The code among the properties, or else the id of the feature.
fn code(properties: Option<&Map<String, Value>>, id: String) -> String {
    let named = properties.and_then(|properties| CODES.iter().find_map(|name| properties.get(*name)));
    named.map_or(id, text)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The rings of a polygon or of several; `None` for anything else.
fn geojson_rings(feature: &Feature) -> Result<Option<Vec<Vec<Position>>>, Illisible> {
    let place = |point: &geojson::Position| {
        let [x, y] =
            point.as_slice().get(..2).and_then(|xy| <[f64; 2]>::try_from(xy).ok()).ok_or(Illisible::Point)?;
        Position::from_degrees(y, x).ok_or(Illisible::Degres { x, y })
    };
    let ring = |ring: &Vec<geojson::Position>| ring.iter().map(place).collect::<Result<Vec<Position>, _>>();
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => {
            coordinates.iter().map(ring).collect::<Result<_, _>>().map(Some)
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            coordinates.iter().flatten().map(ring).collect::<Result<_, _>>().map(Some)
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referentiel::france;

    fn collection(features: &[(&str, &str)]) -> String {
        let feature = |(code, ring): &(&str, &str)| {
            format!(
                r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
            )
        };
        let features: Vec<String> = features.iter().map(feature).collect();
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    const LEFT: &str = "[3,45],[4,45],[4,46],[3,46],[3,45]";
    const RIGHT: &str = "[4,45],[5,45],[5,46],[4,46],[4,45]";

    #[test]
    fn geojson_with_old_unknown_and_broken_features() {
        let text =
            collection(&[("01165", LEFT), ("01003", RIGHT), ("99999", LEFT), ("43157", "[3,45],[3,45]")]);
        let lus = read(france(), text.as_bytes(), "IGN").unwrap();
        assert_eq!((lus.lus, lus.rejets.len(), lus.contours.formes.len()), (4, 2, 1));
        let merged = &lus.contours.formes[&"01165".parse().unwrap()];
        assert_eq!((merged.anneaux.len(), merged.anneaux[0].len()), (1, 6));
        assert_eq!(lus.rejets[1].raison, "Ce contour n’a pas de surface.");
    }

    #[test]
    fn topojson_arcs_are_followed_both_ways() {
        let text = r#"{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[3,45]},
            "objects":{"communes":{"type":"GeometryCollection","geometries":[
              {"type":"Polygon","id":"43157","arcs":[[0,1]]},
              {"type":"MultiPolygon","properties":{"code_insee":"43012"},"arcs":[[[2,-1]]]},
              {"type":"Point","id":"43040"}]}},
            "arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],[[10,0],[10,0],[0,10],[-10,0]]]}"#;
        let lus = read(france(), text.as_bytes(), "IGN").unwrap();
        assert_eq!((lus.contours.formes.len(), lus.rejets.len()), (2, 1));
        let graph = super::super::voisinage(lus.contours.formes.iter().map(|(code, forme)| (*code, forme)));
        assert_eq!(graph.of("43157".parse().unwrap()).count(), 1);
    }

    #[test]
    fn what_is_not_a_file_of_outlines_is_refused_with_a_sentence() {
        let error = |bytes: &[u8]| read(france(), bytes, "").unwrap_err();
        assert!(matches!(error(b"code;nom\n"), Illisible::Format(_)));
        assert!(matches!(error(b"{\"type\":\"Point\"}"), Illisible::Format(_)));
        assert!(matches!(error(b"\x1f\x8b\x08"), Illisible::Compression(_)));
        assert_eq!(error(collection(&[]).as_bytes()), Illisible::Vide);
        let lambert = collection(&[("43157", "[770000,6430000],[771000,6430000],[771000,6431000]")]);
        assert!(error(lambert.as_bytes()).to_string().contains("Lambert"));
    }
}

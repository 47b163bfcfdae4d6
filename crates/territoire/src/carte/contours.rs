//! Outlines by code, and the blob they are stored as.

use super::forme::Forme;
use crate::referentiel::Position;
use crate::tableau::{self, Line, TableauError};
use identifiants::{CommuneCode, DepartementCode};
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::str::FromStr;

const KIND: &str = "maillage-contours";

/// Outlines of communes or of départements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contours<K: Ord> {
    /// Who publishes them, in French.
    pub source: String,
    /// By code.
    pub formes: BTreeMap<K, Forme>,
}

impl<K: Ord + Display + FromStr<Err: ToString>> Contours<K> {
    /// Gzipped text to store; the same outlines give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        tableau::pack(&self.text())
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("@{KIND}\t1\nsource\t{}\n@formes\n", self.source);
        for (code, forme) in &self.formes {
            // Writing to a String does not fail.
            let _ = write!(text, "{code}\t");
            for (at, ring) in forme.anneaux.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ";" });
                deltas(&mut text, ring);
            }
            text.push('\n');
        }
        text
    }

    /// What [`Self::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TableauError> {
        let text = tableau::unpack(bytes, KIND)?;
        let mut contours = Self { source: String::new(), formes: BTreeMap::new() };
        for line in tableau::lines(&text, KIND) {
            let [key, value] = line.fields()?;
            if line.section != "formes" {
                value.clone_into(&mut contours.source);
                continue;
            }
            let rings: Vec<Vec<Position>> = value
                .split(';')
                .filter(|ring| !ring.is_empty())
                .map(|ring| positions(&line, ring))
                .collect::<Result<_, _>>()?;
            contours.formes.insert(line.read(key)?, Forme::of(rings));
        }
        Ok(contours)
    }
}

impl Contours<CommuneCode> {
    /// The same outlines, département by département: a map needs a few of them only.
    pub fn by_departement(self) -> BTreeMap<DepartementCode, Self> {
        let mut parts = BTreeMap::new();
        for (code, forme) in self.formes {
            let empty = || Self { source: self.source.clone(), formes: BTreeMap::new() };
            parts.entry(code.departement()).or_insert_with(empty).formes.insert(code, forme);
        }
        parts
    }
}

/// `lon lat dlon dlat …`.
fn deltas(text: &mut String, ring: &[Position]) {
    let mut last = Position { lon: 0, lat: 0 };
    for (at, point) in ring.iter().enumerate() {
        let separator = if at == 0 { "" } else { " " };
        let _ = write!(text, "{separator}{} {}", point.lon - last.lon, point.lat - last.lat);
        last = *point;
    }
}

fn positions(line: &Line<'_>, ring: &str) -> Result<Vec<Position>, TableauError> {
    let mut points = Vec::with_capacity(ring.len() / 8);
    let mut last = Position { lon: 0, lat: 0 };
    let mut numbers = ring.split(' ');
    while let Some(lon) = numbers.next() {
        let lat = numbers.next().ok_or_else(|| line.error("latitude manquante"))?;
        let add = |sum: i32, text: &str| line.read(text).map(|step: i32| sum.saturating_add(step));
        last = Position { lon: add(last.lon, lon)?, lat: add(last.lat, lat)? };
        points.push(last);
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_outlines_write_themselves_again() {
        let bytes = include_bytes!("../../data/departements-contours.tsv.gz");
        let contours = Contours::<DepartementCode>::from_bytes(bytes).unwrap();
        assert_eq!(contours.formes.len(), 101);
        assert_eq!(tableau::unpack(bytes, KIND).unwrap(), contours.text()[KIND.len() + 4..]);
        assert_eq!(Contours::from_bytes(&contours.to_bytes()).unwrap(), contours);
    }
}

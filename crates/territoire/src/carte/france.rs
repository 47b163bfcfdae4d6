//! The light map of all départements, for the coverage of the country. Overseas, five insets in the Bay of Biscay.

use super::contours::Contours;
use super::dessin::{Cadre, Carte};
use super::forme::Forme;
use crate::referentiel::{Position, TableauError};
use identifiants::DepartementCode;
use std::collections::BTreeMap;

/// Side of an inset, and where each one stands.
const COTE: f64 = 105.0;
const CARTOUCHES: [(&str, f64, f64); 5] = [
    ("971", 8.0, 590.0),
    ("972", 120.0, 590.0),
    ("973", 8.0, 705.0),
    ("974", 120.0, 705.0),
    ("976", 8.0, 820.0),
];

/// The départements of mainland France, of Corsica, and the five overseas ones. Costs some milliseconds: keep it.
pub fn france() -> Result<Carte<DepartementCode>, TableauError> {
    let contours: Contours<DepartementCode> =
        Contours::from_bytes(include_bytes!("../../data/departements-contours.tsv.gz"))?;
    let (overseas, metropole): (BTreeMap<_, _>, BTreeMap<_, _>) =
        contours.formes.into_iter().partition(|(code, _)| code.as_str().len() == 3);
    let metropole = Contours { source: contours.source, formes: metropole };
    let Some(mut carte) = metropole.draw(60_000) else { return Ok(Carte::of(0, 0, BTreeMap::new())) };
    for (code, x, y) in CARTOUCHES {
        let found = overseas.iter().find(|(known, _)| known.as_str() == code);
        if let Some((code, communes)) = found
            && let Some(shape) = inset(communes, x, y)
        {
            carte.forme_mut().insert(*code, shape);
        }
    }
    Ok(carte)
}

/// An overseas département comes as its communes: their inner borders are dissolved on paper.
fn inset(communes: &Forme, x: f64, y: f64) -> Option<Forme<(i32, i32)>> {
    let places = communes.anneaux.iter().flatten().copied();
    let cadre = Cadre::inside(places, COTE, COTE)?.moved(x, y);
    let lay = |ring: &Vec<Position>| Forme::of([ring.iter().map(|place| cadre.place(*place)).collect()]);
    let communes: Vec<Forme<(i32, i32)>> = communes.anneaux.iter().map(lay).collect();
    Some(Forme::merge(&communes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_departement_is_drawn_and_the_map_is_light() {
        let carte = france().unwrap();
        let paths = carte.paths();
        assert_eq!(paths.len(), 101);
        assert!(paths.iter().all(|(_, d)| d.starts_with('M')), "an empty shape");
        let weight: usize = paths.iter().map(|(_, d)| d.len()).sum();
        assert!(weight < 75_000, "{weight}");
        assert!((900..=1000).contains(&carte.largeur) && carte.hauteur < 1100);
    }
}

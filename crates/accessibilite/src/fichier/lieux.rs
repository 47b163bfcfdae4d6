//! Reads places: `code_insee,population,lat,lon` and a column of supply.

use super::Options;
use super::erreur::{Erreur, Rejet};
use super::nombre;
use super::tableau::Tableau;
use crate::{Lieu, Lieux, Position, Refus};

const CODE: &str = "un code d’une ligne, de 1 à 64 signes";
const DEMANDE: &str = "0 ou un nombre de 0,000001 à mille milliards";
const OFFRE: &str = "un nombre de 0 à mille milliards";
const LAT: &str = "une latitude en degrés, de -90 à 90";
const LON: &str = "une longitude en degrés, de -180 à 180";

/// Where the columns are.
struct Places {
    code: usize,
    population: usize,
    offre: usize,
    demande: Option<usize>,
    position: Option<(usize, usize)>,
}

/// Places in the order of the file, and the notices.
pub(super) fn read(options: &Options) -> Result<(Lieux, Vec<String>), Erreur> {
    let mut tableau = Tableau::open(&options.places)?;
    let places = find(&tableau, options)?;
    let (mut lieux, mut lignes) = (Vec::new(), Vec::new());
    let (mut no_supply, mut no_demand) = (0, 0);
    while tableau.next_line()? {
        if let Some(lieu) = place(&mut tableau, &places) {
            no_supply += u64::from(tableau.bytes(places.offre).is_empty());
            no_demand += u64::from(places.demande.is_some() && lieu.demande.is_none());
            lieux.push(lieu);
            lignes.push(tableau.ligne());
        }
    }
    let fichier = tableau.fichier().to_owned();
    let position = places.position.map(|(lat, lon)| [lat, lon]);
    let used = [places.code, places.population, places.offre].into_iter().chain(places.demande);
    let used: Vec<usize> = used.chain(position.into_iter().flatten()).collect();
    let mut notices = tableau.finish(&used)?;
    if no_supply > 0 {
        notices.push(format!(
            "{fichier}\u{a0}: lieux dont l’offre est vide, comptée pour 0\u{a0}: {no_supply}."
        ));
    }
    if no_demand > 0 {
        notices.push(format!(
            "{fichier}\u{a0}: lieux dont la demande est vide, remplacée par la population\u{a0}: {no_demand}."
        ));
    }
    let lieux = Lieux::of(lieux).map_err(|(refus, lieux)| match refus {
        Refus::Double(code) => twice(fichier, &code, &lieux, &lignes),
        other => other.into(),
    })?;
    Ok((lieux, notices))
}

fn find(tableau: &Tableau, options: &Options) -> Result<Places, Erreur> {
    let [code, population, offre] = tableau.places(["code_insee", "population", &options.supply_column])?;
    let demande = match &options.demand_column {
        Some(name) => Some(tableau.places([name])?[0]),
        None => None,
    };
    let position = if options.travel.is_none() {
        let [lat, lon] = tableau.places(["lat", "lon"])?;
        Some((lat, lon))
    } else {
        tableau.place("lat")?.zip(tableau.place("lon")?)
    };
    Ok(Places { code, population, offre, demande, position })
}

/// The place of the line; every wrong cell is noted.
fn place(tableau: &mut Tableau, places: &Places) -> Option<Lieu> {
    let code = tableau.text(places.code);
    let named = !code.is_empty() && code.len() <= 64 && !code.chars().any(char::is_control);
    if !named {
        tableau.refuse(places.code, CODE);
    }
    let counts = |n: &f64| *n == 0.0 || (1e-6..=1e12).contains(n);
    let population = cell(tableau, places.population, DEMANDE, counts);
    let offre = match tableau.bytes(places.offre).is_empty() {
        true => Some(0.0),
        false => cell(tableau, places.offre, OFFRE, |n| (0.0..=1e12).contains(n)),
    };
    let demande = match places.demande {
        Some(at) if !tableau.bytes(at).is_empty() => Some(cell(tableau, at, DEMANDE, counts)?),
        _ => None,
    };
    let position = match places.position {
        Some(at) => point(tableau, at)?,
        None => None,
    };
    (named).then_some(Lieu { code, population: population?, demande, offre: offre?, position })
}

fn cell(tableau: &mut Tableau, place: usize, attendu: &str, accept: impl Fn(&f64) -> bool) -> Option<f64> {
    // Adding zero makes a plain zero of a negative one.
    let number = nombre::read(tableau.bytes(place)).filter(accept).map(|n| n + 0.0);
    if number.is_none() {
        tableau.refuse(place, attendu);
    }
    number
}

/// `Some(None)` without position, `None` when it is refused.
fn point(tableau: &mut Tableau, (lat, lon): (usize, usize)) -> Option<Option<Position>> {
    if tableau.bytes(lat).is_empty() && tableau.bytes(lon).is_empty() {
        return Some(None);
    }
    let north = cell(tableau, lat, LAT, |n| (-90.0..=90.0).contains(n));
    let east = cell(tableau, lon, LON, |n| (-180.0..=180.0).contains(n));
    Position::new(north?, east?).ok().map(Some)
}

/// Both lines of a code that comes twice.
fn twice(fichier: String, code: &str, lieux: &[Lieu], lignes: &[u64]) -> Erreur {
    let mut same = lieux.iter().zip(lignes).filter(|(lieu, _)| lieu.code == code).map(|(_, ligne)| *ligne);
    let (first, again) = (same.next().unwrap_or(0), same.next().unwrap_or(0));
    let rejet = Rejet {
        ligne: again,
        colonne: "code_insee".to_owned(),
        recu: code.to_owned(),
        attendu: format!("un code par lieu (celui-ci est déjà à la ligne {first})"),
    };
    Erreur::Valeurs { fichier, rejets: vec![rejet], total: 1 }
}

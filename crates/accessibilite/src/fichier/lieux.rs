//! Reads places: `code_insee,population,lat,lon` and a column of supply.

use super::Options;
use super::erreur::Erreur;
use super::nombre;
use crate::{Lieu, Lieux, Position, Refus};
use files::{Refused, Table};

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
    let mut table = Table::open(&options.places)?;
    let places = find(&table, options)?;
    let (mut lieux, mut lignes) = (Vec::new(), Vec::new());
    let (mut no_supply, mut no_demand) = (0, 0);
    while table.next_line()? {
        if let Some(lieu) = place(&mut table, &places) {
            no_supply += u64::from(table.bytes(places.offre).is_empty());
            no_demand += u64::from(places.demande.is_some() && lieu.demande.is_none());
            lieux.push(lieu);
            lignes.push(table.line());
        }
    }
    let fichier = table.file().to_owned();
    table.must_have_lines()?;
    let mut used = vec!["code_insee", "population", &options.supply_column];
    used.extend(options.demand_column.as_deref());
    used.extend(places.position.iter().flat_map(|_| ["lat", "lon"]));
    let mut notices = table.finish(&used)?;
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
        Refus::Double(code) => twice(&fichier, &code, &lieux, &lignes),
        other => other.into(),
    })?;
    Ok((lieux, notices))
}

fn find(table: &Table<'_>, options: &Options) -> Result<Places, Erreur> {
    let [code, population, offre] = table.places(["code_insee", "population", &options.supply_column])?;
    let demande = match &options.demand_column {
        Some(name) => Some(table.places([name])?[0]),
        None => None,
    };
    let position = if options.travel.is_none() {
        let [lat, lon] = table.places(["lat", "lon"])?;
        Some((lat, lon))
    } else {
        table.place("lat")?.zip(table.place("lon")?)
    };
    Ok(Places { code, population, offre, demande, position })
}

/// The place of the line; every wrong cell is noted.
fn place(table: &mut Table<'_>, places: &Places) -> Option<Lieu> {
    let code = table.text(places.code);
    let named = !code.is_empty() && code.len() <= 64 && !code.chars().any(char::is_control);
    if !named {
        table.refuse(places.code, CODE);
    }
    let counts = |n: &f64| *n == 0.0 || (1e-6..=1e12).contains(n);
    let population = cell(table, places.population, DEMANDE, counts);
    let offre = match table.bytes(places.offre).is_empty() {
        true => Some(0.0),
        false => cell(table, places.offre, OFFRE, |n| (0.0..=1e12).contains(n)),
    };
    let demande = match places.demande {
        Some(at) if !table.bytes(at).is_empty() => Some(cell(table, at, DEMANDE, counts)?),
        _ => None,
    };
    let position = match places.position {
        Some(at) => point(table, at)?,
        None => None,
    };
    (named).then_some(Lieu { code, population: population?, demande, offre: offre?, position })
}

fn cell(table: &mut Table<'_>, place: usize, attendu: &str, accept: impl Fn(&f64) -> bool) -> Option<f64> {
    // Adding zero makes a plain zero of a negative one.
    let number = nombre::read(table.bytes(place)).filter(accept).map(|n| n + 0.0);
    if number.is_none() {
        table.refuse(place, attendu);
    }
    number
}

/// `Some(None)` without position, `None` when it is refused.
fn point(table: &mut Table<'_>, (lat, lon): (usize, usize)) -> Option<Option<Position>> {
    if table.bytes(lat).is_empty() && table.bytes(lon).is_empty() {
        return Some(None);
    }
    let north = cell(table, lat, LAT, |n| (-90.0..=90.0).contains(n));
    let east = cell(table, lon, LON, |n| (-180.0..=180.0).contains(n));
    Position::new(north?, east?).ok().map(Some)
}

/// Both lines of a code that comes twice.
fn twice(fichier: &str, code: &str, lieux: &[Lieu], lignes: &[u64]) -> Erreur {
    let mut same = lieux.iter().zip(lignes).filter(|(lieu, _)| lieu.code == code).map(|(_, ligne)| *ligne);
    let (first, again) = (same.next().unwrap_or(0), same.next().unwrap_or(0));
    let refused = Refused {
        line: again,
        column: "code_insee".to_owned(),
        got: code.to_owned(),
        expected: format!("un code par lieu (celui-ci est déjà à la ligne {first})"),
    };
    refused.alone(fichier).into()
}

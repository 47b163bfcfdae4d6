//! Studies as a whole: by hand, against the plain formula, from file to file.

mod cas;
mod fichiers;
mod proprietes;
mod reference;

use crate::{Acces, Etude, Lieu, Lieux, Methode, Position, Trajet, Trajets};

fn lieu(code: &str, population: f64, offre: f64, position: Option<(f64, f64)>) -> Lieu {
    let position = position.map(|(lat, lon)| Position::new(lat, lon).unwrap());
    Lieu { code: code.to_owned(), population, demande: None, offre, position }
}

/// Places without position: code, people, supply.
fn lieux(values: &[(&str, f64, f64)]) -> Lieux {
    Lieux::new(values.iter().map(|(code, people, care)| lieu(code, *people, *care, None)).collect()).unwrap()
}

/// A study by a travel table.
fn by_table(lieux: Lieux, ways: &[(&str, &str, f64)], methode: Methode) -> Etude {
    let trajet = |(from, to, minutes): &(&str, &str, f64)| Trajet {
        origine: lieux.rang(from).unwrap(),
        destination: lieux.rang(to).unwrap(),
        minutes: *minutes,
    };
    let trajets = Trajets::new(&lieux, ways.iter().map(trajet)).unwrap();
    Etude::new(lieux, Acces::Table(trajets), methode).unwrap()
}

fn by_distance(lieux: Vec<Lieu>, rayon_km: f64, methode: Methode) -> Etude {
    Etude::new(Lieux::new(lieux).unwrap(), Acces::Distance { rayon_km }, methode).unwrap()
}

fn score(etude: &Etude, code: &str) -> Option<f64> {
    etude.score(etude.lieux().rang(code).unwrap()).map(|score| score.score)
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs())
}

fn codes(etude: &Etude, ranks: &[u32]) -> Vec<String> {
    ranks.iter().map(|rang| etude.lieux().lieu(*rang as usize).code.clone()).collect()
}

//! The shortcuts of the search change nothing to its answers: the same texts, with every document read.

use crate::{Builder, Demande, Fiche, Index, Position, Resultat};

const NOMS: [&str; 12] = [
    "MARTIN",
    "MARTINEAU",
    "MARTY",
    "LE MARTIN",
    "LEMARTIN",
    "BERNARD",
    "BERNAR",
    "SAINT-GERMAIN",
    "GERMAIN",
    "PETIT",
    "LYON",
    "MARIE",
];
const PRENOMS: [&str; 6] = ["Marie", "Marie", "Marie", "Germain", "Maria", "Jean-Marie"];
const COMMUNES: [&str; 6] =
    ["Lyon", "Saint-Germain", "Saint-Germain-Laprade", "Germain-le-Petit", "Le Puy", ""];
const PROFESSIONS: [&str; 4] = ["60", "60", "10", "93"];

/// Nine thousand people drawn from few names, so that each word stands for many.
fn crowd() -> Index {
    let mut builder = Builder::new();
    let mut draw = 12_345_u64;
    let mut pick = |count: usize| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(draw >> 33).unwrap() % count
    };
    for _ in 0..9_000 {
        let (lat, lon) =
            (f64::from(u32::try_from(pick(900)).unwrap()), f64::from(u32::try_from(pick(900)).unwrap()));
        let position = Some(Position { lat: 42.0 + lat / 100.0, lon: lon / 100.0 }).filter(|_| pick(10) > 0);
        let specialites = if pick(3) == 0 { &["SM04"][..] } else { &[] };
        builder.add(&Fiche {
            nom: NOMS[pick(12)],
            prenom: PRENOMS[pick(6)],
            commune: COMMUNES[pick(6)],
            profession: PROFESSIONS[pick(4)],
            specialites,
            structure: Some(["Cabinet Marie", "Lyon", ""][pick(3)]),
            position,
            ..Fiche::default()
        });
    }
    builder.build()
}

fn told(found: &[Resultat]) -> Vec<(u32, u32)> {
    found.iter().map(|one| (one.document, one.score.to_bits())).collect()
}

fn check(texts: &[&str]) {
    let index = crowd();
    let all: Vec<u32> = (0..9_000).collect();
    let odd = |document: u32| document % 97 == 1;
    for texte in texts {
        for pres_de in [None, Some(Position { lat: 45.0, lon: 4.0 })] {
            for limit in [3, 10, 200] {
                let demande = Demande { limit, pres_de, ..Demande::new(texte) };
                let read = index.search(&Demande { parmi: Some(&all), ..demande });
                assert_eq!(told(&index.search(&demande)), told(&read), "{texte} {limit} {pres_de:?}");
            }
            let demande = Demande { limit: 5, pres_de, filtre: Some(&odd), ..Demande::new(texte) };
            let read = index.search(&Demande { parmi: Some(&all), ..demande });
            assert_eq!(told(&index.search(&demande)), told(&read), "{texte} filtered {pres_de:?}");
        }
    }
}

#[test]
fn names_alone() {
    check(&["martin", "marie", "m", "martn", "lyon", "germain", "le", "le martin"]);
}

#[test]
fn names_together() {
    check(&[
        "martin marie",
        "marie marie",
        "bernard germain marie",
        "martni mraie",
        "marie mar",
        "lemartin jean marie inconnu",
    ]);
}

#[test]
fn professions_and_communes() {
    check(&[
        "infirmier",
        "cardiologue",
        "psy",
        "saint germain",
        "lyon infirmier",
        "saint",
        "sage femme lyon",
    ]);
}

#[test]
fn all_kinds_of_words() {
    check(&[
        "marie infirmier lyon",
        "cardio martin st germain laprade",
        "bernard psy",
        "cabinet marie",
        "petit lyon marie cardio",
    ]);
}

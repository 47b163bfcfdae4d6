//! The plain formula over every pair of places, and values computed elsewhere once and for all.

use super::*;
use crate::sphere;

/// Scores, and how many pairs are within the radius.
pub(super) fn plain(lieux: &[Lieu], rayon_km: f64, methode: &Methode) -> (Vec<f64>, u64) {
    let decroissance = methode.decroissance();
    let size = lieux.len();
    let mut pairs = 0;
    let mut weights = vec![vec![0.0; size]; size];
    for (i, from) in lieux.iter().enumerate() {
        for (j, to) in lieux.iter().enumerate() {
            let km = from.position.unwrap().radians().km(to.position.unwrap().radians());
            if km <= rayon_km || i == j {
                let minutes = (km * 1.56 * 1000.0).round_ties_even() / 1000.0;
                assert_eq!(minutes, sphere::en_minutes(sphere::milliemes(km)));
                weights[i][j] = decroissance.poids(minutes);
                pairs += 1;
            }
        }
    }
    if methode.selection() {
        for row in &mut weights {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|w| *w = *w * *w / sum);
        }
    }
    let demand = |j: usize| -> f64 { (0..size).map(|i| weights[i][j] * lieux[i].demande()).sum() };
    let ratio = |j: usize| if demand(j) > 0.0 { lieux[j].offre / demand(j) } else { 0.0 };
    let ratios: Vec<f64> = (0..size).map(ratio).collect();
    let score = |row: &Vec<f64>| row.iter().zip(&ratios).map(|(w, r)| w * r).sum();
    (weights.iter().map(score).collect(), pairs)
}

/// Twelve communes around Le Puy and Brioude: code, people, latitude, longitude, supply.
const COMMUNES: [(&str, f64, f64, f64, f64); 12] = [
    ("43013", 302.0, 45.11595, 3.62342, 0.0),
    ("43021", 1096.0, 45.14270, 3.95124, 0.0),
    ("43086", 176.0, 45.24567, 3.50528, 0.0),
    ("43130", 1114.0, 45.04386, 4.24014, 0.8),
    ("43153", 1875.0, 45.33533, 4.24342, 0.45),
    ("43178", 197.0, 45.30501, 3.54734, 0.0),
    ("43203", 481.0, 45.14682, 4.04800, 0.0),
    ("43224", 6097.0, 45.24691, 4.22865, 4.68),
    ("43236", 1456.0, 45.29519, 4.24891, 1.59),
    ("43249", 553.0, 45.32162, 4.04672, 0.62),
    ("43262", 1236.0, 45.25055, 3.40342, 0.75),
    ("43264", 280.0, 45.19449, 3.37802, 0.0),
];

/// 2SFCA, APL steps, Luo steps, Gaussian, 3SFCA, by numpy over the same pairs within 30 km.
const SCORES: [[f64; 5]; 12] = [
    [0.0, 0.0, 0.0, 0.0, 1.8386047449449458e-06],
    [0.0, 0.0, 0.0, 0.0, 4.345333793777995e-06],
    [
        0.00039703546850185283,
        0.0003113971351463566,
        0.00030356420085236066,
        0.00022828855158650918,
        0.0002255814620447269,
    ],
    [
        0.000718132854578097,
        0.000718132854578097,
        0.0006558344673804333,
        0.0007142031678283495,
        0.0006902166337317986,
    ],
    [
        0.0007127704709376326,
        0.00044330531599808215,
        0.000629072143675385,
        0.00048767077077067607,
        0.0006195100348443724,
    ],
    [
        0.00039703546850185283,
        0.0001556985675731783,
        0.00030356420085236066,
        6.794176532073501e-05,
        0.0002791257172880432,
    ],
    [0.0, 0.0, 0.00025798269098803336, 2.0875008938419858e-05, 0.00017103096399629405],
    [
        0.0007127704709376326,
        0.0007688813243918066,
        0.0007755018551526034,
        0.000813325753670556,
        0.0007576588996372488,
    ],
    [
        0.0007127704709376326,
        0.0008248166879716699,
        0.0007944526646416948,
        0.0007394772578701525,
        0.0008053070383941446,
    ],
    [
        0.0011211573236889693,
        0.0011211573236889693,
        0.00039935365099073394,
        0.0006951683344602142,
        0.0005976774252788429,
    ],
    [
        0.00039703546850185283,
        0.00046709570271953496,
        0.0004464179424299421,
        0.0004966400538187728,
        0.00046650439878702116,
    ],
    [
        0.00039703546850185283,
        0.0003113971351463566,
        0.00030356420085236066,
        0.00029496278797352314,
        0.0002791257172880432,
    ],
];

#[test]
fn twelve_communes_have_the_scores_that_numpy_gives() {
    let places: Vec<Lieu> = COMMUNES
        .iter()
        .map(|(code, people, lat, lon, care)| lieu(code, *people, *care, Some((*lat, *lon))))
        .collect();
    for (column, methode) in Methode::USUELLES.into_iter().enumerate() {
        let (by_hand, pairs) = plain(&places, 30.0, &methode);
        let etude = by_distance(places.clone(), 30.0, methode.clone());
        assert_eq!(etude.bilan().paires, pairs);
        for (rang, expected) in SCORES.iter().map(|row| row[column]).enumerate() {
            let found = etude.score(rang).unwrap().score;
            assert!(near(found, expected, 1e-12), "{methode} {rang}: {found} {expected}");
            assert!(near(found, by_hand[rang], 1e-12));
        }
    }
}

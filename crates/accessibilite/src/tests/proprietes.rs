//! What holds for any places, any method, anywhere on the Earth.

use super::reference::plain;
use super::*;
use crate::Decroissance;
use proptest::prelude::*;

/// People or care: often none.
fn amount(most: f64) -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 1.0..most]
}

/// Places around a point, on a grid so that some share one point.
fn places() -> impl Strategy<Value = Vec<Lieu>> {
    let somewhere = prop_oneof![
        (-89.0..89.0f64, -179.0..179.0f64),
        (-80.0..80.0f64, prop_oneof![Just(180.0f64), Just(-180.0)]),
        (prop_oneof![Just(90.0f64), Just(-90.0)], -180.0..180.0f64),
    ];
    let around = (-20i32..=20, -20i32..=20, amount(1e5), amount(20.0));
    (somewhere, 0.002..0.05f64, prop::collection::vec(around, 1..40)).prop_map(
        |((lat, lon), step, around)| {
            let place = |(rang, (north, east, people, care)): (usize, &(i32, i32, f64, f64))| {
                let lat = (lat + f64::from(*north) * step).clamp(-90.0, 90.0);
                let lon = lon + f64::from(*east) * step;
                let lon = if lon > 180.0 {
                    lon - 360.0
                } else if lon < -180.0 {
                    lon + 360.0
                } else {
                    lon
                };
                lieu(&format!("{rang:03}"), *people, *care, Some((lat, lon)))
            };
            around.iter().enumerate().map(place).collect()
        },
    )
}

fn method() -> impl Strategy<Value = Methode> {
    let autre = (1.0..30.0f64, 1.0..90.0f64, any::<bool>()).prop_map(|(sigma, cut, selection)| {
        let decroissance = Decroissance::gauss(sigma, cut).unwrap();
        Methode::Autre { decroissance, selection }
    });
    prop_oneof![prop::sample::select(Methode::USUELLES.to_vec()), autre]
}

fn scores(etude: &Etude) -> Vec<f64> {
    (0..etude.lieux().len()).map(|rang| etude.score(rang).unwrap().score).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_engine_answers_as_the_plain_formula(places in places(), rayon_km in 1.0..120.0f64, methode in method()) {
        let (expected, pairs) = plain(&places, rayon_km, &methode);
        let etude = by_distance(places, rayon_km, methode);
        prop_assert_eq!(etude.bilan().paires, pairs);
        for (found, expected) in scores(&etude).into_iter().zip(expected) {
            prop_assert!(found.is_finite() && found >= 0.0 && near(found, expected, 1e-12), "{found} {expected}");
        }
    }

    #[test]
    fn all_supply_that_can_be_reached_is_given_once(places in places(), rayon_km in 1.0..120.0f64, methode in method()) {
        let etude = by_distance(places, rayon_km, methode);
        let bilan = etude.bilan();
        prop_assert!(bilan.ecart < 1e-12);
        let lost: f64 = bilan.offre_perdue.iter().map(|rang| etude.lieux().lieu(*rang as usize).offre).sum();
        if let Some(moyenne) = bilan.moyenne {
            let expected = (bilan.offre - lost) / bilan.demande;
            prop_assert!((moyenne - expected).abs() <= 1e-11 * (bilan.offre / bilan.demande));
        }
        for rang in &bilan.hors_portee {
            prop_assert_eq!(etude.score(*rang as usize).unwrap().score, 0.0);
        }
    }

    #[test]
    fn the_order_of_the_places_changes_nothing(places in places(), rayon_km in 1.0..60.0f64, methode in method(), turn in 0usize..40) {
        let straight = by_distance(places.clone(), rayon_km, methode.clone());
        let mut other: Vec<Lieu> = places.into_iter().rev().collect();
        let turn = turn % other.len();
        other.rotate_left(turn);
        let mixed = by_distance(other, rayon_km, methode);
        for lieu in straight.lieux().iter() {
            prop_assert_eq!(score(&straight, &lieu.code), score(&mixed, &lieu.code));
        }
        prop_assert_eq!(straight.bilan().moyenne, mixed.bilan().moyenne);
    }

    #[test]
    fn four_times_the_care_is_four_times_the_score(places in places(), methode in method()) {
        let more = places.iter().map(|lieu| Lieu { offre: lieu.offre * 4.0, ..lieu.clone() }).collect();
        let (one, four) = (by_distance(places, 30.0, methode.clone()), by_distance(more, 30.0, methode));
        for (one, four) in scores(&one).into_iter().zip(scores(&four)) {
            prop_assert_eq!(one * 4.0, four);
        }
    }

    #[test]
    fn an_explanation_adds_up(places in places(), rayon_km in 1.0..60.0f64, methode in method()) {
        let etude = by_distance(places, rayon_km, methode);
        for rang in 0..etude.lieux().len() {
            let why = etude.explain(rang).unwrap();
            let sum: f64 = why.fournisseurs.iter().map(|one| one.contribution).sum();
            prop_assert!(near(sum, why.score, 1e-12), "{sum} {}", why.score);
            prop_assert_eq!(why.fournisseurs.len(), etude.score(rang).unwrap().lieux_atteints as usize);
            for one in &why.fournisseurs {
                prop_assert!(near(one.contribution, one.poids * one.choix * one.ratio, 1e-12));
            }
            let bassin = etude.bassin(rang);
            let demand: f64 = bassin.patients.iter().map(|one| one.demande_ponderee).sum();
            prop_assert!(near(demand, bassin.demande, 1e-12), "{demand} {}", bassin.demande);
        }
    }

    #[test]
    fn a_table_of_the_same_minutes_gives_the_same_scores(places in places(), methode in method()) {
        let by_air = by_distance(places.clone(), 40.0, methode.clone());
        let lieux = Lieux::new(places).unwrap();
        let mut ways = Vec::new();
        for (origine, from) in lieux.iter().enumerate() {
            for (destination, to) in lieux.iter().enumerate() {
                let (a, b) = (from.position.unwrap(), to.position.unwrap());
                if a.radians().km(b.radians()) <= 40.0 {
                    ways.push(Trajet { origine, destination, minutes: crate::minutes(a, b) });
                }
            }
        }
        ways.reverse();
        let trajets = Trajets::new(&lieux, ways).unwrap();
        let by_table = Etude::new(lieux, Acces::Table(trajets), methode).unwrap();
        prop_assert_eq!(by_table.bilan().paires, by_air.bilan().paires);
        for (rang, (air, table)) in scores(&by_air).into_iter().zip(scores(&by_table)).enumerate() {
            prop_assert!(near(air, table, 1e-12));
            let (air, table) = (by_air.explain(rang).unwrap(), by_table.explain(rang).unwrap());
            prop_assert_eq!(air.fournisseurs.len(), table.fournisseurs.len());
            prop_assert_eq!(by_air.bassin(rang).patients.len(), by_table.bassin(rang).patients.len());
        }
    }
}

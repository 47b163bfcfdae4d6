//! Cases small enough to be checked with a pencil.

use super::*;

#[test]
fn one_place_with_care_has_its_own_density() {
    for methode in Methode::USUELLES {
        let etude = by_distance(vec![lieu("a", 2000.0, 3.0, Some((45.0, 3.0)))], 30.0, methode);
        let score = etude.score(0).unwrap();
        assert_eq!((score.score, score.offre_atteinte, score.lieux_atteints), (3.0 / 2000.0, 3.0, 1));
        assert_eq!((etude.bilan().paires, etude.bilan().moyenne), (1, Some(3.0 / 2000.0)));
    }
}

#[test]
fn two_places_share_as_the_two_steps_say() {
    // b is 12 minutes from a: weight 2/3 in both steps.
    let places = lieux(&[("a", 900.0, 3.0), ("b", 300.0, 0.0)]);
    let ways = [("a", "a", 0.0), ("a", "b", 12.0), ("b", "a", 12.0), ("b", "b", 0.0)];
    let etude = by_table(places, &ways, Methode::E2sfcaApl);
    let ratio = 3.0 / (900.0 + 300.0 * 2.0 / 3.0);
    assert_eq!(score(&etude, "a"), Some(ratio));
    assert!(near(score(&etude, "b").unwrap(), ratio * 2.0 / 3.0, 1e-15));
    assert!(near(etude.bilan().moyenne.unwrap(), 3.0 / 1200.0, 1e-15));
}

#[test]
fn exactly_ten_minutes_is_within_ten_minutes() {
    let at = |minutes: f64| {
        let places = lieux(&[("p", 100.0, 0.0), ("s", 0.0, 1.0)]);
        let etude = by_table(places, &[("p", "s", minutes)], Methode::E2sfcaLuo);
        let bassin = etude.bassin(1);
        bassin.demande / 100.0
    };
    assert_eq!([10.0, 10.001, 20.0, 20.001, 30.0, 30.001].map(at), [1.0, 0.68, 0.68, 0.22, 0.22, 0.0]);
}

#[test]
fn supply_without_people_around_is_named_and_gives_no_infinity() {
    let places =
        vec![lieu("desert", 0.0, 2.0, Some((45.0, 3.0))), lieu("loin", 500.0, 1.0, Some((47.0, 3.0)))];
    let etude = by_distance(places, 30.0, Methode::E2sfcaGauss);
    assert_eq!((score(&etude, "desert"), score(&etude, "loin")), (Some(0.0), Some(1.0 / 500.0)));
    let bilan = etude.bilan();
    assert_eq!(codes(&etude, &bilan.offre_perdue), ["desert"]);
    assert_eq!((bilan.hors_portee.len(), bilan.offre, bilan.ecart), (0, 3.0, 0.0));
    assert_eq!(etude.bassin(0).ratio, None);
}

#[test]
fn beyond_the_cut_the_score_is_zero_and_the_place_is_named() {
    for methode in Methode::USUELLES {
        let places = lieux(&[("a", 10.0, 1.0), ("b", 10.0, 0.0)]);
        let ways = [("a", "a", 0.0), ("b", "a", 60.001), ("b", "b", 0.0)];
        let etude = by_table(places, &ways, methode);
        assert_eq!(score(&etude, "b"), Some(0.0));
        assert_eq!(codes(&etude, &etude.bilan().hors_portee), ["b"]);
    }
}

#[test]
fn a_place_absent_from_the_table_is_unknown_not_zero() {
    let places = lieux(&[("a", 10.0, 1.0), ("b", 10.0, 5.0), ("c", 10.0, 2.0)]);
    let etude = by_table(places, &[("a", "a", 0.0), ("a", "c", 5.0)], Methode::Sfca2);
    assert_eq!((score(&etude, "b"), score(&etude, "c")), (None, None));
    assert_eq!(codes(&etude, &etude.bilan().absents), ["b", "c"]);
    // The supply of c counts, for c is a destination; that of b does not.
    assert_eq!(score(&etude, "a"), Some(0.1 + 0.2));
    assert_eq!(codes(&etude, &etude.bilan().offre_perdue), ["b"]);
    assert!(etude.explain(1).is_none());
}

#[test]
fn the_way_there_counts_not_the_way_back() {
    let places = lieux(&[("a", 10.0, 0.0), ("b", 10.0, 1.0)]);
    let ways = [("a", "a", 0.0), ("b", "b", 0.0), ("a", "b", 25.0), ("b", "a", 5.0)];
    let etude = by_table(places, &ways, Methode::Sfca2);
    assert_eq!((score(&etude, "a"), score(&etude, "b")), (Some(0.0), Some(0.1)));
}

#[test]
fn without_its_own_line_a_place_cannot_use_its_own_supply() {
    let places = lieux(&[("a", 10.0, 1.0), ("b", 10.0, 4.0)]);
    let etude = by_table(places, &[("a", "b", 5.0), ("b", "b", 0.0)], Methode::Sfca2);
    assert_eq!((score(&etude, "a"), score(&etude, "b")), (Some(0.2), Some(0.2)));
    assert_eq!(codes(&etude, &etude.bilan().offre_perdue), ["a"]);
}

#[test]
fn a_pair_that_comes_twice_counts_once_with_the_shortest_time() {
    let ways = [("a", "a", 12.0), ("a", "a", 3.0), ("a", "a", 12.0)];
    let places = lieux(&[("a", 10.0, 1.0)]);
    let trajets = ways.iter().map(|(_, _, minutes)| Trajet { origine: 0, destination: 0, minutes: *minutes });
    let trajets = Trajets::new(&places, trajets).unwrap();
    assert_eq!((trajets.len(), trajets.doublons()), (1, 2));
    let etude = by_table(places, &ways, Methode::E2sfcaApl);
    assert_eq!(etude.explain(0).unwrap().fournisseurs[0].minutes, 3.0);
    assert_eq!(score(&etude, "a"), Some(0.1));
}

#[test]
fn in_three_steps_people_choose_among_all_that_is_near_even_without_care() {
    let places = lieux(&[("a", 100.0, 0.0), ("b", 50.0, 2.0), ("c", 0.0, 0.0)]);
    let ways = [("a", "a", 0.0), ("a", "b", 15.0), ("a", "c", 25.0), ("b", "b", 0.0), ("b", "a", 15.0)];
    let etude = by_table(places, &ways, Methode::Sfca3);
    let from_a = 0.704 * 0.704 / (0.962 + 0.704 + 0.377);
    let from_b = 0.962 * 0.962 / (0.962 + 0.704);
    let ratio = 2.0 / (100.0 * from_a + 50.0 * from_b);
    assert!(near(score(&etude, "a").unwrap(), from_a * ratio, 1e-14));
    assert!(near(score(&etude, "b").unwrap(), from_b * ratio, 1e-14));
    let provider = &etude.explain(0).unwrap().fournisseurs[0];
    assert!(near(provider.choix, 0.704 / (0.962 + 0.704 + 0.377), 1e-14));
}

#[test]
fn a_weight_of_age_replaces_the_population_where_it_is_known() {
    let old = Lieu { demande: Some(200.0), ..lieu("vieux", 100.0, 0.0, Some((45.0, 3.0))) };
    let young = lieu("jeunes", 100.0, 3.0, Some((45.0, 3.0)));
    let etude = by_distance(vec![old, young], 30.0, Methode::Sfca2);
    assert_eq!((score(&etude, "vieux"), etude.bilan().moyenne), (Some(0.01), Some(0.01)));
}

#[test]
fn without_position_a_place_is_listed_and_counts_for_nobody() {
    let places = vec![lieu("a", 10.0, 1.0, Some((45.0, 3.0))), lieu("b", 10.0, 7.0, None)];
    let etude = by_distance(places, 30.0, Methode::Sfca2);
    assert_eq!((score(&etude, "a"), score(&etude, "b")), (Some(0.1), None));
    assert_eq!(codes(&etude, &etude.bilan().sans_position), ["b"]);
    assert_eq!((etude.bilan().offre, etude.bilan().notes), (1.0, 1));
    assert!(etude.bassin(1).patients.is_empty());
}

#[test]
fn nothing_nobody_and_no_care_are_sane() {
    let none = by_distance(vec![], 30.0, Methode::Sfca3);
    assert_eq!((none.bilan().notes, none.bilan().moyenne, none.bilan().paires), (0, None, 0));
    let nobody = by_distance(vec![lieu("a", 0.0, 0.0, Some((0.0, 0.0)))], 30.0, Methode::Sfca3);
    assert_eq!((score(&nobody, "a"), nobody.bilan().moyenne), (Some(0.0), None));
    let no_care = by_distance(vec![lieu("a", 5.0, 0.0, Some((0.0, 0.0)))], 30.0, Methode::Sfca3);
    assert_eq!((score(&no_care, "a"), no_care.bilan().moyenne), (Some(0.0), Some(0.0)));
    assert_eq!(no_care.bilan().hors_portee, [0]);
}

#[test]
fn a_place_exactly_at_the_radius_is_within_it() {
    let (a, b) = ((45.04366, 3.88523), (45.1, 3.9));
    let km = Position::new(a.0, a.1).unwrap().radians().km(Position::new(b.0, b.1).unwrap().radians());
    let places = vec![lieu("a", 10.0, 1.0, Some(a)), lieu("b", 10.0, 0.0, Some(b))];
    let pairs = |rayon_km| by_distance(places.clone(), rayon_km, Methode::Sfca2).bilan().paires;
    assert_eq!((pairs(km), pairs(km.next_down())), (4, 2));
}

#[test]
fn across_the_antimeridian_and_over_the_pole_places_are_near() {
    for (a, b) in [
        ((-17.0, 179.99), (-17.0, -179.99)),
        ((10.0, 180.0), (10.0, -180.0)),
        ((89.99, 0.0), (89.99, 180.0)),
        ((-90.0, 45.0), (-89.95, -120.0)),
    ] {
        let places = vec![lieu("a", 10.0, 0.0, Some(a)), lieu("b", 10.0, 1.0, Some(b))];
        let etude = by_distance(places, 30.0, Methode::Sfca2);
        assert_eq!((score(&etude, "a"), etude.bilan().paires), (Some(0.05), 4), "{a:?} {b:?}");
    }
}

#[test]
fn a_radius_or_a_table_that_makes_no_sense_is_refused() {
    use crate::Refus;
    let places = Lieux::new(vec![lieu("a", 1.0, 1.0, Some((0.0, 0.0)))]).unwrap();
    for rayon_km in [0.0, -1.0, f64::NAN, 1001.0] {
        let refus = Etude::new(places.clone(), Acces::Distance { rayon_km }, Methode::Sfca2).unwrap_err();
        assert!(matches!(refus, Refus::Rayon(_)));
    }
    let other = Trajets::new(&lieux(&[("a", 1.0, 0.0), ("b", 1.0, 0.0)]), []).unwrap();
    assert_eq!(Etude::new(places.clone(), Acces::Table(other), Methode::Sfca2).unwrap_err(), Refus::Table);
    let trajet = |origine, minutes| Trajet { origine, destination: 0, minutes };
    assert_eq!(Trajets::new(&places, [trajet(3, 1.0)]), Err(Refus::Rang(3)));
    assert_eq!(Trajets::new(&places, [trajet(0, -1.0)]), Err(Refus::Duree(-1.0)));
    assert!(Trajets::new(&places, [trajet(0, f64::NAN)]).is_err());
}

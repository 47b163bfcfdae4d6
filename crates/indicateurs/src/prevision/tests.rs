use super::*;
use crate::constat::Provenance;
use crate::tests::{constat, reunions, sans_mt};
use jiff::civil::date;
use proptest::prelude::*;

const DU: Date = date(2025, 9, 20);
const AU: Date = date(2026, 9, 19);

fn look<'a>(texte: &'a Texte, cible: Nombre, constat: &'a Constat) -> Regard<'a> {
    Regard { texte, cible: Some(cible), constat, debut: DU, au: AU }
}

#[test]
fn a_count_goes_on_at_its_pace_in_whole_things() {
    let (texte, now) = (reunions(), constat(9_000, date(2026, 3, 20)));
    let expected = prevoir(&look(&texte, Nombre::entier(20), &now));
    assert_eq!((expected.valeur, expected.sure), (Nombre::entier(18), true));
    assert_eq!(expected.atteinte, Some(900_000));
    assert_eq!(expected.phrase, "Il manque 11\u{a0}réunions d’ici au 19\u{a0}septembre 2026.");
}

#[test]
fn nothing_is_extrapolated_from_the_first_days() {
    let (texte, now) = (reunions(), constat(2_000, date(2025, 9, 25)));
    let expected = prevoir(&look(&texte, Nombre::entier(20), &now));
    assert_eq!((expected.valeur, expected.sure), (Nombre::entier(2), false));
}

#[test]
fn a_count_that_is_too_old_is_prolonged_but_not_trusted() {
    let (texte, old) = (reunions(), constat(3_000, date(2025, 11, 20)));
    let expected = prevoir(&look(&texte, Nombre::entier(20), &old));
    assert_eq!((expected.valeur, expected.sure), (Nombre::entier(17), false));
}

#[test]
fn a_level_follows_its_slope_and_never_falls_below_zero() {
    let (texte, now) = (sans_mt(), constat(7_200, date(2026, 3, 20)));
    let expected = prevoir(&look(&texte, Nombre::from_milliemes(7_000), &now));
    assert_eq!(expected.valeur, Nombre::entier(7), "never below what the slope gives, to the hundredth");
    assert_eq!(expected.phrase, "Il faut perdre 0,2\u{a0}point d’ici au 19\u{a0}septembre 2026.");
    let fast = constat(100, date(2025, 10, 25));
    assert_eq!(prevoir(&look(&texte, Nombre::ZERO, &fast)).valeur, Nombre::ZERO);
}

#[test]
fn a_typed_count_goes_on_at_its_pace_whatever_it_was_last_year() {
    let typed = Texte { mesure: None, ..reunions() };
    let now = constat(9_000, date(2026, 3, 20));
    for depart in [None, Some((Nombre::entier(30), date(2025, 6, 1))), Some((Nombre::ZERO, DU))] {
        let texte = Texte { depart, ..typed.clone() };
        assert_eq!(prevoir(&look(&texte, Nombre::entier(20), &now)).valeur, Nombre::entier(18));
    }
    let offset = Texte { depart: Some((Nombre::entier(7), DU)), ..typed };
    let expected = prevoir(&look(&offset, Nombre::entier(20), &now));
    assert_eq!(expected.valeur, Nombre::entier(11), "two more since seven: two more to come");
}

#[test]
fn a_typed_share_is_a_level_whatever_was_chosen() {
    let (texte, now) = (sans_mt(), constat(7_200, date(2026, 3, 20)));
    let chosen = Texte { evolution: Evolution::Cumul, ..texte.clone() };
    let expected = |texte| prevoir(&look(texte, Nombre::entier(7), &now)).valeur;
    assert_eq!(expected(&chosen), expected(&texte));
}

#[test]
fn a_count_of_people_starts_again_from_nobody_and_is_not_trusted() {
    let mesure = reunions().mesure.map(|one| crate::Mesure { compte: crate::mesure::Compte::Auteurs, ..one });
    let texte = Texte { mesure, depart: Some((Nombre::entier(12), date(2024, 9, 20))), ..reunions() };
    let now = constat(5_000, date(2026, 3, 20));
    let expected = prevoir(&look(&texte, Nombre::entier(20), &now));
    assert_eq!((expected.valeur, expected.sure), (Nombre::entier(10), false));
}

#[test]
fn a_forecast_has_two_decimals_at_most_and_never_promises_too_much() {
    let up = Texte { sens: Sens::Hausse, depart: Some((Nombre::entier(27), DU)), ..sans_mt() };
    let now = constat(28_200, date(2026, 3, 20));
    let expected = prevoir(&look(&up, Nombre::entier(34), &now));
    assert_eq!(expected.valeur, Nombre::from_milliemes(29_410));
    let low = Texte { sens: Sens::Baisse, ..reunions() };
    let expected = prevoir(&look(&low, Nombre::entier(18), &constat(9_000, date(2026, 3, 16))));
    assert_eq!(expected.valeur, Nombre::entier(19), "18,4 is not 18 when fewer is better");
}

#[test]
fn a_finished_year_is_what_it_is() {
    let (texte, now) = (reunions(), constat(9_000, AU));
    let expected = prevoir(&look(&texte, Nombre::entier(9), &now));
    assert_eq!((expected.valeur, expected.sure), (Nombre::entier(9), true));
    assert_eq!(expected.phrase, "La cible est atteinte.");
}

#[test]
fn one_thing_is_said_in_the_singular() {
    assert_eq!(compte(Nombre::UN, "réunions de parcours"), "1\u{a0}réunion de parcours");
    assert_eq!(compte(Nombre::UN, "personnes touchées"), "1\u{a0}personne touchée");
    assert_eq!(compte(Nombre::UN, "patients inclus"), "1\u{a0}patient inclus");
    assert_eq!(compte(Nombre::entier(3), ""), "3");
}

proptest! {
    #[test]
    fn a_forecast_is_a_value_that_exists_and_misses_nothing_beyond_the_target(
        now in 0..2_000_000_i64, target in 0..2_000_000_i64, day in 0..364_i32, level in proptest::bool::ANY,
    ) {
        let texte = if level { sans_mt() } else { reunions() };
        let jour = DU.saturating_add(jiff::Span::new().days(day));
        let now = Constat { de: Provenance::Actes { lignes: 1 }, ..constat(now, jour) };
        let expected = prevoir(&look(&texte, Nombre::from_milliemes(target), &now));
        prop_assert!(expected.valeur >= Nombre::ZERO);
        if level { prop_assert!(expected.valeur <= Nombre::entier(100) || expected.valeur == now.valeur); }
        if !level { prop_assert!(expected.valeur >= Nombre::from_milliemes(now.valeur.milliemes() / 1000 * 1000)); }
        prop_assert!(expected.reste.unwrap() <= now.valeur.max(Nombre::from_milliemes(target)));
        prop_assert!(expected.atteinte.is_some_and(|share| (0..=1_000_000).contains(&share)));
    }
}

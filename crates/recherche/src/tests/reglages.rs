//! Limit, place, filter and list of candidates.

use super::{LE_PUY, LYON, annuaire, whole};
use crate::{Builder, Demande, Fiche, Position};

fn numbers(demande: &Demande<'_>) -> Vec<u32> {
    annuaire().search(demande).iter().map(|one| one.document).collect()
}

#[test]
fn a_profession_lists_everybody_in_alphabetical_order() {
    assert_eq!(whole("médecin"), [8, 0, 13, 9], "Bernard, Martin, Roche, Thomas");
    assert_eq!(numbers(&Demande { limit: 2, ..Demande::new("médecin") }), [8, 0]);
}

#[test]
fn near_a_place_the_nearest_come_first_among_equals() {
    let near = |pres_de| Demande { pres_de: Some(pres_de), ..Demande::new("médecin") };
    assert_eq!(numbers(&near(LE_PUY)), [0, 13, 8, 9]);
    assert_eq!(numbers(&near(LYON)), [8, 9, 0, 13]);
    let found = annuaire().search(&near(LE_PUY));
    assert_eq!(found[2].pourquoi.last().map(ToString::to_string).as_deref(), Some("à 109\u{a0}km"));
    assert_eq!(found[0].pourquoi.last().map(ToString::to_string).as_deref(), Some("à 0\u{a0}m"));
}

#[test]
fn a_document_without_a_place_comes_last_among_equals() {
    let mut builder = Builder::new();
    for position in [None, Some(LYON), Some(LE_PUY)] {
        builder.add(&Fiche { nom: "PETIT", prenom: "Anne", position, ..Fiche::default() });
    }
    let found = builder.build().search(&Demande { pres_de: Some(LE_PUY), ..Demande::new("anne petit") });
    assert_eq!(found.iter().map(|one| one.document).collect::<Vec<_>>(), [2, 1, 0]);
    assert_eq!(found[2].metres, None);
}

#[test]
fn a_place_that_is_not_a_number_is_no_place() {
    let nowhere = Position { lat: f64::NAN, lon: 0.0 };
    assert_eq!(numbers(&Demande { pres_de: Some(nowhere), ..Demande::new("médecin") }), [8, 0, 13, 9]);
}

#[test]
fn a_filter_and_a_list_of_candidates_keep_the_same_documents() {
    let filtre = |document: u32| document % 2 == 1;
    let filtered = numbers(&Demande { filtre: Some(&filtre), ..Demande::new("médecin") });
    assert_eq!(filtered, [13, 9]);
    assert_eq!(
        numbers(&Demande { parmi: Some(&[1, 3, 9, 11, 13, 4000]), ..Demande::new("médecin") }),
        filtered
    );
    assert_eq!(numbers(&Demande { limit: 0, ..Demande::new("médecin") }), []);
}

/// Thirty thousand nurses on a line going north from the equator, one every 100 m; numbers grow northwards.
fn a_long_line() -> crate::Index {
    let mut builder = Builder::new();
    for at in 0..30_000 {
        let position = Some(Position { lat: f64::from(at) * 0.000_9, lon: 3.0 });
        builder.add(&Fiche { nom: "PETIT", prenom: "Anne", profession: "60", position, ..Fiche::default() });
    }
    builder.build()
}

#[test]
fn walking_outwards_finds_what_reading_all_finds() {
    let index = a_long_line();
    let pres_de = Some(Position { lat: 9.000_01, lon: 3.0 });
    let walked = index.search(&Demande { limit: 5, pres_de, ..Demande::new("infirmière") });
    let all: Vec<u32> = (0..30_000).collect();
    let read = index.search(&Demande { limit: 5, pres_de, parmi: Some(&all), ..Demande::new("infirmière") });
    assert_eq!(walked, read);
    assert_eq!(
        walked.iter().map(|one| one.document).collect::<Vec<_>>(),
        [10_000, 10_001, 9_999, 10_002, 9_998]
    );
}

#[test]
fn a_filter_that_keeps_one_in_a_thousand_still_fills_the_answer() {
    let index = a_long_line();
    let filtre = |document: u32| document % 1_000 == 7;
    let demande = Demande { limit: 5, filtre: Some(&filtre), ..Demande::new("petit anne") };
    let numbers: Vec<u32> = index.search(&demande).iter().map(|one| one.document).collect();
    assert_eq!(numbers, [7, 1_007, 2_007, 3_007, 4_007]);
}

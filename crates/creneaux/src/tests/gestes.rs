//! What each change does and refuses, and the reasons of a rank.

use super::naif::{creneau, id, index, recherche};
use crate::{Choix, Creneau, Filtre, Modalites, Proposition, Refus, Soins, Trajet, Visibilites};

fn keys(found: &[Proposition]) -> Vec<u128> {
    found.iter().map(|one| one.creneau.id.uuid().as_u128()).collect()
}

#[test]
fn a_slot_is_found_until_its_last_place_is_taken() {
    let mut index = index(&[Creneau { places: 3, libres: 2, ..creneau(1, (0, 0), 10) }]);
    let wanted = recherche((0, 0), 0);
    assert_eq!(index.take(id(1), 1), Ok(1));
    assert!(index.nearest(&wanted).is_some());
    assert_eq!(index.take(id(1), 2), Err(Refus::Complet { libres: 1 }));
    assert_eq!(index.take(id(1), 1), Ok(0));
    assert_eq!(index.nearest(&wanted), None);
    assert_eq!(index.take(id(1), 1), Err(Refus::Complet { libres: 0 }));
    assert_eq!(index.give_back(id(1), 4), Err(Refus::TropRendu { prises: 3 }));
    assert_eq!(index.give_back(id(1), 3), Ok(3));
    assert!(index.nearest(&wanted).is_some());
    assert_eq!(index.get(id(1)).map(|one| one.libres), Some(3));
}

#[test]
fn a_withdrawn_slot_says_who_must_be_told() {
    let mut index = index(&[Creneau { places: 3, libres: 1, ..creneau(1, (0, 0), 10) }]);
    let gone = index.withdraw(id(1)).unwrap();
    assert_eq!(gone.places - gone.libres, 2);
    assert_eq!(index.withdraw(id(1)), Err(Refus::Inconnu));
    assert_eq!(index.take(id(1), 1), Err(Refus::Inconnu));
    assert_eq!(index.give_back(id(1), 1), Err(Refus::Inconnu));
    assert!(index.is_empty() && index.nearest(&recherche((0, 0), 0)).is_none());
    index.offer(&creneau(1, (0, 0), 20)).unwrap();
    assert_eq!(index.nearest(&recherche((0, 0), 0)).map(|one| one.debut), Some(20));
}

#[test]
fn what_cannot_be_offered_changes_nothing() {
    let mut index = index(&[creneau(1, (0, 0), 10)]);
    assert_eq!(index.offer(&creneau(1, (5, 5), 11)), Err(Refus::DejaOffert));
    assert_eq!(index.offer(&Creneau { places: 0, libres: 0, ..creneau(2, (0, 0), 10) }), Err(Refus::Places));
    assert_eq!(index.offer(&Creneau { places: 1, libres: 2, ..creneau(2, (0, 0), 10) }), Err(Refus::Places));
    assert_eq!((index.len(), index.get(id(1)).map(|one| one.debut)), (1, Some(10)));
    assert_eq!(
        Refus::Complet { libres: 1 }.to_string(),
        "Il ne reste pas assez de places dans ce créneau\u{a0}: 1."
    );
}

#[test]
fn the_past_is_forgotten_a_few_at_a_time() {
    let mut index = index(&[creneau(1, (0, 0), 30), creneau(2, (0, 0), 10), creneau(3, (0, 0), 20)]);
    index.take(id(2), 1).unwrap();
    assert_eq!(index.forget(30, 1), 1);
    assert_eq!(index.get(id(2)), None);
    assert_eq!((index.forget(30, 10), index.forget(30, 10), index.len()), (1, 0, 1));
}

#[test]
fn time_comes_first_then_the_way_then_the_minute() {
    let index = index(&[
        creneau(1, (0, 0), 46),
        creneau(2, (9_000, 0), 31),
        creneau(3, (20_000, 0), 30),
        creneau(4, (9_000, 0), 44),
        creneau(5, (9_000, 0), 31),
    ]);
    let found = index.ranked(&recherche((0, 0), 0), &Filtre::TOUT, 10);
    assert_eq!(keys(&found), [2, 5, 4, 3, 1]);
    assert_eq!((found[2].rang.tranche, found[2].rang.distance_m, found[2].rang.debut), (30, 9_000, 44));
    assert!(found.is_sorted_by_key(|one| one.rang));
    let exact = Filtre { pas_min: 0, ..Filtre::TOUT };
    assert_eq!(keys(&index.ranked(&recherche((0, 0), 0), &exact, 3)), [3, 2, 5]);
    assert_eq!(index.ranked(&recherche((0, 0), 0), &exact, 0), []);
}

#[test]
fn the_own_doctor_comes_first_even_late_and_far() {
    let index = index(&[creneau(1, (0, 0), 10), creneau(2, (30_000, 0), 900), creneau(3, (0, 0), 20)]);
    let filtre = Filtre { prefere: Some(id(2)), ..Filtre::TOUT };
    let found = index.ranked(&recherche((0, 0), 0), &filtre, 2);
    assert_eq!(keys(&found), [2, 1]);
    assert_eq!((found[0].rang.choix, found[1].rang.choix), (Choix::Prefere, Choix::Autre));
    // In one waiting room with others who are free earlier, more of them than are asked for.
    let room = super::naif::index(&[creneau(1, (0, 0), 10), creneau(3, (0, 0), 20), creneau(2, (0, 0), 900)]);
    assert_eq!(keys(&room.ranked(&recherche((0, 0), 0), &filtre, 1)), [2]);
    let nobody = Filtre { prefere: Some(id(77)), ..Filtre::TOUT };
    assert_eq!(keys(&index.ranked(&recherche((0, 0), 0), &nobody, 9)), [1, 3, 2]);
}

#[test]
fn minutes_on_the_road_rank_instead_of_metres_and_close_what_they_do_not_reach() {
    let index = index(&[creneau(1, (1_000, 0), 10), creneau(2, (2_000, 0), 10), creneau(3, (3_000, 0), 10)]);
    let road = |to: crate::Point| match to.x_m() {
        1_000 => Some(40),
        2_000 => Some(12),
        _ => None,
    };
    let by_road = |max_min| Filtre { trajet: Some(Trajet { minutes: &road, max_min }), ..Filtre::TOUT };
    let found = index.ranked(&recherche((0, 0), 0), &by_road(40), 9);
    assert_eq!(keys(&found), [2, 1]);
    assert_eq!(found[0].rang.minutes, Some(12));
    assert_eq!(keys(&index.ranked(&recherche((0, 0), 0), &by_road(39), 9)), [2]);
}

#[test]
fn a_slot_passes_each_filter_or_is_not_there() {
    let index = index(&[
        Creneau { visibilites: Visibilites::SNP.or(Visibilites::CPTS), ..creneau(1, (0, 0), 10) },
        Creneau { modalites: Modalites::TELESOIN, ..creneau(2, (0, 0), 10) },
        Creneau { soins: Soins::new(0b110), ..creneau(3, (0, 0), 10) },
    ]);
    let keys_of = |filtre: Filtre<'_>| keys(&index.ranked(&recherche((0, 0), 0), &filtre, 9));
    assert_eq!(keys_of(Filtre { visibilites: Visibilites::PUBLIC, ..Filtre::TOUT }), [2, 3]);
    assert_eq!(
        keys_of(Filtre { modalites: Modalites::CABINET.or(Modalites::DOMICILE), ..Filtre::TOUT }),
        [1, 3]
    );
    assert_eq!(keys_of(Filtre { soins: Soins::new(1), ..Filtre::TOUT }), [1, 2]);
    let snp = Filtre { visibilites: Visibilites::SNP, ..Filtre::TOUT };
    let passed = index.ranked(&recherche((0, 0), 0), &snp, 9);
    assert_eq!((passed.len(), passed[0].visibilites), (1, Visibilites::SNP));
}

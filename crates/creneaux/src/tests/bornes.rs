//! Edges, each by its name.

use super::naif::{creneau, id, index, point, recherche};
use crate::{Creneau, Index, Point, Recherche, Refus};

fn found(index: &Index, wanted: &Recherche) -> Option<u128> {
    index.nearest(wanted).map(|one| one.id.uuid().as_u128())
}

#[test]
fn nothing_is_found_in_nothing() {
    assert_eq!(Index::default().nearest(&recherche((0, 0), 0)), None);
    assert!(Index::default().is_empty());
}

#[test]
fn the_farthest_distance_is_included() {
    let index = index(&[creneau(1, (3_000, 4_000), 10)]);
    let at = |max_m| found(&index, &Recherche { max_m, ..recherche((0, 0), 0) });
    assert_eq!((at(5_000), at(4_999)), (Some(1), None));
    assert_eq!(index.nearest(&recherche((0, 0), 0)).map(|one| one.distance_m), Some(5_000));
    // 5 000 metres and a bit are too far, though their whole metres are not.
    let index = super::naif::index(&[creneau(1, (3_000, 4_001), 10)]);
    assert_eq!(found(&index, &Recherche { max_m: 5_000, ..recherche((0, 0), 0) }), None);
}

#[test]
fn both_ends_of_the_horizon_are_included() {
    let index = index(&[creneau(1, (0, 0), 61)]);
    let at = |de, horizon_min| found(&index, &Recherche { horizon_min, ..recherche((0, 0), de) });
    assert_eq!((at(61, 0), at(62, 1_440)), (Some(1), None));
    assert_eq!((at(1, 60), at(1, 59)), (Some(1), None));
}

#[test]
fn equal_distances_give_the_earliest_then_the_smallest_key() {
    let around = [(0, 5_000), (3_000, 4_000), (-4_000, 3_000), (-5_000, 0), (0, -5_000)];
    let slots = |starts: [i64; 5]| {
        let all = around.iter().zip(starts).enumerate();
        all.map(|(n, (at, debut))| creneau(50 - n as u128, *at, debut)).collect::<Vec<_>>()
    };
    assert_eq!(found(&index(&slots([9, 8, 7, 6, 8])), &recherche((0, 0), 0)), Some(47));
    assert_eq!(found(&index(&slots([9, 9, 9, 9, 9])), &recherche((0, 0), 0)), Some(46));
    // At one place too, whatever the order in which they came.
    let same =
        [creneau(7, (1, 1), 30), creneau(3, (1, 1), 30), creneau(5, (1, 1), 30), creneau(9, (1, 1), 31)];
    assert_eq!(found(&index(&same), &recherche((0, 0), 0)), Some(3));
}

#[test]
fn a_nearer_place_in_another_cell_wins() {
    for (x, y) in [(-1, 0), (0, -1), (-1, -1), (10_000, 10_000), (10_000, 5), (5, 10_000)] {
        let ici = (x.clamp(0, 9_999), y.clamp(0, 9_999));
        let index = index(&[creneau(1, (5_000, 5_000), 10), creneau(2, (x, y), 900)]);
        assert_eq!(found(&index, &recherche(ici, 0)), Some(2), "{x} {y}");
    }
}

#[test]
fn an_equal_distance_across_a_border_is_seen() {
    // Cells all around, so that the search goes ring by ring; the same distance is in the next cell too, and earlier.
    let cells = (-1..=3).flat_map(|column| (-1..=3).map(move |row| (column, row)));
    let far_in_time = |(key, (column, row)): (u128, (i32, i32))| {
        creneau(100 + key, (column * 10_000 - 5_000, row * 10_000 - 5_000), 9_000)
    };
    let around: Vec<Creneau> = (0..).zip(cells).map(far_in_time).collect();
    for (ici, here, beyond) in [
        ((9_999, 5_000), (9_998, 5_000), (10_000, 5_000)),
        ((0, 5_000), (1, 5_000), (-1, 5_000)),
        ((5_000, 9_999), (5_000, 9_998), (5_000, 10_000)),
        ((5_000, 0), (5_000, 1), (5_000, -1)),
    ] {
        let index = index(&[&around[..], &[creneau(1, here, 20), creneau(2, beyond, 10)]].concat());
        assert_eq!(found(&index, &recherche(ici, 0)), Some(2), "{ici:?}");
    }
}

#[test]
fn a_question_from_far_outside_the_grid_is_answered() {
    let index = index(&[creneau(1, (700_000, 6_600_000), 10), creneau(2, (710_000, 6_600_000), 10)]);
    let far = Point::LIMITE_M;
    for (ici, expected) in [((-far, -far), 1), ((far, far), 2), ((far, 6_600_000), 2), ((0, 0), 1)] {
        assert_eq!(found(&index, &Recherche { max_m: u32::MAX, ..recherche(ici, 0) }), Some(expected));
        assert_eq!(found(&index, &recherche(ici, 0)), None);
    }
}

#[test]
fn a_full_slot_of_the_same_hour_ten_days_later_is_not_taken_for_this_one() {
    let later = 10 + 256 * 60;
    let mut index = index(&[creneau(1, (0, 0), 10), creneau(2, (0, 0), later)]);
    assert_eq!(found(&index, &recherche((0, 0), 0)), Some(1));
    index.take(id(1), 1).unwrap();
    assert_eq!(found(&index, &recherche((0, 0), 0)), None);
    assert_eq!(found(&index, &recherche((0, 0), later - 5)), Some(2));
    index.give_back(id(1), 1).unwrap();
    index.take(id(2), 1).unwrap();
    assert_eq!(found(&index, &recherche((0, 0), 0)), Some(1));
}

#[test]
fn points_and_dates_that_cannot_be_are_refused() {
    let far = Point::LIMITE_M + 1;
    for (x, y) in [(far, 0), (0, far), (-far, 0), (0, -far), (i32::MIN, 0), (0, i32::MAX)] {
        assert_eq!(Point::new(x, y), Err(Refus::HorsCarte));
    }
    assert!(Point::new(1 - far, far - 1).is_ok());
    let mut index = Index::default();
    for debut in [i64::MAX, i64::MIN, i64::from(i32::MAX) + 1] {
        assert_eq!(index.offer(&creneau(1, (0, 0), debut)), Err(Refus::HorsCalendrier));
    }
    assert_eq!((index.len(), index.get(id(1))), (0, None));
    assert_eq!(point(-3, 4).x_m() + point(-3, 4).y_m(), 1);
}

//! Drawn slots, drawn changes, drawn questions: each answer is that of a scan of everything.

use super::naif::{self, id, point};
use crate::{Creneau, Filtre, Index, Lieu, Modalites, Point, Recherche, Refus, Soins, Trajet, Visibilites};
use proptest::prelude::*;

/// What may happen to the index.
#[derive(Debug, Clone)]
enum Geste {
    Offer(Creneau),
    Take(u128, u16),
    GiveBack(u128, u16),
    Withdraw(u128),
    Forget(i64, usize),
    Nearest(Recherche),
    Ranked(Recherche, Demande),
}

/// A filter, without its table.
#[derive(Debug, Clone)]
struct Demande {
    visibilites: u8,
    modalites: u8,
    soins: u64,
    prefere: Option<u128>,
    pas_min: u16,
    max_min: Option<u32>,
    limite: usize,
}

/// Few places, many on borders of cells and at equal distances; some anywhere on the map.
fn coordinate() -> impl Strategy<Value = i32> {
    let limite = Point::LIMITE_M;
    prop_oneof![
        6 => (-3..=3_i32, -1..=1_i32).prop_map(|(cell, near)| cell * 10_000 + near),
        3 => (-6..=6_i32).prop_map(|n| n * 5_000),
        2 => -60_000..=60_000_i32,
        1 => -limite..=limite,
        1 => prop_oneof![Just(-limite), Just(limite)],
    ]
}

/// Around the borders of seven cells.
fn borders() -> impl Strategy<Value = i32> {
    (-3..=4_i32, -2..=1_i32).prop_map(|(cell, near)| cell * 10_000 + near)
}

fn points() -> impl Strategy<Value = Point> {
    (coordinate(), coordinate()).prop_map(|(x, y)| point(x, y))
}

/// Minutes of a few days, before 1970 too; the same hour ten days later; the ends of the calendar.
fn minutes() -> impl Strategy<Value = i64> {
    let round = 256 * 60;
    prop_oneof![
        8 => -3_000..=3_000_i64,
        4 => (-200..=200_i64).prop_map(|quarter| quarter * 15),
        2 => (-3..=3_i64, -120..=120_i64).prop_map(move |(turn, minute)| turn * round + minute),
        1 => prop_oneof![Just(i64::from(i32::MIN)), Just(i64::from(i32::MAX))],
    ]
}

fn creneaux() -> impl Strategy<Value = Creneau> {
    let who = (0..40_u128, 0..8_u128, prop_oneof![4 => Just(10_u16), 1 => Just(60)]);
    let what = (0..4_u8, 0..8_u8, prop_oneof![Just(1_u64), Just(6), Just(1 << 63), Just(0)]);
    (who, points(), minutes(), (1..=3_u16, 0..=3_u16), what).prop_map(
        |((key, effecteur, profession), point, debut, (places, libres), (visibilites, modalites, soins))| {
            Creneau {
                id: id(key),
                lieu: Lieu { effecteur: id(effecteur), profession, point },
                debut,
                duree: 20,
                places,
                libres: libres.min(places),
                visibilites: Visibilites::new(visibilites),
                modalites: Modalites::new(modalites),
                soins: Soins::new(soins),
            }
        },
    )
}

fn recherches() -> impl Strategy<Value = Recherche> {
    let horizon = prop_oneof![
        4 => 0..=2_000_u32,
        1 => (255 * 60 - 60)..=(256 * 60 + 60_u32),
        1 => Just(u32::MAX),
    ];
    let max_m = prop_oneof![
        2 => (0..=8_u32).prop_map(|n| n * 5_000),
        3 => 0..=60_000_u32,
        1 => Just(u32::MAX),
        1 => Just(60_000_000),
    ];
    let ends = prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(i64::MAX - 100)];
    let de = prop_oneof![20 => minutes(), 1 => ends];
    let profession = prop_oneof![6 => Just(10_u16), 2 => Just(60), 1 => Just(99)];
    (profession, points(), de, horizon, max_m).prop_map(|(profession, ici, de, horizon_min, max_m)| {
        Recherche { profession, ici, de, horizon_min, max_m }
    })
}

fn demandes() -> impl Strategy<Value = Demande> {
    let masks = (0..5_u8, 1..8_u8, prop_oneof![Just(u64::MAX), Just(2_u64), Just(1 << 63)]);
    let order = (prop::option::of(0..9_u128), 0..=60_u16, prop::option::of(0..=120_u32), 0..=8_usize);
    (masks, order).prop_map(|((visibilites, modalites, soins), (prefere, pas_min, max_min, limite))| {
        Demande { visibilites, modalites, soins, prefere, pas_min, max_min, limite }
    })
}

fn gestes() -> impl Strategy<Value = Vec<Geste>> {
    let one = prop_oneof![
        12 => creneaux().prop_map(Geste::Offer),
        4 => (0..44_u128, 0..=3_u16).prop_map(|(key, places)| Geste::Take(key, places)),
        3 => (0..44_u128, 0..=3_u16).prop_map(|(key, places)| Geste::GiveBack(key, places)),
        3 => (0..44_u128).prop_map(Geste::Withdraw),
        1 => (minutes(), 0..=6_usize).prop_map(|(before, at_most)| Geste::Forget(before, at_most)),
        10 => recherches().prop_map(Geste::Nearest),
        6 => (recherches(), demandes()).prop_map(|(wanted, filtre)| Geste::Ranked(wanted, filtre)),
    ];
    prop::collection::vec(one, 1..160)
}

/// A road that is longer towards the north, and no road to the far east.
fn road(to: Point) -> Option<u32> {
    (to.x_m() < 25_000).then(|| (to.y_m().unsigned_abs() / 700).min(500))
}

/// The same change, on a list of slots.
fn change(all: &mut Vec<Creneau>, geste: &Geste) -> Result<u16, Refus> {
    let at = |key: &u128| all.iter().position(|one| one.id == id(*key)).ok_or(Refus::Inconnu);
    match geste {
        Geste::Offer(creneau) => {
            if all.iter().any(|one| one.id == creneau.id) {
                return Err(Refus::DejaOffert);
            }
            all.push(*creneau);
            Ok(0)
        }
        Geste::Take(key, places) => {
            let one = at(key).map(|at| &mut all[at])?;
            one.libres = one.libres.checked_sub(*places).ok_or(Refus::Complet { libres: one.libres })?;
            Ok(one.libres)
        }
        Geste::GiveBack(key, places) => {
            let one = at(key).map(|at| &mut all[at])?;
            if one.libres + places > one.places {
                return Err(Refus::TropRendu { prises: one.places - one.libres });
            }
            one.libres += places;
            Ok(one.libres)
        }
        Geste::Withdraw(key) => at(key).map(|at| all.swap_remove(at).libres),
        Geste::Forget(before, at_most) => {
            let mut past: Vec<_> =
                all.iter().filter(|one| one.debut < *before).map(|one| (one.debut, one.id)).collect();
            past.sort_unstable();
            Ok(u16::try_from(past.len().min(*at_most)).unwrap())
        }
        Geste::Nearest(_) | Geste::Ranked(..) => Ok(0),
    }
}

fn play(index: &mut Index, all: &mut Vec<Creneau>, geste: &Geste) -> Result<u16, Refus> {
    match geste {
        Geste::Offer(creneau) => index.offer(creneau).map(|()| 0),
        Geste::Take(key, places) => index.take(id(*key), *places),
        Geste::GiveBack(key, places) => index.give_back(id(*key), *places),
        Geste::Withdraw(key) => index.withdraw(id(*key)).map(|creneau| creneau.libres),
        Geste::Forget(before, at_most) => {
            let gone = index.forget(*before, *at_most);
            // Of slots that start together, either may go first: the list follows.
            let latest = all.iter().filter(|one| index.get(one.id).is_none()).map(|one| one.debut).max();
            all.retain(|one| index.get(one.id).is_some());
            let left = all.iter().filter(|one| one.debut < *before).map(|one| one.debut).min();
            assert!(latest.zip(left).is_none_or(|(latest, left)| latest <= left), "the earliest first");
            Ok(u16::try_from(gone).unwrap())
        }
        Geste::Nearest(wanted) => {
            assert_eq!(index.nearest(wanted), naif::nearest(all, wanted), "{wanted:?}");
            Ok(0)
        }
        Geste::Ranked(wanted, demande) => {
            let filtre = Filtre {
                visibilites: Visibilites::new(demande.visibilites),
                modalites: Modalites::new(demande.modalites),
                soins: Soins::new(demande.soins),
                prefere: demande.prefere.map(id),
                pas_min: demande.pas_min,
                trajet: demande.max_min.map(|max_min| Trajet { minutes: &road, max_min }),
            };
            let found = index.ranked(wanted, &filtre, demande.limite);
            assert_eq!(found, naif::ranked(all, wanted, &filtre, demande.limite), "{wanted:?} {filtre:?}");
            Ok(0)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// A life of an index: what it answers, refuses and holds is what a list would.
    #[test]
    fn is_a_list_that_answers_fast(gestes in gestes()) {
        let (mut index, mut all) = (Index::default(), Vec::new());
        for geste in &gestes {
            let expected = change(&mut all, geste);
            prop_assert_eq!(play(&mut index, &mut all, geste), expected, "{:?}", geste);
            prop_assert_eq!(index.len(), all.len());
            prop_assert_eq!(index.is_empty(), all.is_empty());
        }
        for one in &all {
            prop_assert_eq!(index.get(one.id), Some(*one));
        }
    }

    /// A map with slots in most cells, borders above all: searches go ring by ring, and stop where they may.
    #[test]
    fn no_ring_is_left_out(
        corners in prop::collection::vec((borders(), borders(), 0..4_i64), 60..160),
        wanted in prop::collection::vec((borders(), borders(), 0..35_000_u32), 1..40),
    ) {
        let slot = |(key, (x, y, hour)): (usize, &(i32, i32, i64))| naif::creneau(key as u128, (*x, *y), hour * 600);
        let all: Vec<Creneau> = corners.iter().enumerate().map(slot).collect();
        let index = naif::index(&all);
        for (x, y, max_m) in wanted {
            let wanted = Recherche { horizon_min: 600, max_m, ..naif::recherche((x, y), 0) };
            prop_assert_eq!(index.nearest(&wanted), naif::nearest(&all, &wanted), "{:?}", wanted);
            let found = index.ranked(&wanted, &Filtre::TOUT, 20);
            prop_assert_eq!(found, naif::ranked(&all, &wanted, &Filtre::TOUT, 20), "{:?}", wanted);
        }
    }

    /// Now moves on, hour after hour over two turns of the hours, while the past is forgotten and new days are offered.
    #[test]
    fn time_passes(
        starts in prop::collection::vec((0..70_000_i64, points()), 1..60),
        step in 60..3_000_i64,
        ici in points(),
    ) {
        let (mut index, mut all) = (Index::default(), Vec::new());
        let mut coming: Vec<Creneau> = starts
            .iter()
            .enumerate()
            .map(|(key, (debut, at))| naif::creneau(key as u128, (at.x_m(), at.y_m()), *debut))
            .collect();
        coming.sort_by_key(|one| std::cmp::Reverse(one.debut));
        let mut now = -2_000;
        while now < 72_000 {
            index.forget(now, usize::MAX);
            all.retain(|one: &Creneau| one.debut >= now);
            while let Some(next) = coming.pop_if(|one| one.debut < now + 20_160) {
                index.offer(&next).unwrap();
                all.push(next);
            }
            prop_assert_eq!(index.len(), all.len());
            for (horizon_min, max_m) in [(120, 30_000), (1_440, 50_000), (40_000, u32::MAX)] {
                let wanted = Recherche { profession: 10, ici, de: now, horizon_min, max_m };
                prop_assert_eq!(index.nearest(&wanted), naif::nearest(&all, &wanted));
            }
            now += step;
        }
    }
}

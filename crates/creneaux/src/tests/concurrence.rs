//! One writer and readers at once: every answer was true at some instant of the question.

use super::naif::{creneau, id, recherche};
use crate::{Filtre, Index, Partage};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::scope;

const CRENEAUX: u64 = 2_000;

/// Slots along a road, key = rank, the nearest first: the writer offers and takes them in that order.
fn road() -> Partage {
    let mut index = Index::default();
    for n in 0..CRENEAUX {
        let at = (i32::try_from(n).unwrap() * 7, 0);
        index.offer(&creneau(u128::from(n), at, i64::from(u8::try_from(n % 200).unwrap()))).unwrap();
    }
    Partage::new(index)
}

#[test]
fn the_nearest_is_never_one_that_was_full_before_the_question() {
    let (partage, taken, begun) = (road(), AtomicU64::new(0), AtomicU64::new(0));
    scope(|threads| {
        threads.spawn(|| {
            for n in 0..CRENEAUX {
                begun.store(n + 1, Ordering::SeqCst);
                partage.write(|index| index.take(id(u128::from(n)), 1)).unwrap();
                taken.store(n + 1, Ordering::SeqCst);
            }
        });
        for _ in 0..2 {
            threads.spawn(|| {
                let mut before = 0;
                while before < CRENEAUX {
                    before = taken.load(Ordering::SeqCst);
                    let found = partage.read(|index| index.nearest(&recherche((0, 0), 0)));
                    let after = begun.load(Ordering::SeqCst);
                    let rank = found.map_or(u128::from(CRENEAUX), |one| one.id.uuid().as_u128());
                    assert!(
                        (u128::from(before)..=u128::from(after)).contains(&rank),
                        "{before} {rank} {after}"
                    );
                }
            });
        }
    });
}

#[test]
fn a_whole_list_is_of_one_instant() {
    // One of two places is free at any instant: the writer moves the free one within one change.
    let mut index = Index::default();
    index.offer(&creneau(0, (0, 0), 10)).unwrap();
    index.offer(&crate::Creneau { libres: 0, ..creneau(1, (100, 0), 10) }).unwrap();
    let (partage, rounds) = (Partage::new(index), AtomicU64::new(0));
    scope(|threads| {
        threads.spawn(|| {
            for n in 0..5_000_u64 {
                let (from, to) = (u128::from(n % 2), u128::from(1 - n % 2));
                let moved =
                    partage.write(|index| index.take(id(from), 1).and_then(|_| index.give_back(id(to), 1)));
                assert_eq!(moved, Ok(1));
                rounds.fetch_add(1, Ordering::SeqCst);
            }
        });
        for _ in 0..2 {
            threads.spawn(|| {
                while rounds.load(Ordering::SeqCst) < 5_000 {
                    let found = partage.read(|index| index.ranked(&recherche((0, 0), 0), &Filtre::TOUT, 9));
                    assert_eq!(found.len(), 1);
                }
            });
        }
    });
}

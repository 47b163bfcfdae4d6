//! The hashes against a map.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn kept(known: &Empreintes) -> Empreintes {
    let mut again = Empreintes::new();
    for (bloc, bytes) in known.changed() {
        again.load(bloc, &bytes);
    }
    again.index();
    again
}

#[test]
fn a_second_reading_knows_every_line_and_sees_those_that_are_gone() {
    let mut first = Empreintes::new();
    for hash in 1..=1200 {
        assert_eq!(first.see(hash), Connue::Non(hash as i64));
    }
    assert_eq!(first.see(7), Connue::Double);
    let mut second = kept(&first);
    for hash in (1..=1200).rev().filter(|hash| hash % 100 != 0) {
        assert_eq!(second.see(hash), Connue::Oui);
    }
    assert_eq!(second.see(5000), Connue::Non(1201));
    let gone: Vec<i64> = second.vanished().collect();
    assert_eq!(gone, (1..=12).map(|n| n * 100).collect::<Vec<_>>());
    gone.iter().for_each(|id| second.forget(*id));
    assert_eq!(second.vanished().count(), 0);
    assert_eq!(second.added().collect::<Vec<_>>(), [1201]);
    assert_eq!(second.changed().count(), 3);
}

#[test]
fn a_line_of_somebody_absent_is_not_gone_and_comes_back() {
    let mut first = Empreintes::new();
    first.see(1);
    first.see(2);
    let mut second = kept(&first);
    second.mark_absent(1);
    second.see(2);
    assert_eq!((second.vanished().count(), second.back().count()), (0, 0));
    assert_eq!(second.see(1), Connue::Oui);
    assert_eq!(second.back().collect::<Vec<_>>(), [1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_answers_as_a_map_would(old in proptest::collection::vec(0_u64..400, 0..600), new in proptest::collection::vec(0_u64..400, 0..600)) {
        let mut first = Empreintes::new();
        let mut map: BTreeMap<u64, i64> = BTreeMap::new();
        for hash in old {
            if let Connue::Non(id) = first.see(hash << 32) { map.insert(hash, id); }
        }
        let mut second = kept(&first);
        let mut seen: BTreeMap<u64, bool> = map.keys().map(|hash| (*hash, false)).collect();
        for hash in new {
            match second.see(hash << 32) {
                Connue::Oui => prop_assert_eq!(seen.insert(hash, true), Some(false)),
                Connue::Double => prop_assert_eq!(seen[&hash], true),
                Connue::Non(_) => prop_assert!(seen.insert(hash, true).is_none()),
            }
        }
        let gone = seen.values().filter(|seen| !**seen).count();
        prop_assert_eq!(second.vanished().count(), gone);
    }
}

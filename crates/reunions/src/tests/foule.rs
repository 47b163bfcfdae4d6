//! Many people at the door at once, through HTTP.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use testkit::each_engine;

/// People at the door.
const FOULE: usize = 100;

/// Scans, looks for their name, signs, twice: a tired thumb. Returns how long each request took.
async fn signs(mut visitor: Visitor, address: String, n: usize) -> Vec<Duration> {
    let mut took = Vec::new();
    let start = Instant::now();
    let page = visitor.get(&address).await;
    took.push(start.elapsed());
    assert_eq!(page.status, 200, "{}", page.body);
    let passe = page.input("passe").unwrap().to_owned();
    let (action, _) = address.rsplit_once('/').unwrap();
    let start = Instant::now();
    let found = visitor
        .post(action, &[("passe", &passe), ("nom", &format!("Roux{n:03}")), ("geste", "chercher")])
        .await;
    took.push(start.elapsed());
    let qui = found.input("qui").unwrap_or_else(|| panic!("{}", found.body)).to_owned();
    for _ in 0..2 {
        let start = Instant::now();
        let signed = visitor.post(action, &[("passe", &passe), ("qui", &qui)]).await;
        took.push(start.elapsed());
        assert_eq!(signed.status, 200, "{}", signed.body);
    }
    took
}

each_engine! { SCHEMA;
    async fn a_hundred_people_sign_at_once_and_nothing_is_lost_or_doubled(db) {
        let ctx = cpts(&db, "velay").await;
        let id = planned(&ctx, &db).await;
        for n in 0..FOULE {
            membre(&ctx, &db, "Léa", &format!("Roux{n:03}")).await;
        }
        let code = jeton::code(db.secret(), ctx.cpts, id, instant(DURING));
        let (address, door, next) = (format!("/velay/e/{id}/{code}"), visitor(&db, DURING, ""), AtomicUsize::new(0));
        let all = testkit::race(FOULE, || signs(door.clone(), address.clone(), next.fetch_add(1, Ordering::Relaxed))).await;
        let mut took: Vec<Duration> = all.into_iter().flatten().collect();
        let there = presences_de(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!(there.len(), FOULE);
        assert_eq!(ledger(&at(&ctx, DURING), &db, actes::Genre::Presence).await.0, FOULE);
        took.sort();
        println!("{} requests, median {:?}, p99 {:?}", took.len(), took[took.len() / 2], took[took.len() * 99 / 100]);
    }
}

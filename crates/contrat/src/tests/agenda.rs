//! The personal calendar, read line by line as a client does.

use super::*;
use comptes::Role;
use std::collections::BTreeMap;
use testkit::each_engine;

/// Lines as a client joins them, once every physical line was checked.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text:?}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// Events by UID, each with its properties; alarms counted apart.
fn events(text: &str) -> BTreeMap<String, (BTreeMap<String, String>, usize)> {
    let (mut all, mut current, mut alarms, mut inside) = (BTreeMap::new(), BTreeMap::new(), 0, Vec::new());
    for line in lines(text) {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match (name, value) {
            ("BEGIN", part) => inside.push(part.to_owned()),
            ("END", part) => {
                assert_eq!(inside.pop().as_deref(), Some(part));
                if part == "VALARM" {
                    alarms += 1;
                } else if part == "VEVENT" {
                    let one: BTreeMap<String, String> = std::mem::take(&mut current);
                    all.insert(one["UID"].clone(), (one, std::mem::take(&mut alarms)));
                }
            }
            _ if inside.last().is_some_and(|part| part == "VEVENT") => {
                current.insert(name.to_owned(), value.to_owned());
            }
            _ => {}
        }
    }
    assert!(inside.is_empty());
    all
}

async fn address(db: &Db, me: &Ctx) -> String {
    comptes::chemin_direct(&crate::open_feed(me, db).await.unwrap())
}

each_engine! { &SCHEMA;
    async fn every_event_is_whole_and_lasts_a_day(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        crate::choose_mission(&ctx, &db, &LAW, id, mission("acces", Some(date(2024, 6, 3)))).await.unwrap();
        let me = somebody(&db, &ctx, Role::Coordination).await;
        let page = site(&db, &ctx, "").await.get(&address(&db, &me).await).await;
        assert_eq!(page.headers["content-type"], "text/calendar; charset=utf-8");
        let events = events(&page.body);
        assert!(events.len() > 10, "{}", page.body);
        for (uid, (one, alarms)) in &events {
            for name in ["DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "SEQUENCE", "STATUS"] {
                assert!(one.contains_key(name), "{uid}: no {name}");
            }
            assert_eq!(one["DTSTAMP"].len(), "20260302T070000Z".len());
            assert!(one["DTSTART;VALUE=DATE"] < one["DTEND;VALUE=DATE"] && uid.ends_with("@maillage"));
            assert!([0, 2].contains(alarms), "{uid}");
        }
        let started = events.iter().find(|(uid, _)| uid.contains("acces.demarrage")).unwrap().1;
        assert_eq!((started.0["DTSTART;VALUE=DATE"].as_str(), started.1), ("20240920", 0), "done: no alarm");
    }

    async fn a_moved_date_keeps_its_uid_and_raises_its_sequence(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        let me = somebody(&db, &ctx, Role::Coordination).await;
        let path = address(&db, &me).await;
        let before = events(&site(&db, &ctx, "").await.get(&path).await.body);
        let later = Ctx { now: testkit::actors::instant("2026-03-03T07:00:00Z"), ..ctx.clone() };
        crate::sign_contrat(&later, &db, &LAW, id, all_on(date(2024, 3, 28))).await.unwrap();
        let after = events(&site(&db, &later, "").await.get(&path).await.body);
        let uid = before.keys().find(|uid| uid.contains("anniversaire.2")).unwrap();
        let seen = |events: &BTreeMap<String, (BTreeMap<String, String>, usize)>| {
            let one = &events[uid].0;
            (one["DTSTART;VALUE=DATE"].clone(), one["SEQUENCE"].clone(), one["LAST-MODIFIED"].clone())
        };
        assert_eq!(seen(&before), ("20260320".into(), "0".into(), "20260302T070000Z".into()));
        assert_eq!(seen(&after), ("20260328".into(), "1".into(), "20260303T070000Z".into()));
        let kept = |one: &&String| after.contains_key(*one);
        assert!(before.keys().all(|uid| kept(&uid)), "every known UID is still told");
    }

    async fn an_ended_contract_takes_its_dates_back(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        let me = somebody(&db, &ctx, Role::Coordination).await;
        let path = address(&db, &me).await;
        crate::end_contrat(&ctx, &db, &LAW, id, date(2026, 4, 1), "Résiliation").await.unwrap();
        let after = events(&site(&db, &ctx, "").await.get(&path).await.body);
        let gone = after.iter().find(|(uid, _)| uid.contains("anniversaire.4")).unwrap().1;
        assert_eq!((gone.0["STATUS"].as_str(), gone.0["SEQUENCE"].as_str(), gone.1), ("CANCELLED", "1", 0));
    }

    async fn the_secret_address_dies_with_its_owner_s_right_or_wish(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let me = somebody(&db, &ctx, Role::Tresorerie).await;
        let first = address(&db, &me).await;
        let second = address(&db, &me).await;
        let mut visitor = site(&db, &ctx, "").await;
        assert_eq!(visitor.get(&first).await.status, 410, "replaced");
        assert_eq!(visitor.get(&second).await.status, 200);
        assert_eq!(visitor.post(&second, &[]).await.status, 405);
        let kernel::Actor::Personne(person) = me.actor else { panic!() };
        comptes::change_roles(&ctx, &db, Id::new(person), &comptes::Roles::of([Role::Elu])).await.unwrap();
        assert_eq!(visitor.get(&second).await.status, 403);
        assert!(crate::close_feed(&me, &db).await.unwrap());
        assert_eq!(visitor.get(&second).await.status, 410);
        assert!(!crate::close_feed(&me, &db).await.unwrap());
    }
}

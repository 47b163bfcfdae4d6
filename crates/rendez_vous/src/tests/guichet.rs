//! Many who ask at once: through the desk, and through the JSON door.

use super::*;
use serde_json::{Value, json};
use testkit::Visitor;

const RIGHTS: &str = "\
droit | sens | visiteur | connecte | coordination | membre
rendez_vous.voir | voir | | | x | x
rendez_vous.prendre | prendre | | | x |
";

async fn site(db: &db::Db, session: &str) -> (Visitor, Ctx, Id<Effecteur>) {
    let (ctx, who) = cpts(db, "velay-sud").await;
    let builder = testsite::builder(db, ctx.now, RIGHTS).with(Guichet::default());
    let app = builder.modules(&[module()]).build();
    (testsite::visitor(&app, crate::api::routes(), session), ctx, who)
}

async fn post(visitor: &mut Visitor, path: &str, cle: &str, body: &Value) -> (u16, Value) {
    let headers =
        [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("idempotency-key", cle)];
    let page = visitor.send(axum::http::Method::POST, path, Some(body.to_string()), &headers).await;
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap_or_default())
}

each_engine! { SCHEMA;
    async fn many_at_once_are_taken_together_and_each_has_their_own_answer(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let small = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 3).await;
        let large = creneau(&ctx, &db, who, "2026-03-02T19:00:00Z", 60).await;
        let desk = Guichet::default();
        let turn = std::sync::atomic::AtomicU32::new(0);
        let asked = testkit::race(48, || async {
            let n = turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let slot = match n % 4 {
                0 => small,
                1 => ctx.id(),
                _ => large,
            };
            let me = Ctx { actor: Actor::Personne(Uuid::from_u128(u128::from(100 + n))), ..ctx.clone() };
            let rights = if n % 4 == 3 { Rights::none() } else { Rights::all() };
            (n, desk.book(&Ctx { rights, ..me }, &db, &ordre(slot)).await)
        })
        .await;
        let mut won = [0; 4];
        for (n, said) in asked {
            match (n % 4, said) {
                (kind @ (0 | 2), Ok(_)) => won[kind as usize] += 1,
                (0, Err(WriteError::Creneau(creneau::Refus::Complet)))
                | (1, Err(WriteError::Inconnu(_)))
                | (3, Err(WriteError::Denied(_))) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(won, [3, 0, 12, 0]);
        assert_eq!((read(&db, &ctx, small).await.libres, read(&db, &ctx, large).await.libres), (0, 48));
        let mut tx = db.read(&ctx).await.unwrap();
        let written = db::journal::latest(&mut tx, i64::MAX, 100).await.unwrap();
        let mut whose: Vec<_> = written.iter().filter(|one| one.action == "rendez_vous.pris").map(|one| one.acteur.clone()).collect();
        whose.sort_unstable();
        whose.dedup();
        assert_eq!(whose.len(), 15, "each line of the journal is in the name of who asked");
        let report = db::verify::verify(&mut tx, db.secret()).await.unwrap();
        assert!(report.anomalies.is_empty(), "{:?}", report.anomalies);
    }

    async fn a_program_finds_a_slot_takes_it_and_gives_it_back(db) {
        let (mut program, ctx, who) = site(&db, "coordination").await;
        for hour in ["17", "19", "21"] {
            creneau(&ctx, &db, who, &format!("2026-03-02T{hour}:00:00Z"), 1).await;
        }
        let page: Value = serde_json::from_str(&program.get_json("/api/velay-sud/creneaux?limit=2").await.body).unwrap();
        assert_eq!(page["items"].as_array().unwrap().len(), 2);
        let next = format!("/api/velay-sud/creneaux?limit=2&cursor={}", page["next_cursor"].as_str().unwrap().replace(':', "%3A"));
        let last: Value = serde_json::from_str(&program.get_json(&next).await.body).unwrap();
        assert_eq!((last["items"].as_array().unwrap().len(), &last["next_cursor"]), (1, &Value::Null));
        let slot = &page["items"][0];
        assert_eq!((&slot["debut"], &slot["libres"]), (&json!("2026-03-02T17:00:00Z"), &json!(1)));
        let (asked, cle) = (json!({"creneau": slot["id"]}), Uuid::from_u128(77).to_string());
        let to = "/api/velay-sud/rendez-vous";
        let (status, made) = post(&mut program, to, &cle, &asked).await;
        assert_eq!((status, &made["etat"]), (201, &json!("pris")));
        assert_eq!(post(&mut program, to, &cle, &asked).await, (201, made.clone()), "the same key");
        let other = Uuid::from_u128(78).to_string();
        let (status, refused) = post(&mut program, to, &other, &asked).await;
        assert_eq!(status, 409);
        assert_eq!(refused["title"], "Ce créneau vient d’être pris\u{a0}: il n’y reste plus de place.");
        let free: Value = serde_json::from_str(&program.get_json("/api/velay-sud/creneaux?libres=true").await.body).unwrap();
        assert_eq!(free["items"].as_array().unwrap().len(), 2);
        let back = format!("{to}/{}/annulation", made["id"].as_str().unwrap());
        assert_eq!(post(&mut program, &back, "", &Value::Null).await.1["etat"], "annule");
        assert_eq!(post(&mut program, to, &other, &asked).await.0, 201);
    }

    async fn what_a_program_sends_wrong_is_named_and_changes_nothing(db) {
        let (mut program, ctx, who) = site(&db, "coordination").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let (to, cle) = ("/api/velay-sud/rendez-vous", Uuid::from_u128(77).to_string());
        let right = json!({"creneau": slot});
        for (path, cle, body, status) in [
            (to, "", right.clone(), 400),
            (to, "abc", right.clone(), 400),
            (to, cle.as_str(), json!({"creneau": "abc"}), 400),
            (to, cle.as_str(), json!([]), 400),
            (to, cle.as_str(), json!({"creneau": slot, "nom": "Durand"}), 400),
            (to, cle.as_str(), json!({"creneau": Uuid::from_u128(5)}), 404),
            ("/api/ailleurs/rendez-vous", cle.as_str(), right.clone(), 404),
            ("/api/velay-sud/rendez-vous/abc/annulation", "", Value::Null, 404),
            ("/api/velay-sud/rendez-vous/00000000-0000-0000-0000-000000000005/annulation", "", Value::Null, 404),
        ] {
            assert_eq!(post(&mut program, path, cle, &body).await.0, status, "{path} {cle} {body}");
        }
        for query in ["du=hier", "au=2026-13-01T00:00:00Z", "limit=0", "limit=201", "libres=oui", "cursor=x", "du=0001-01-01T00:00:00Z"] {
            let page = program.get_json(&format!("/api/velay-sud/creneaux?{query}")).await;
            let name = query.split('=').next().unwrap();
            assert!(page.status == 400 && page.body.contains(&format!("\"{name}\"")), "{query}: {} {}", page.status, page.body);
        }
        assert_eq!(read(&db, &ctx, slot).await.libres, 1);
    }

    async fn only_who_may_takes_a_place_by_program(db) {
        let (mut member, ctx, who) = site(&db, "membre").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let cle = Uuid::from_u128(77).to_string();
        let (status, _) = post(&mut member, "/api/velay-sud/rendez-vous", &cle, &json!({"creneau": slot})).await;
        assert_eq!(status, 403);
        assert_eq!(member.get_json("/api/velay-sud/creneaux").await.status, 200);
    }
}

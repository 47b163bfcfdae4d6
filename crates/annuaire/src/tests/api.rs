//! The JSON door.

use super::monde::{self, BUREAU, COMMUNE, MEMBRES, every_field, leaks, territory};
use super::*;
use serde_json::Value;
use testkit::each_engine;

const API: &str = "/api/velay-sud/annuaire";

async fn json(visitor: &mut Visitor, path: &str) -> Value {
    let page = visitor.get_json(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    serde_json::from_str(&page.body).unwrap()
}

#[test]
fn every_json_route_is_described() {
    let module = module();
    let described = (module.api.unwrap())();
    let routes = (module.routes)();
    let own: Vec<&str> =
        routes.declared().map(|one| one.path).filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(own.len(), 2);
    assert!(own.iter().all(|path| described.paths.paths.contains_key(*path)), "{own:?}");
}

each_engine! { SCHEMA;
    async fn public_fields_only_whoever_asks(db) {
        let (ctx, _) = territory(&db).await;
        every_field(&db, &ctx).await;
        for role in ["", "coordination"] {
            let mut visitor = monde::site(&db, role).await;
            for path in [API.to_owned(), format!("{API}?q=fictif"), format!("{API}/{}", ps(1)), format!("{API}/{}", ps(3))] {
                let text = visitor.get_json(&path).await.body;
                assert_eq!(leaks(&text, &MEMBRES), [""; 0], "{path}");
                assert_eq!(leaks(&text, &BUREAU), [""; 0], "{path}");
            }
        }
        let text = monde::site(&db, "").await.get_json(&format!("{API}/{}", ps(1))).await.body;
        assert!(text.contains("zirconium") && !text.contains("helene@exemple.fr"));
    }

    async fn an_entry_says_who_where_and_since_when(db) {
        let (ctx, _) = territory(&db).await;
        fill(&ctx, &db, &ps(3), &[said(Nature::NouveauxPatients, "oui")]).await.unwrap();
        let mut visitor = monde::site(&db, "").await;
        let one = json(&mut visitor, &format!("{API}/{}", ps(3))).await;
        assert_eq!((&one["name"], &one["family"]), (&"Dr Jean Dupont".into(), &"medecin_specialiste".into()));
        assert_eq!((&one["care_level"], &one["new_patients"]), (&"second".into(), &true.into()));
        assert_eq!(one["places"][0]["structure"], format!("finess-{}", monde::MSP));
        assert_eq!((&one["communes"][0]["name"], &one["sources"]["rpps"]), (&"Le Puy-en-Velay".into(), &"2025-11-20".into()));
        let found = json(&mut visitor, &format!("{API}?q=kine&near=43157")).await;
        assert_eq!((&found["total"], &found["items"][0]["last_name"]), (&1.into(), &"Moreau".into()));
        assert!(found["items"][0]["distance_m"].as_u64().unwrap() > 40_000 && !found["items"][0]["why"].as_array().unwrap().is_empty());
    }

    async fn a_cursor_walks_through_everybody_once_even_when_somebody_leaves_meanwhile(db) {
        let (ctx, atlas) = territory(&db).await;
        let crowd: Vec<_> = (100..120).map(|n| monde::line(n, &format!("FOULE{n}"), "LOU", &[(COMMUNE, "43112")])).collect();
        monde::activities(&db, &atlas, 28, &[monde::everybody(), crowd].concat()).await;
        let mut visitor = monde::site(&db, "").await;
        let (mut seen, mut path) = (Vec::new(), format!("{API}?limit=7"));
        loop {
            let page = json(&mut visitor, &path).await;
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["reference"].as_str().unwrap().to_owned()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            if seen.len() == 7 {
                withdraw_fiche(&ctx, &db, &seen[0].parse().unwrap()).await.unwrap();
            }
            path = format!("{API}?limit=7&cursor={cursor}");
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((count, seen.len()), (28, 28));
    }

    async fn what_cannot_be_read_and_what_is_not_there_is_a_problem(db) {
        territory(&db).await;
        let mut visitor = monde::site(&db, "").await;
        for (path, status, field) in [
            (format!("{API}?limit=0"), 422, "limit"),
            (format!("{API}?cursor=x"), 422, "cursor"),
            (format!("{API}?kind=x"), 422, "kind"),
            (format!("{API}?near=x"), 422, "near"),
            (format!("{API}/{}", ps(99)), 404, ""),
            (format!("{API}/x"), 404, ""),
            ("/api/ailleurs/annuaire".to_owned(), 404, ""),
        ] {
            let page = visitor.get_json(&path).await;
            assert_eq!(page.status, status, "{path}");
            assert_eq!(page.headers.get("content-type").unwrap(), "application/problem+json");
            assert!(page.body.contains(field), "{path}");
        }
    }
}

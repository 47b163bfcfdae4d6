//! What the platform reads one by one, or finds by its id.

use super::*;
use axum::http::Method;

async fn get(db: &Db, path: &str, headers: &[(&str, &str)]) -> (u16, String, Value) {
    let mut platform = site(db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
    let page = platform.send(Method::GET, path, None, headers).await;
    let tag = page.headers.get("etag").map(|tag| tag.to_str().unwrap().to_owned()).unwrap_or_default();
    (page.status.as_u16(), tag, serde_json::from_str(&page.body).unwrap_or_default())
}

each_engine! { SCHEMA;
    async fn everything_that_an_answer_holds_is_read_under_its_address(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp, Visibilite::Cpts]).await;
        let (_, found) = search(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, &cpts_flavour(RPPS)).await;
        let entries = found["entry"].as_array().unwrap();
        assert_eq!(entries.len(), 6);
        for entry in entries {
            let address = entry["fullUrl"].as_str().unwrap().strip_prefix("http://essai.test").unwrap();
            let (status, tag, read) = get(&db, address, &[]).await;
            assert_eq!((status, &read), (200, &entry["resource"]), "{address}");
            let (same, _, nothing) = get(&db, address, &[("if-none-match", &format!("\"autre\", {tag}"))]).await;
            assert_eq!((same, nothing), (304, Value::Null), "{address}");
            assert_eq!(get(&db, address, &[("if-none-match", "W/\"autre\"")]).await.0, 200);
            let kind = read["resourceType"].as_str().unwrap();
            if kind != "Slot" {
                let id = read["id"].as_str().unwrap();
                let (status, _, set) = get(&db, &format!("/fhir/{kind}?_id={id},inconnu"), &[]).await;
                assert_eq!((status, &set["total"], &set["entry"][0]["resource"]), (200, &1.into(), &read), "{kind}");
            }
        }
        let (_, _, by_number) = get(&db, &format!("/fhir/Practitioner?identifier={IDNPS}%7C8{RPPS}"), &[]).await;
        assert_eq!(by_number["entry"][0]["resource"]["id"], who.to_string());
    }

    async fn what_is_not_published_is_not_there(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let ours = creneau(&ctx, &db, who, "2026-03-02T18:00:00Z", &[Visibilite::Cpts]).await;
        let held = take(&ctx, &db, slot).await;
        let addresses = |cpts: Id<kernel::Cpts>| [
            format!("/fhir/Slot/{slot}"),
            format!("/fhir/Slot/{ours}"),
            format!("/fhir/Practitioner/{who}"),
            format!("/fhir/Organization/{cpts}"),
            format!("/fhir/HealthcareService/{cpts}"),
        ];
        let all = addresses(ctx.cpts);
        assert_eq!(get(&db, &all[0], &[]).await.0, 404, "taken");
        assert_eq!(get(&db, &format!("/fhir/Appointment/{held}"), &[]).await.0, 404, "of nobody of the platform");
        for address in &all[1..] {
            assert_eq!(get(&db, address, &[]).await.0, 200, "{address}");
        }
        set_reglage(&ctx, &db, &Reglage { ouvert: true, ..Reglage::default() }).await.unwrap();
        assert_eq!(get(&db, &all[1], &[]).await.0, 404, "the CPTS has no number: what it keeps does not leave");
        set_reglage(&ctx, &db, &Reglage::default()).await.unwrap();
        for address in &all {
            let (status, _, said) = get(&db, address, &[]).await;
            assert_eq!((status, &said["resourceType"]), (404, &"OperationOutcome".into()), "{address}");
        }
    }

    async fn what_is_declared_answers_and_nothing_else_is_declared(db) {
        cpts(&db, "velay-sud").await;
        let (_, _, said) = get(&db, "/fhir/metadata", &[]).await;
        let resources = said["rest"][0]["resource"].as_array().unwrap();
        assert_eq!(resources.len(), 7);
        for one in resources {
            let name = one["type"].as_str().unwrap();
            let can: Vec<&str> = one["interaction"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
            let (read, _, outcome) = get(&db, &format!("/fhir/{name}/inconnu"), &[]).await;
            assert!(can.contains(&"read") && read == 404 && outcome["issue"][0]["code"] == "not-found", "{name}: {outcome}");
            let (status, _, _) = get(&db, &format!("/fhir/{name}?_id=inconnu"), &[]).await;
            assert_eq!(status, if name == "Slot" { 400 } else { 200 }, "{name}");
            assert_eq!(get(&db, &format!("/fhir/{name}"), &[]).await.0, 400, "{name} without a question");
            let mut platform = site(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
            for (method, code) in [(Method::POST, "create"), (Method::PUT, "update")] {
                let page = platform.send(method, &format!("/fhir/{name}"), Some("{}".to_owned()), &[]).await;
                assert_eq!(page.status != 405, can.contains(&code), "{name} {code}: {}", page.body);
                assert!(page.body.contains("OperationOutcome"), "{}", page.body);
            }
        }
    }
}

//! Feature tests, through the doors, on both engines.

mod cloison;
mod desordre;
mod lecture;
mod monde;
mod parole;
mod rdv;
mod reglage;
mod regulateurs;
mod reserver;

use crate::*;
use db::Db;
use kernel::{Ctx, Id};
use monde::*;
use rendez_vous::{Creneau, Visibilite};
use serde_json::Value;
use testkit::each_engine;

/// What a search of the platform answers.
async fn search(db: &Db, now: &str, acces: Acces, query: &str) -> (u16, Value) {
    let mut platform = site(db, now, acces, "").await;
    let headers = [("accept", "application/json+fhir")];
    let path = format!("/fhir/Slot?{query}");
    let page = platform.send(axum::http::Method::GET, &path, None, &headers).await;
    let kind = page.headers["content-type"].to_str().unwrap();
    assert_eq!(kind, "application/fhir+json; charset=utf-8", "{path}");
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap())
}

/// The resources of a type in a bundle.
fn of<'b>(bundle: &'b Value, name: &str) -> Vec<&'b Value> {
    let entries = bundle["entry"].as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().map(|one| &one["resource"]).filter(|one| one["resourceType"] == name).collect()
}

fn ids(bundle: &Value) -> Vec<&str> {
    of(bundle, "Slot").into_iter().map(|one| one["id"].as_str().unwrap()).collect()
}

each_engine! { SCHEMA;
    async fn the_platform_reads_free_slots_to_come_as_their_professional_wants_them_seen(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let seen = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp, Visibilite::Cpts]).await;
        let ours = creneau(&ctx, &db, who, "2026-03-02T18:00:00Z", &[Visibilite::Cpts]).await;
        let past = creneau(&ctx, &db, who, "2026-03-02T08:30:00Z", &[Visibilite::Snp]).await;
        let late = creneau(&ctx, &db, who, "2026-03-09T17:00:00Z", &[Visibilite::Snp]).await;
        let taken = creneau(&ctx, &db, who, "2026-03-02T19:00:00Z", &[Visibilite::Snp]).await;
        take(&ctx, &db, taken).await;
        let gone = creneau(&ctx, &db, who, "2026-03-02T20:00:00Z", &[Visibilite::Snp]).await;
        rendez_vous::withdraw(&ctx, &db, gone, "malade").await.unwrap();
        let now = "2026-03-02T09:00:00Z";
        let (status, alone) = search(&db, now, Acces::Ouvert, &individual(RPPS)).await;
        assert_eq!((status, ids(&alone), &alone["total"]), (200, vec![seen.to_string().as_str()], &1.into()));
        assert!(!alone.to_string().contains("\"604\"") && !alone.to_string().contains("\"CPTS\""));
        let (_, together) = search(&db, now, Acces::Ouvert, &cpts_flavour(RPPS)).await;
        assert_eq!(ids(&together), [seen.to_string(), ours.to_string()]);
        for (name, count) in [("Practitioner", 1), ("Schedule", 1), ("PractitionerRole", 1), ("Organization", 1), ("HealthcareService", 1)] {
            assert_eq!(of(&together, name).len(), count, "{name}");
        }
        let organization = of(&together, "Organization")[0];
        assert_eq!((&organization["identifier"][0]["value"], &organization["name"]), (&"1430000018".into(), &"CPTS velay-sud".into()));
        let slot = of(&together, "Slot")[0];
        assert_eq!((&slot["start"], &slot["end"]), (&"2026-03-02T18:00:00.000+01:00".into(), &"2026-03-02T18:30:00.000+01:00".into()));
        assert!(slot["comment"].as_str().unwrap().starts_with("http://essai.test/velay-sud/sas?professionnel="));
        for never in [past, late, taken, gone] {
            assert!(!together.to_string().contains(&never.to_string()));
        }
        assert_eq!(of(&together, "Practitioner")[0]["name"][0]["family"], "Roche");
    }

    async fn a_slot_that_is_booked_or_closed_leaves_the_next_answer(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let now = "2026-03-02T09:00:00Z";
        assert_eq!(ids(&search(&db, now, Acces::Ouvert, &individual(RPPS)).await.1).len(), 1);
        let held = take(&ctx, &db, slot).await;
        let (status, empty) = search(&db, now, Acces::Ouvert, &individual(RPPS)).await;
        assert_eq!((status, &empty["total"], empty.get("entry")), (200, &0.into(), None));
        rendez_vous::cancel(&ctx, &db, held, "").await.unwrap();
        assert_eq!(ids(&search(&db, now, Acces::Ouvert, &individual(RPPS)).await.1).len(), 1);
        set_reglage(&ctx, &db, &Reglage::default()).await.unwrap();
        assert_eq!(search(&db, now, Acces::Ouvert, &individual(RPPS)).await.1["total"], 0, "the CPTS closed the exchange");
    }

    async fn somebody_of_two_cpts_is_one_professional_with_a_diary_for_each_place(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let (other, there) = cpts(&db, "velay-nord").await;
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp, Visibilite::Cpts]).await;
        creneau(&other, &db, there, "2026-03-03T17:00:00Z", &[Visibilite::Snp, Visibilite::Cpts]).await;
        let (_, found) = search(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, &cpts_flavour(RPPS)).await;
        let counts = ["Slot", "Practitioner", "Schedule", "PractitionerRole", "Organization", "HealthcareService"];
        assert_eq!(counts.map(|name| of(&found, name).len()), [2, 1, 2, 2, 2, 2]);
        let issues = fhir::check::searchset(&found);
        assert!(issues.iter().all(|one| one.severity != fhir::Severity::Error), "{issues:?}");
    }

    async fn what_is_asked_wrong_is_told_in_the_words_of_fhir(db) {
        cpts(&db, "velay-sud").await;
        let now = "2026-03-02T09:00:00Z";
        let many = vec![format!("{IDNPS}%7C8{RPPS}"); 26].join(",");
        let wrong = [
            String::new(),
            "status=free".to_owned(),
            individual(RPPS).replace("start=ge2026", "start=zz2026"),
            individual(RPPS).replace("status=free", "status%"),
            individual(RPPS).replace(&format!("{IDNPS}%7C8{RPPS}"), &many),
            "%FF=%FF&start=%FF".to_owned(),
        ];
        for query in &wrong {
            let (status, said) = search(&db, now, Acces::Ouvert, query).await;
            assert_eq!((status, &said["resourceType"]), (400, &"OperationOutcome".into()), "{query}: {said}");
            assert!(said["issue"][0]["diagnostics"].as_str().is_some_and(|words| !words.is_empty()), "{said}");
        }
        for query in [
            individual("10000000009"),
            individual(RPPS).replace("start=le2026-03-05", "start=le9999-03-05"),
            individual(RPPS).replace("start=ge2026", "start=ge0001"),
            individual(RPPS).replace("status=free", "status=busy"),
        ] {
            let (status, found) = search(&db, now, Acces::Ouvert, &query).await;
            assert_eq!((status, &found["total"]), (200, &0.into()), "{query}");
        }
    }

    async fn nobody_reads_without_a_certificate_that_is_known(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let known = Acces::Certificat { entete: "x-client".to_owned(), sujets: vec!["CN=sas".parse().unwrap()] };
        for acces in [Acces::Ferme, known.clone()] {
            let (status, said) = search(&db, "2026-03-02T09:00:00Z", acces, &individual(RPPS)).await;
            assert_eq!((status, &said["issue"][0]["code"]), (403, &"forbidden".into()), "{said}");
        }
        let mut platform = site(&db, "2026-03-02T09:00:00Z", known, "").await;
        let path = format!("/fhir/Slot?{}", individual(RPPS));
        let page = platform.send(axum::http::Method::GET, &path, None, &[("x-client", "CN=sas")]).await;
        assert_eq!(page.status, 200);
    }

    async fn what_we_can_do_is_said_and_the_rest_is_not_found(db) {
        cpts(&db, "velay-sud").await;
        let mut platform = site(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
        let page = platform.get("/fhir/metadata").await;
        let said: Value = serde_json::from_str(&page.body).unwrap();
        assert_eq!((&said["resourceType"], &said["fhirVersion"]), (&"CapabilityStatement".into(), &"4.0.1".into()));
        assert_eq!(said["rest"][0]["resource"][0]["interaction"][1]["code"], "search-type");
        for path in ["/fhir", "/fhir/Patient", "/fhir/Slot/1", "/fhir/Location/1", "/fhir/Slot/../x"] {
            let page = platform.get(path).await;
            assert!(page.status == 404 && page.body.contains("OperationOutcome"), "{path}: {}", page.body);
        }
        let page = platform.send(axum::http::Method::DELETE, "/fhir/Slot", None, &[]).await;
        assert!(page.status == 405 && page.body.contains("OperationOutcome"), "{}", page.body);
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let body = Some(individual(RPPS));
        let page = platform.send(axum::http::Method::POST, "/fhir/Slot/_search", body, &form).await;
        assert_eq!(page.status, 200);
    }

    async fn the_link_of_an_answer_is_the_question(db) {
        cpts(&db, "velay-sud").await;
        let query = format!("schedule.actor:Practitioner.identifier={IDNPS}|8{RPPS}&status=free&start=ge2026-03-02T10:00:00.000+01:00&start=le2026-03-05T10:00:00.000&_include=Slot:schedule&_count=1000");
        let (status, found) = search(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, &query.replace('|', "%7C")).await;
        assert_eq!(status, 200);
        let link = found["link"][0]["url"].as_str().unwrap();
        assert_eq!(link, format!("http://essai.test/fhir/Slot?{}", query.replace('|', "%7C")));
        assert_eq!(found["link"].as_array().unwrap().len(), 1);
    }
}

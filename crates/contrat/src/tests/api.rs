use super::*;
use axum::http::Method;
use testkit::{each_engine, http::Page};

async fn ask(db: &Db, body: &str) -> Page {
    let ctx = cpts(db, "velay-sud").await;
    let json = [("content-type", "application/json")];
    site(db, &ctx, "").await.send(Method::POST, "/api/aci/simulation", Some(body.to_owned()), &json).await
}

fn read_json(page: &Page) -> serde_json::Value {
    serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error}: {}", page.body))
}

each_engine! { &SCHEMA;
    async fn anybody_simulates_a_contract(db) {
        let body = r#"{"population": 24000, "signed": "2023-09-20", "missions": [{"id": "acces", "started": "2024-01-15"}], "contract_amounts": [{"component": "acces", "part": "fixe", "eur": 55000}]}"#;
        let page = ask(&db, body).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let answer = read_json(&page);
        assert_eq!((answer["size"].as_i64(), answer["years"].as_array().unwrap().len()), (Some(1), 5));
        assert_eq!(answer["payments"][0]["cents"], 5_000_000);
        assert!(answer["ceiling"]["lines"][0]["source"].is_array());
    }

    async fn every_refusal_comes_back_with_its_field(db) {
        let page = ask(&db, r#"{"population": 0, "signed": "2018-01-01", "missions": [{"id": "jardinage", "started": "2017-01-01"}]}"#).await;
        assert_eq!(page.status, 422, "{}", page.body);
        assert_eq!(page.headers["content-type"], "application/problem+json");
        let answer = read_json(&page);
        assert!(answer["errors"].as_array().unwrap().len() >= 2, "{}", page.body);
        assert_eq!(answer["type"], "/problemes/contrat-cas-refuse");
    }

    async fn what_is_not_a_case_or_too_long_is_said_so(db) {
        assert_eq!(ask(&db, "{").await.status, 422);
        let ctx = cpts(&db, "autre").await;
        let long = Some(" ".repeat(130 * 1024));
        let page = site(&db, &ctx, "").await.send(Method::POST, "/api/aci/simulation", long, &[]).await;
        assert_eq!(page.status, 413, "{}", page.body);
    }
}

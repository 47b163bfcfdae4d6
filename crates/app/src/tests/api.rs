//! The description of the API and the JSON routes agree.

use super::{SCHEMA, demo_site};
use std::collections::BTreeSet;
use testkit::{Visitor, each_engine};

each_engine! { &SCHEMA;
    async fn every_json_route_is_described_and_nothing_else_is(db) {
        let (router, routes) = demo_site(db).await;
        let page = Visitor::new(router).get("/api/openapi.json").await;
        let json: serde_json::Value = serde_json::from_str(&page.body).unwrap();
        let described: BTreeSet<String> = json["paths"].as_object().unwrap().iter()
            .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase())))
            .collect();
        let declared: BTreeSet<String> = routes.iter()
            .filter(|route| route.path.starts_with("/api/") && route.path != "/api/openapi.json")
            .map(|route| format!("{} {}", route.method, route.path))
            .collect();
        assert_eq!(declared, described);
        assert!(!declared.is_empty());
    }

    async fn operations_answer_without_an_account(db) {
        let mut visitor = Visitor::new(demo_site(db).await.0);
        assert_eq!(visitor.get("/healthz").await.body, "ok\n");
        assert_eq!(visitor.get("/readyz").await.status, 200);
        assert!(visitor.get("/metrics").await.body.contains("maillage_http_requests_total"));
    }
}

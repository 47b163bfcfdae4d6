use super::{signed, visitor};
use axum::http::{Method, StatusCode};
use testkit::each_engine;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

each_engine! { &[db::MIGRATIONS];
    async fn a_visitor_is_sent_to_sign_in_and_comes_back(db) {
        let answer = visitor(db).get("/velay/espace/lire?page=2").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/connexion?retour=%2Fvelay%2Fespace%2Flire%3Fpage%3D2");
    }

    async fn a_role_opens_what_the_table_says_and_no_more(db) {
        assert_eq!(signed(db.clone(), "membre").get("/velay/espace/lire").await.status, StatusCode::OK);
        assert_eq!(signed(db.clone(), "usager").get("/velay/espace/lire").await.status, StatusCode::FORBIDDEN);
        assert_eq!(signed(db.clone(), "membre").post("/velay/espace/ecrire", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(signed(db, "bureau").post("/velay/espace/ecrire", &[("mot", "oui")]).await.body, "oui");
    }

    async fn an_unknown_cpts_is_nowhere(db) {
        assert_eq!(signed(db, "bureau").get("/ailleurs/espace/lire").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_foreign_page_cannot_send_our_forms(db) {
        let mut person = signed(db, "bureau");
        for header in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://ailleurs.test"), ("origin", "null")] {
            let answer = person.send(Method::POST, "/velay/espace/ecrire", Some("mot=non".into()), &[FORM, header]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{header:?}");
        }
        let ours = person.send(Method::POST, "/velay/espace/ecrire", Some("mot=oui".into()), &[FORM, ("origin", "http://essai.test")]).await;
        assert_eq!(ours.body, "oui");
    }

    async fn a_client_that_says_nothing_sends_the_token_of_the_form(db) {
        let mut person = signed(db, "bureau");
        let token = person.get("/velay/espace/lire").await.input("_csrf").unwrap().to_owned();
        assert!(token.len() > 20);
        let with = |token: &str| Some(format!("_csrf={token}&mot=oui"));
        let right = person.send(Method::POST, "/velay/espace/ecrire", with(&token), &[FORM]).await;
        assert_eq!(right.body, "oui");
        for wrong in ["", "autre"] {
            let refused = person.send(Method::POST, "/velay/espace/ecrire", with(wrong), &[FORM]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
    }

    async fn a_fault_never_shows_its_text(db) {
        let mut person = visitor(db);
        let page = person.get("/panne").await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.body.contains("<h1>") && !page.body.contains("secret"), "{}", page.body);
        let json = person.get("/api/panne").await;
        assert_eq!(json.headers["content-type"], "application/problem+json");
        assert!(json.body.contains("\"reference\"") && !json.body.contains("secret"), "{}", json.body);
    }

    async fn a_passing_refusal_says_its_own_sentence(db) {
        let page = visitor(db).get("/occupe").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.body.contains("Recommencez dans une minute") && page.body.contains("essai-occupe"), "{}", page.body);
    }

    async fn a_panic_is_a_page_too(db) {
        let page = visitor(db).get("/chute").await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.body.contains("<h1>") && !page.body.contains("secret"));
    }

    async fn every_answer_carries_the_headers_that_protect(db) {
        let mut person = visitor(db);
        for path in ["/ouvert", "/nulle-part", "/velay/espace/lire", "/panne", "/chute"] {
            let headers = person.get(path).await.headers;
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(headers["cache-control"], "no-store", "{path}");
        }
    }

    async fn an_unknown_address_and_a_wrong_method_say_so(db) {
        let mut person = signed(db, "membre");
        assert_eq!(person.get("/nulle-part").await.status, StatusCode::NOT_FOUND);
        assert_eq!(person.post("/velay/espace/lire", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
        let json = person.get_json("/nulle-part").await;
        assert!(json.body.contains("/problemes/page-inconnue"), "{}", json.body);
    }
}

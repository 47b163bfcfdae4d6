use super::{SCHEMA, atlas, claire, codes, cpts, program, visitor};
use crate::set_perimetre;
use axum::http::Method;
use jiff::civil::date;
use serde_json::Value;
use testkit::{Visitor, actors, each_engine};
use web::App;

async fn with_demo(db: &db::Db) -> App {
    crate::demo::fill(&actors::system().within(kernel::Id::INSTANCE), db).await.unwrap();
    program(db).await
}

async fn json(site: &mut Visitor, path: &str) -> Value {
    serde_json::from_str(&site.get(path).await.body).unwrap()
}

/// Status and answer to a list of communes sent as the body.
async fn estimate(site: &mut Visitor, body: &str) -> (u16, Value) {
    let (path, ours) = ("/api/territoires/estimation", [("sec-fetch-site", "same-origin")]);
    let page = site.send(Method::POST, path, Some(body.to_owned()), &ours).await;
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap())
}

each_engine! { SCHEMA;
    async fn the_estimate_sums_what_it_says(db) {
        let mut site = visitor(&with_demo(&db).await, "");
        let answer = json(&mut site, "/api/territoires/estimation?communes=43157,43012,43157").await;
        assert_eq!(answer["population"], 18_540 + 6_164);
        assert_eq!((&answer["communes_count"], &answer["size"]["size"]), (&2.into(), &1.into()));
        assert_eq!(answer["flags"][0]["code"], "doublon");
        assert_eq!(answer["overlaps"].as_array().unwrap().len(), 2);
        assert_eq!(answer["partial"], false);
        let whole = json(&mut site, "/api/territoires/estimation?departement=2A&epci=200073419").await;
        assert_eq!(whole["departments"].as_array().unwrap().len(), 2);
        assert_eq!(whole["size"]["source"][0]["id"], "paps-hdf");
    }

    async fn bad_lists_get_a_sentence_and_the_name_of_the_parameter(db) {
        let mut site = visitor(&program(&db).await, "");
        for (query, status) in [("", 400), ("?communes=", 400), ("?communes=99138,ZZZ,4315", 422), ("?departement=20", 422), ("?epci=123", 422)] {
            let page = site.get(&format!("/api/territoires/estimation{query}")).await;
            let problem: Value = serde_json::from_str(&page.body).unwrap();
            assert_eq!((page.status.as_u16(), problem["errors"][0]["field"].is_string()), (status, true), "{query}: {}", page.body);
        }
        let mixed = json(&mut site, "/api/territoires/estimation?communes=43157,99138,01003").await;
        assert_eq!((&mixed["partial"], mixed["flags"].as_array().unwrap().len()), (&true.into(), 2));
    }

    async fn long_lists_come_in_a_body_as_json_or_text(db) {
        let mut site = visitor(&program(&db).await, "");
        let france = crate::referentiel::france();
        let all: Vec<String> = france.communes().iter().filter(|c| !c.is_arrondissement()).map(|c| c.code.to_string()).collect();
        let json = serde_json::json!({ "communes": all }).to_string();
        for body in [json, all.join("\n")] {
            let (status, answer) = estimate(&mut site, &body).await;
            assert_eq!((status, &answer["population"]), (200, &68_952_941.into()));
        }
        let (status, problem) = estimate(&mut site, "{\"commune\":1}").await;
        assert!(status == 400 && problem.to_string().contains("communes"), "{problem}");
    }

    async fn communes_cpts_and_coverage_are_public(db) {
        let mut site = visitor(&with_demo(&db).await, "");
        let found = json(&mut site, "/api/communes?q=le+puy&departement=43&limit=3").await;
        assert_eq!(found[0]["code"], "43157");
        assert_eq!(site.get("/api/communes?limit=0").await.status, 400);
        let cpts = json(&mut site, "/api/cpts").await;
        assert_eq!((cpts.as_array().unwrap().len(), &cpts[4]["slug"]), (5, &"velay-sud".into()));
        let coverage = json(&mut site, "/api/departements/43/couverture").await;
        assert_eq!((&coverage["communes"], coverage["uncovered"].as_array().unwrap().len()), (&257.into(), 77));
        assert_eq!(site.get("/api/departements/20/couverture").await.status, 404);
    }

    async fn public_pages_show_the_cpts_and_say_that_the_map_is_a_sketch(db) {
        let mut site = visitor(&with_demo(&db).await, "");
        for (page, words) in [
            ("/", "CPTS Velay Sud"), ("/velay-sud", "65\u{202f}440"), ("/departements", "Haute-Loire"),
            ("/departements/43", "Zones blanches"), ("/departements/2A", "Zones blanches"), ("/departements/75", "Paris"),
            ("/territoire", "Choisir des communes"), ("/departements/43", "Croquis"),
        ] {
            let shown = site.get(page).await;
            assert!(shown.status == 200 && shown.body.contains(words), "{page}: {}", shown.status);
            assert!(!shown.body.contains(" style=") && !shown.body.contains("onclick"), "{page}");
        }
        assert_eq!(site.get("/departements/99").await.status, 404);
        assert_eq!(site.get("/nulle-part").await.status, 404);
    }

    async fn the_composer_keeps_its_state_in_its_form(db) {
        let mut site = visitor(&with_demo(&db).await, "");
        let post = async |fields: &[(&str, &str)]| site.clone().post("/territoire", fields).await.body;
        let added = post(&[("vue", "43"), ("geste", "epci:200073427"), ("affiche", "43")]).await;
        assert!(added.contains("CC Marches du Velay-Rochebaron, en entier"), "whole EPCI");
        let ticked = post(&[("etat", "43157.42218"), ("affiche", "43"), ("vue", "43"), ("c", "43012")]).await;
        assert!(ticked.contains("value=\"42218.43012\""), "unticked goes, another département stays");
        let pasted = post(&[("liste", "Le Puy-en-Velay\n99138\nZZZ"), ("affiche", "43"), ("vue", "43")]).await;
        assert!(pasted.contains("value=\"43157\"") && pasted.contains("étranger"));
        let france = post(&[("geste", "departement:43"), ("affiche", "43"), ("vue", "43")]).await;
        assert!(france.contains("value=\"43\"") && france.contains("228\u{202f}654"));
        let link = site.get("/territoire?t=43157.75&vue=75").await.body;
        assert!(link.contains("value=\"43157.75\""));
    }

    async fn the_workspace_changes_the_territory_and_the_stage(db) {
        let app = with_demo(&db).await;
        let mut me = visitor(&app, "coordination");
        let page = me.get("/velay-sud/espace/territoire").await;
        assert!(page.status == 200 && page.body.contains("Contrat ACI signé"));
        let change = |depuis| [("affiche", "43"), ("etat", "43157"), ("vue", "43"), ("c", "43157"), ("depuis", depuis)];
        let changed = me.post("/velay-sud/espace/territoire/versions", &change("2026-04-01")).await;
        assert_eq!((changed.status.as_u16(), changed.location()), (303, "/velay-sud/espace/territoire"));
        let later = me.get("/velay-sud/espace/territoire?le=2026-04-01").await.body;
        assert!(later.contains("18\u{202f}540") && later.contains("Retirées (47)"));
        assert_eq!(me.post("/velay-sud/espace/territoire/versions", &change("2020-01-01")).await.status, 422);
        let reached = [("etape", "operationnelle"), ("genre", "atteinte"), ("jour", "2026-02-01"), ("precision", "mois")];
        assert_eq!(me.post("/velay-sud/espace/territoire/etapes", &reached).await.status, 303);
        assert_eq!(me.post("/velay-sud/espace/territoire/etapes", &reached).await.status, 422);
        let csv = me.get("/velay-sud/espace/territoire/communes.csv").await.body;
        assert!(csv.starts_with("code_insee,nom,") && csv.lines().count() == 49);
        assert_eq!(visitor(&app, "").get("/velay-sud/espace/territoire").await.status, 303);
    }

    async fn whoever_is_signed_in_opens_the_space_of_what_they_composed(db) {
        let ctx = cpts(&db, "ailleurs").await;
        let person = comptes::add_personne(&ctx, &db, &claire()).await.unwrap();
        let app = program(&db).await;
        let (mut site, mut me) = (visitor(&app, ""), visitor(&app, &format!("{person}~coordination")));
        let form = [("etat", "43040.43112"), ("affiche", "43"), ("vue", "43"), ("c", "43040"), ("c", "43112"), ("nom", "CPTS du Val d’Allier")];
        assert_eq!(site.post("/territoire/ouvrir", &form).await.status, 401);
        let opened = me.post("/territoire/ouvrir", &form).await;
        assert_eq!((opened.status.as_u16(), opened.location()), (303, "/val-d-allier/espace/territoire"));
        assert!(site.get("/val-d-allier").await.body.contains("Émergence"));
        let again = me.post("/territoire/ouvrir", &form).await;
        assert!(again.status == 422 && again.body.contains("value=\"43040.43112\""), "refused, and nothing is lost");
    }

    async fn a_cpts_without_territory_is_invited_to_compose_it(db) {
        let ctx = cpts(&db, "nouvelle").await;
        let app = program(&db).await;
        let mut site = visitor(&app, "");
        assert!(site.get("/nouvelle").await.body.contains("pas encore"));
        assert!(site.get("/").await.body.contains("CPTS nouvelle"));
        let page = visitor(&app, "coordination").get("/nouvelle/espace/territoire").await;
        assert!(page.body.contains("Composer le territoire"));
        let atlas = atlas(&db).await;
        set_perimetre(&ctx, &db, &atlas, date(2026, 3, 2), codes("43157")).await.unwrap();
        assert!(site.get("/nouvelle").await.body.contains("18\u{202f}540"), "seen at once by the running program");
    }
}

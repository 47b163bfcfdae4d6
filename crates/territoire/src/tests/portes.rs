use super::{SCHEMA, Site, atlas, claire, codes, cpts, somebody};
use crate::set_perimetre;
use jiff::civil::date;
use testkit::{actors, each_engine};

async fn with_demo(db: &db::Db) -> Site {
    crate::demo::fill(&actors::system().within(kernel::Id::INSTANCE), db).await.unwrap();
    Site::of(db).await
}

each_engine! { SCHEMA;
    async fn the_estimate_sums_what_it_says(db) {
        let site = with_demo(&db).await;
        let answer = site.json("/api/territoires/estimation?communes=43157,43012,43157").await;
        assert_eq!(answer["population"], 18_540 + 6_164);
        assert_eq!((&answer["communes_count"], &answer["size"]["size"]), (&2.into(), &1.into()));
        assert_eq!(answer["flags"][0]["code"], "doublon");
        assert_eq!(answer["overlaps"].as_array().unwrap().len(), 2);
        assert_eq!(answer["partial"], false);
        let whole = site.json("/api/territoires/estimation?departement=2A&epci=200073419").await;
        assert_eq!(whole["departments"].as_array().unwrap().len(), 2);
        assert_eq!(whole["size"]["source"][0]["id"], "paps-hdf");
    }

    async fn bad_lists_get_a_sentence_and_the_name_of_the_parameter(db) {
        let site = Site::of(&db).await;
        for (query, status) in [("", 400), ("?communes=", 400), ("?communes=99138,ZZZ,4315", 422), ("?departement=20", 422), ("?epci=123", 422)] {
            let (code, body) = site.get(&format!("/api/territoires/estimation{query}")).await;
            let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
            assert_eq!((code, problem["errors"][0]["field"].is_string()), (status, true), "{query}: {body}");
        }
        let mixed = site.json("/api/territoires/estimation?communes=43157,99138,01003").await;
        assert_eq!((&mixed["partial"], mixed["flags"].as_array().unwrap().len()), (&true.into(), 2));
    }

    async fn long_lists_come_in_a_body_as_json_or_text(db) {
        let site = Site::of(&db).await;
        let france = crate::referentiel::france();
        let all: Vec<String> = france.communes().iter().filter(|c| !c.is_arrondissement()).map(|c| c.code.to_string()).collect();
        let json = serde_json::json!({ "communes": all }).to_string();
        for body in [json, all.join("\n")] {
            let (status, answer) = site.send("POST", "/api/territoires/estimation", None, &body).await;
            let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
            assert_eq!((status, &answer["population"]), (200, &68_952_941.into()));
        }
        let (status, body) = site.send("POST", "/api/territoires/estimation", None, "{\"commune\":1}").await;
        assert!(status == 400 && body.contains("communes"), "{body}");
    }

    async fn communes_cpts_and_coverage_are_public(db) {
        let site = with_demo(&db).await;
        let found = site.json("/api/communes?q=le+puy&departement=43&limit=3").await;
        assert_eq!(found[0]["code"], "43157");
        assert_eq!(site.get("/api/communes?limit=0").await.0, 400);
        let cpts = site.json("/api/cpts").await;
        assert_eq!((cpts.as_array().unwrap().len(), &cpts[4]["slug"]), (5, &"velay-sud".into()));
        let coverage = site.json("/api/departements/43/couverture").await;
        assert_eq!((&coverage["communes"], coverage["uncovered"].as_array().unwrap().len()), (&257.into(), 77));
        assert_eq!(site.get("/api/departements/20/couverture").await.0, 404);
    }

    async fn public_pages_show_the_cpts_and_say_that_the_map_is_a_sketch(db) {
        let site = with_demo(&db).await;
        for (page, words) in [
            ("/", "CPTS Velay Sud"), ("/velay-sud", "65\u{202f}440"), ("/departements", "Haute-Loire"),
            ("/departements/43", "Zones blanches"), ("/departements/2A", "Zones blanches"), ("/departements/75", "Paris"),
            ("/territoire", "Choisir des communes"), ("/departements/43", "Croquis"),
        ] {
            let (status, body) = site.get(page).await;
            assert!(status == 200 && body.contains(words), "{page}: {status}");
            assert!(!body.contains(" style=") && !body.contains("onclick"), "{page}");
        }
        assert_eq!(site.get("/departements/99").await.0, 404);
        assert_eq!(site.get("/nulle-part").await.0, 404);
    }

    async fn the_composer_keeps_its_state_in_its_form(db) {
        let site = with_demo(&db).await;
        let post = async |body: &str| site.send("POST", "/territoire", None, body).await.1;
        let added = post("vue=43&geste=epci%3A200073427&affiche=43").await;
        assert!(added.contains("CC Marches du Velay-Rochebaron, en entier"), "whole EPCI");
        let ticked = post("etat=43157.42218&affiche=43&vue=43&c=43012").await;
        assert!(ticked.contains("value=\"42218.43012\""), "unticked goes, another département stays");
        let pasted = post("liste=Le+Puy-en-Velay%0A99138%0AZZZ&affiche=43&vue=43").await;
        assert!(pasted.contains("value=\"43157\"") && pasted.contains("étranger"));
        let france = post("geste=departement%3A43&affiche=43&vue=43").await;
        assert!(france.contains("value=\"43\"") && france.contains("228\u{202f}654"));
        let link = site.get("/territoire?t=43157.75&vue=75").await.1;
        assert!(link.contains("value=\"43157.75\""));
    }

    async fn the_workspace_changes_the_territory_and_the_stage(db) {
        let site = with_demo(&db).await;
        let me = somebody();
        let (status, page) = site.send("GET", "/velay-sud/espace/territoire", me, "").await;
        assert!(status == 200 && page.contains("Contrat ACI signé"));
        let change = "affiche=43&etat=43157&vue=43&c=43157&depuis=2026-04-01";
        let (status, to) = site.send("POST", "/velay-sud/espace/territoire/versions", me, change).await;
        assert_eq!((status, to.as_str()), (303, "/velay-sud/espace/territoire"));
        let (_, later) = site.send("GET", "/velay-sud/espace/territoire?le=2026-04-01", me, "").await;
        assert!(later.contains("18\u{202f}540") && later.contains("Retirées (47)"));
        let past = "affiche=43&etat=43157&vue=43&c=43157&depuis=2020-01-01";
        assert_eq!(site.send("POST", "/velay-sud/espace/territoire/versions", me, past).await.0, 422);
        let reached = "etape=operationnelle&genre=atteinte&jour=2026-02-01&precision=mois";
        assert_eq!(site.send("POST", "/velay-sud/espace/territoire/etapes", me, reached).await.0, 303);
        assert_eq!(site.send("POST", "/velay-sud/espace/territoire/etapes", me, reached).await.0, 422);
        let (_, csv) = site.send("GET", "/velay-sud/espace/territoire/communes.csv", me, "").await;
        assert!(csv.starts_with("code_insee,nom,") && csv.lines().count() == 49);
        assert_eq!(site.send("GET", "/velay-sud/espace/territoire", None, "").await.0, 303);
    }

    async fn whoever_is_signed_in_opens_the_space_of_what_they_composed(db) {
        let ctx = cpts(&db, "ailleurs").await;
        let person = comptes::add_personne(&ctx, &db, &claire()).await.unwrap();
        let site = Site::of(&db).await;
        let form = "etat=43040.43112&affiche=43&vue=43&c=43040&c=43112&nom=CPTS+du+Val+d%E2%80%99Allier";
        assert_eq!(site.send("POST", "/territoire/ouvrir", None, form).await.0, 401);
        let (status, to) = site.send("POST", "/territoire/ouvrir", Some(person), form).await;
        assert_eq!((status, to.as_str()), (303, "/val-d-allier/espace/territoire"));
        assert!(site.get("/val-d-allier").await.1.contains("Émergence"));
        let (status, again) = site.send("POST", "/territoire/ouvrir", Some(person), form).await;
        assert!(status == 422 && again.contains("value=\"43040.43112\""), "refused, and nothing is lost");
    }

    async fn a_cpts_without_territory_is_invited_to_compose_it(db) {
        let ctx = cpts(&db, "nouvelle").await;
        let site = Site::of(&db).await;
        assert!(site.get("/nouvelle").await.1.contains("pas encore"));
        assert!(site.get("/").await.1.contains("CPTS nouvelle"));
        let (_, page) = site.send("GET", "/nouvelle/espace/territoire", somebody(), "").await;
        assert!(page.contains("Composer le territoire"));
        let atlas = atlas(&db).await;
        set_perimetre(&ctx, &db, &atlas, date(2026, 3, 2), codes("43157")).await.unwrap();
        assert!(site.get("/nouvelle").await.1.contains("18\u{202f}540"), "seen at once by the running program");
    }
}

//! The workspace pages.

use super::*;
use testkit::{each_engine, http::encode};

each_engine! { &SCHEMA;
    async fn a_contract_goes_from_nothing_to_signed_through_the_pages(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        assert!(visitor.get(BASE).await.body.contains("Aucun contrat pour l’instant"));
        let form = visitor.get(&format!("{BASE}/texte")).await;
        assert_eq!(form.input("nom"), Some("CPTS velay-sud"), "the workspace knows its name");
        let bad = [("nom", "CPTS"), ("version", "aci-2019-avenant-2"), ("habitants", "0"), ("population_source", "INSEE"), ("finess", "12")];
        let page = visitor.post(&format!("{BASE}/texte"), &bad).await;
        assert!(page.status == 422 && page.body.contains("une CPTS couvre de 1 à"), "{}", page.body);
        let good = [("nom", "CPTS Velay Sud"), ("version", "aci-2019-avenant-2"), ("habitants", "24\u{202f}000"), ("population_source", "INSEE"), ("population_annee", "2021")];
        assert_eq!(visitor.post(&format!("{BASE}/texte"), &good).await.status, 303);
        assert!(visitor.get(BASE).await.body.contains("Avant de signer"));
        let signe = [("signe_cpts", "2024-03-20"), ("signe_ars", "2024-03-20"), ("signe_caisse", "2024-03-20")];
        let draft = crate::dernier(&mut db.read(&ctx).await.unwrap()).await.unwrap().unwrap().id.to_string();
        let with: Vec<(&str, &str)> = signe.into_iter().chain([("contrat", draft.as_str())]).collect();
        assert_eq!(visitor.post(&format!("{BASE}/signatures"), &with).await.location(), BASE);
        for part in PARTS {
            let page = visitor.get(&format!("{BASE}{part}")).await;
            assert!(page.status == 200 && page.body.contains("Texte et signatures"), "{part}: {} {}", page.status, page.body);
        }
    }

    async fn a_mission_is_refused_beside_its_field_then_kept(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let path = format!("{BASE}/missions/acces");
        let page = visitor.post(&path, &[("debut", "2024-01-01")]).await;
        assert!(page.status == 422 && page.body.contains("est avant la signature du contrat") && page.body.contains("value=\"2024-01-01\""), "{}", page.body);
        let page = visitor.post(&path, &[("debut", "2029-03-20")]).await;
        assert!(page.status == 422 && page.body.contains("après la fin du contrat"), "{}", page.body);
        assert_eq!(visitor.post(&path, &[("debut", "2024-06-03")]).await.status, 303);
        assert!(visitor.get(&format!("{BASE}/missions")).await.body.contains("démarrée le 3\u{a0}juin 2024"));
        assert_eq!(visitor.get(&format!("{BASE}/missions/jardinage")).await.status, 404);
    }

    async fn limits_to_start_are_those_of_the_calendar_and_months_for_a_draft(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = crate::write_contrat(&ctx, &db, &LAW, Termes { version: "aci-2019".to_owned(), ..termes("CPTS") }).await.unwrap();
        let mut visitor = site(&db, &ctx, "coordination").await;
        let page = visitor.get(&format!("{BASE}/missions")).await;
        assert!(page.body.contains("à la signature + 6 mois"), "{}", page.body);
        crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2021, 9, 1))).await.unwrap();
        let clause = crate::Clause { objet: "Avenant 2".to_owned(), texte: String::new(), version: Some("aci-2019-avenant-2".to_owned()), population: None, signe_le: Some(date(2022, 4, 20)) };
        crate::amend(&ctx, &db, &LAW, id, date(2022, 5, 1), clause).await.unwrap();
        let page = visitor.get(&format!("{BASE}/missions")).await;
        assert!(page.body.contains("1er\u{a0}novembre 2022"), "{}", page.body);
        let dates = visitor.get(&format!("{BASE}/echeances")).await;
        assert!(dates.body.contains("avenant du 1er\u{a0}mai 2022 + 6 mois"), "{}", dates.body);
    }

    async fn the_money_of_an_ended_contract_stops_with_it(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        crate::choose_mission(&ctx, &db, &LAW, id, mission("acces", Some(date(2024, 6, 3)))).await.unwrap();
        crate::end_contrat(&ctx, &db, &LAW, id, date(2025, 9, 1), "Résiliation").await.unwrap();
        let mut visitor = site(&db, &ctx, "coordination").await;
        let page = visitor.get(&format!("{BASE}/argent")).await;
        assert!(page.body.contains("Année 2, par mission") && !page.body.contains("Année 3"), "{}", page.body);
        assert!(page.body.contains("à lire au contrat") && page.body.contains("inconnu"), "{}", page.body);
        let page = visitor.get(BASE).await;
        assert!(page.body.contains("à lire au contrat") && page.body.contains("somme partielle"), "{}", page.body);
    }

    async fn amounts_as_people_type_them_are_kept_to_the_cent(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        crate::choose_mission(&ctx, &db, &LAW, id, mission("acces", Some(date(2024, 6, 3)))).await.unwrap();
        let mut visitor = site(&db, &ctx, "coordination").await;
        let page = visitor.get(&format!("{BASE}/argent")).await;
        assert!(page.body.contains("name=\"montant-acces-fixe\""), "asked where it is missing: {}", page.body);
        let wrong = visitor.post(&format!("{BASE}/montants"), &[("montant-acces-fixe", "beaucoup")]).await;
        assert!(wrong.status == 422 && wrong.body.contains("n’est pas un montant"), "{}", wrong.body);
        let typed = [("montant-acces-fixe", "55 000,50 €"), ("montant-acces-variable", "25\u{a0}000"), ("retour", "argent")];
        assert_eq!(visitor.post(&format!("{BASE}/montants"), &typed).await.location(), format!("{BASE}/argent"));
        let kept: Vec<i64> = read(&db, &ctx, id).await.montants.iter().map(|one| one.cents).collect();
        assert_eq!(kept, [5_500_050, 2_500_000]);
        assert!(!visitor.get(&format!("{BASE}/argent")).await.body.contains("name=\"montant-acces-fixe\""));
        let again = visitor.post(&format!("{BASE}/montants"), &typed).await;
        assert!(again.status == 422 && again.body.contains("Un montant est déjà noté"), "{}", again.body);
    }

    async fn each_refused_amount_says_so_beside_its_own_field_all_at_once(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let path = format!("{BASE}/montants");
        let absurd = [("montant-acces-fixe", "20 000 000"), ("montant-parcours-variable", "30 000 000")];
        let page = visitor.post(&path, &absurd).await;
        assert!(page.status == 422 && page.body.contains("2 points à corriger"), "{}", page.body);
        assert!(page.body.contains("Accès aux soins, part fixe, année 1") && page.body.contains("part variable, année 1"), "{}", page.body);
        let odd = [("montant-acces-total", "100"), ("montant-acces-fixe", "90"), ("montant-acces-variable", "20")];
        let page = visitor.post(&path, &odd).await;
        assert!(page.status == 422 && page.body.contains("pour un total de") && !page.body.contains("contract_amounts"), "{}", page.body);
    }

    async fn the_tables_stand_beside_the_contract_and_each_question_once(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        crate::choose_mission(&ctx, &db, &LAW, id, mission("acces", Some(date(2024, 6, 3)))).await.unwrap();
        let page = site(&db, &ctx, "coordination").await.get(&format!("{BASE}/montants")).await;
        assert!(page.body.contains("Tables nationales") && page.body.contains("Fonctionnement, montant annuel"), "{}", page.body);
        assert_eq!(page.body.matches("quel est le montant annuel de la part fixe écrit").count(), 1, "{}", page.body);
        assert!(!page.body.contains("aci-2019-avenant-2"), "versions by their titles");
    }

    async fn every_fault_of_the_contract_form_comes_at_once(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let bad = [("nom", ""), ("version", "aci-2019-avenant-2"), ("habitants", "0"), ("population_source", ""), ("finess", "12"), ("ars_representant", "Alix Exemple"), ("caisse_representant", "alix exemple")];
        let page = visitor.post(&format!("{BASE}/texte"), &bad).await;
        assert!(page.status == 422 && page.body.contains("5 points à corriger"), "{}", page.body);
        assert!(page.body.contains("signe déjà pour une autre partie"), "{}", page.body);
    }

    async fn the_treasurer_notes_money_and_nothing_else(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "tresorerie").await;
        let money = [("recu_le", "2024-04-02"), ("montant", "50 000 €"), ("composante", "fonctionnement"), ("libelle", "Signature"), ("reference", "VIR 1")];
        let path = format!("{BASE}/versements");
        assert_eq!(visitor.post(&path, &money).await.location(), format!("{BASE}/argent"));
        let twice = visitor.post(&path, &money).await;
        assert!(twice.status == 422 && twice.body.contains("déjà noté"), "{}", twice.body);
        let page = visitor.get(&format!("{BASE}/argent?annee=1")).await;
        assert!(page.body.contains("VIR 1") && page.body.contains("50\u{202f}000,00\u{a0}€"), "{}", page.body);
        let one = page.body.split(&format!("{path}/")).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        assert!(visitor.get(&format!("{path}/{one}")).await.body.contains("Retirer ce versement"));
        assert_eq!(visitor.post(&format!("{path}/{one}/retrait"), &[]).await.status, 303);
        assert!(!visitor.get(&format!("{BASE}/argent?annee=1")).await.body.contains("VIR 1"));
        assert_eq!(visitor.post(&format!("{BASE}/avenants"), &[]).await.status, 403);
    }

    async fn two_avenants_on_one_day_are_refused_in_clear_words(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let form = [("le", "2025-03-31"), ("signe_le", "2025-03-20"), ("objet", "Taille 2"), ("habitants", "41 000"), ("population_source", "CPAM")];
        let path = format!("{BASE}/avenants");
        assert_eq!(visitor.post(&path, &form).await.status, 303);
        let page = visitor.post(&path, &form).await;
        assert!(page.status == 422 && page.body.contains("Un avenant prend déjà effet le 31\u{a0}mars 2025"), "{}", page.body);
        let page = visitor.get(&path).await;
        assert!(page.body.contains("41\u{202f}000 habitants"), "{}", page.body);
        let one = page.body.split(&format!("{path}/")).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let form = visitor.get(&format!("{path}/{one}")).await;
        assert_eq!(form.input("le"), Some("2025-03-31"));
        let corrected = [("le", "2025-04-01"), ("objet", "Taille 2"), ("lu", form.input("lu").unwrap())];
        assert_eq!(visitor.post(&format!("{path}/{one}"), &corrected).await.status, 303);
        assert_eq!(visitor.post(&format!("{path}/{one}/retrait"), &[]).await.status, 303);
        assert!(visitor.get(&path).await.body.contains("Aucun avenant"));
    }

    async fn an_obligation_is_marked_done_with_its_day_and_note(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let page = visitor.get(&format!("{BASE}/echeances")).await;
        assert!(page.body.contains("en retard") && page.body.contains("Calcul et source"), "{}", page.body);
        let cle = page.body.split(&format!("{BASE}/echeances/")).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let path = format!("{BASE}/echeances/{cle}");
        assert_eq!(visitor.post(&path, &[("faite_le", "2026-03-01"), ("note", "Remis en main propre")]).await.status, 303);
        let page = visitor.get(&format!("{BASE}/echeances")).await;
        assert!(page.body.contains("Remis en main propre") && page.body.contains("Rouvrir"), "{}", page.body);
        visitor.post(&path, &[("geste", "rouvrir")]).await;
        assert!(!visitor.get(&format!("{BASE}/echeances")).await.body.contains("Remis en main propre"));
        visitor.post(&format!("{BASE}/echeances/inconnue"), &[("faite_le", "2026-03-01")]).await;
        assert!(visitor.get(&format!("{BASE}/echeances")).await.body.contains("ne découle pas du contrat"));
    }

    async fn documents_are_attached_and_the_referents_read_them(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let path = format!("{BASE}/annexes");
        let page = visitor.post(&path, &[("libelle", "Contrat signé")]).await;
        assert!(page.status == 422 && page.body.contains("Choisir un fichier"), "{}", page.body);
        let body = "--x\r\nContent-Disposition: form-data; name=\"libelle\"\r\n\r\nContrat signé\r\n--x\r\nContent-Disposition: form-data; name=\"piece\"; filename=\"contrat.txt\"\r\n\r\nArticle 5\r\n--x--\r\n";
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=x")];
        let sent = visitor.send(axum::http::Method::POST, &path, Some(body.to_owned()), &headers).await;
        assert_eq!(sent.location(), path, "{}", sent.body);
        let page = site(&db, &ctx, "referent_institution").await.get(&path).await;
        assert!(page.body.contains("contrat.txt") && !page.body.contains("Retirer"), "{}", page.body);
    }

    async fn readers_find_no_form_and_strangers_no_page(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut reader = site(&db, &ctx, "referent_institution").await;
        for part in PARTS {
            let page = reader.get(&format!("{BASE}{part}")).await;
            assert!(page.status == 200 && !page.body.contains("method=\"post\" action=\"/velay-sud/espace/contrat"), "{part}: {}", page.body);
        }
        assert_eq!(reader.get(&format!("{BASE}/missions/acces")).await.status, 403);
        assert!(site(&db, &ctx, "").await.get(BASE).await.location().starts_with("/connexion"));
        let other = cpts(&db, "autre").await;
        let theirs = signed(&db, &other).await;
        let query = encode(&[("contrat", &theirs.to_string())]);
        assert_eq!(reader.get(&format!("{BASE}?{query}")).await.status, 404);
    }
}

use super::*;
use testkit::each_engine;

const CLAIRE: &str = "claire.fabre@exemple.fr";

each_engine! { TABLES;
    async fn a_visitor_is_sent_to_sign_in_and_comes_back(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut visitor = site(&db, ctx.now);
        let page = visitor.get("/velay-sud/espace/reglages/membres?role=membre").await;
        let asked = page.location().to_owned();
        assert!(asked.starts_with("/connexion?retour="));
        let page = visitor.get(&asked).await;
        let retour = page.input("retour").unwrap().replace("&amp;", "&");
        assert_eq!(retour, "/velay-sud/espace/reglages/membres?role=membre");
        let form = [("courriel", CLAIRE), ("mot_de_passe", PASSWORD), ("retour", &retour)];
        assert_eq!(visitor.post("/connexion", &form).await.location(), retour);
        assert_eq!(visitor.get(&retour).await.status, 200);
    }

    async fn signing_in_never_leads_to_another_site(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        for wrong in ["https://ailleurs.test/", "//ailleurs.test", "/\\ailleurs.test", "javascript:alert(1)", "\t//x", "/a\r\nSet-Cookie: x=1"] {
            let form = [("courriel", CLAIRE), ("mot_de_passe", PASSWORD), ("retour", wrong)];
            let page = site(&db, ctx.now).post("/connexion", &form).await;
            assert_eq!((page.status.as_u16(), page.location()), (303, "/espaces"), "{wrong}");
        }
    }

    async fn a_wrong_password_shows_the_form_again_without_the_password(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut visitor = site(&db, ctx.now);
        let page = visitor.post("/connexion", &[("courriel", CLAIRE), ("mot_de_passe", "faux mais long")]).await;
        assert_eq!((page.status.as_u16(), page.input("courriel")), (422, Some(CLAIRE)));
        assert!(page.body.contains("n’est pas le bon") && !page.body.contains("faux mais long"));
        assert!(visitor.cookies.is_empty());
        assert!(page.body.contains("autocomplete=\"username\"") && page.body.contains("autocomplete=\"current-password\""));
    }

    async fn every_sign_in_draws_a_new_token_and_ends_the_session_before(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut visitor = site(&db, ctx.now);
        visitor.cookies.insert("maillage_session".to_owned(), "choisi-par-un-autre".to_owned());
        let form = [("courriel", CLAIRE), ("mot_de_passe", PASSWORD)];
        let page = visitor.post("/connexion", &form).await;
        let set = page.headers.get("set-cookie").unwrap().to_str().unwrap();
        assert!(set.contains("HttpOnly; SameSite=Lax; Max-Age=2592000"), "{set}");
        let first = visitor.cookies["maillage_session"].clone();
        visitor.post("/connexion", &form).await;
        assert!(first != "choisi-par-un-autre" && first != visitor.cookies["maillage_session"]);
        assert!(identify(&db, ctx.now, Some(&first), None).await.unwrap().identity.is_none());
    }

    async fn a_link_waits_for_a_press_because_mail_scanners_open_it(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut visitor = site(&db, ctx.now);
        let page = visitor.post("/connexion/lien", &[("courriel", CLAIRE)]).await;
        assert_eq!(page.location(), "/connexion/lien");
        assert!(visitor.get("/connexion/lien").await.body.contains("valable quinze minutes"));
        let path = format!("/connexion/lien/{}", mailed(&ctx, &db, "comptes.lien_demande").await);
        for _ in 0..3 {
            assert!(visitor.get(&path).await.body.contains("Me connecter"));
        }
        assert_eq!(visitor.post(&path, &[]).await.location(), "/espaces");
        assert_eq!(visitor.get("/espaces").await.location(), "/velay-sud/espace/ma-journee");
        assert_eq!(site(&db, ctx.now).post(&path, &[]).await.location(), "/connexion");
    }

    async fn the_second_factor_is_set_up_and_asked_for(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = claire(&ctx, &db).await;
        let mut visitor = site_as(&db, ctx.now, CLAIRE).await;
        assert_eq!(visitor.post("/compte/double-facteur", &[]).await.location(), "/compte/double-facteur");
        let page = visitor.get("/compte/double-facteur").await;
        assert!(page.body.contains("<svg class=\"qr\"") && !page.body.contains("style="));
        let mut tx = db.read(&ctx).await.unwrap();
        let sealed = store::personne::by_id(&mut tx, id).await.unwrap().unwrap().totp_attente.unwrap();
        drop(tx);
        let cle = Cle::open(&sealed, db.secret(), id).unwrap();
        assert!(page.body.contains(&cle.en_clair()));
        let wrong = visitor.post("/compte/double-facteur/confirmation", &[("code", "000000")]).await;
        assert_eq!(wrong.status, 422);
        let page = visitor.post("/compte/double-facteur/confirmation", &[("code", &cle.code_at(ctx.now).unwrap())]).await;
        assert_eq!(page.body.matches("<li><code>").count(), 8);
        let soon = ctx.now + SignedDuration::from_mins(1);
        let mut visitor = site(&db, soon);
        let page = visitor.post("/connexion", &[("courriel", CLAIRE), ("mot_de_passe", PASSWORD), ("retour", "/compte")]).await;
        assert_eq!(page.location(), "/connexion/code?retour=%2Fcompte");
        assert!(!visitor.cookies.contains_key("maillage_session"));
        assert!(visitor.get("/compte").await.location().starts_with("/connexion?"));
        assert_eq!(visitor.get("/connexion/code?retour=%2Fcompte").await.input("retour"), Some("/compte"));
        let form = [("code", cle.code_at(soon).unwrap()), ("retour", "/compte".to_owned())];
        let page = visitor.post("/connexion/code", &form.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
        assert_eq!(page.location(), "/compte");
        assert!(visitor.get("/compte").await.body.contains("Codes de secours restants\u{a0}: 8"));
    }

    async fn the_account_page_tells_devices_and_signs_them_out(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut phone = site_as(&db, ctx.now, CLAIRE).await;
        let mut desk = site_as(&db, ctx.now, CLAIRE).await;
        let page = desk.get("/compte").await;
        assert_eq!(page.body.matches("cet appareil").count(), 1);
        assert!(page.body.contains("Déconnecter tous les autres appareils"));
        desk.post("/compte/sessions/fermer", &[]).await;
        assert_eq!(desk.get("/compte").await.status, 200);
        assert!(phone.get("/compte").await.location().starts_with("/connexion"));
        let page = desk.post("/compte/nom", &[("prenom", ""), ("nom", "Fabre")]).await;
        assert!(page.status == 422 && page.body.contains("Ce champ est obligatoire."));
        assert_eq!(desk.post("/compte/nom", &[("prenom", "Clara"), ("nom", "Fabre")]).await.location(), "/compte");
        let weak = [("mot_de_passe_actuel", PASSWORD), ("nouveau_mot_de_passe", "court")];
        assert!(desk.post("/compte/mot-de-passe", &weak).await.body.contains("12 caractères au moins"));
        assert_eq!(desk.post("/deconnexion", &[]).await.location(), "/");
        assert!(!desk.cookies.contains_key("maillage_session"));
    }

    async fn members_are_listed_invited_changed_and_suspended(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut visitor = site_as(&db, ctx.now, CLAIRE).await;
        let base = "/velay-sud/espace/reglages";
        assert!(visitor.get(base).await.body.contains("Qui peut quoi"));
        let zoe = [("courriel", "zoe@exemple.fr"), ("prenom", "Zoé"), ("nom", "Roux"), ("role", "membre"), ("role", "elu")];
        let page = visitor.post(&format!("{base}/membres/inviter"), &zoe).await;
        assert_eq!(page.location(), format!("{base}/membres"));
        let page = visitor.get(&format!("{base}/membres?recherche=zoe")).await;
        assert!(page.body.contains("Membre, Élu") && page.body.contains("Invité"));
        let again = visitor.post(&format!("{base}/membres/inviter"), &zoe).await;
        assert!(again.status == 422 && again.body.contains("déjà l’adresse d’un membre"));
        let href = page.body.split(&format!("{base}/membres/")).nth(2).unwrap_or_default();
        let one = format!("{base}/membres/{}", &href[..36]);
        assert_eq!(visitor.post(&format!("{one}/roles"), &[("role", "tresorerie")]).await.location(), one);
        assert_eq!(visitor.post(&format!("{one}/suspendre"), &[]).await.location(), one);
        let page = visitor.get(&one).await;
        for told in ["a changé des rôles", "a suspendu un accès", "Rétablir l’accès", "Suspendu"] {
            assert!(page.body.contains(told), "{told}");
        }
        let none = visitor.post(&format!("{one}/roles"), &[]).await;
        assert!(none.status == 422 && none.body.contains("Choisissez au moins un rôle"));
        assert_eq!(visitor.get(&format!("{base}/membres/pas-un-id")).await.status, 404);
        assert_eq!(visitor.get(&format!("{base}/membres?apres=faux")).await.status, 422);
    }

    async fn a_downloaded_list_holds_no_formula_and_leaves_a_line(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let evil = NouveauMembre { courriel: "evil@exemple.fr".parse().unwrap(), ..nouveau("Zoé", "=HYPERLINK(\"http://x\";\"y\")", &[Role::Membre]) };
        add_personne(&ctx, &db, &evil).await.unwrap();
        let mut visitor = site_as(&db, ctx.now, CLAIRE).await;
        let page = visitor.get("/velay-sud/espace/reglages/membres.csv").await;
        assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
        let lines: Vec<&str> = page.body.lines().collect();
        assert_eq!(lines[0], "\u{feff}Nom;Prénom;Profession;Commune;Téléphone;Courriel;Rôles;Depuis;Statut");
        assert!(lines.iter().any(|line| line.starts_with("\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\";Zoé;")), "{lines:?}");
        let page = visitor.get("/velay-sud/espace/reglages/journal").await;
        assert!(page.body.contains("a téléchargé la liste des membres") && page.body.contains("Claire Fabre"));
        assert!(visitor.get("/velay-sud/espace/reglages/journal.csv").await.body.contains("a ouvert l’espace de la CPTS"));
        assert!(visitor.get("/velay-sud/espace/reglages/roles").await.body.contains("Coordination, Présidence"));
    }

    async fn programs_read_the_members_page_by_page(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        for n in 0..60 {
            let one = NouveauMembre { courriel: format!("n{n}@exemple.fr").parse().unwrap(), ..nouveau("Anne", "Martin", &[Role::Membre]) };
            add_personne(&ctx, &db, &one).await.unwrap();
        }
        let mut visitor = site_as(&db, ctx.now, CLAIRE).await;
        let read = |page: testkit::http::Page| serde_json::from_str::<serde_json::Value>(&page.body).unwrap();
        let first = read(visitor.get_json("/api/velay-sud/membres").await);
        assert_eq!((first["total"].as_i64(), first["items"][0]["last_name"].as_str()), (Some(61), Some("Fabre")));
        let next = format!("/api/velay-sud/membres?cursor={}", first["next_cursor"].as_str().unwrap());
        let second = read(visitor.get_json(&next).await);
        assert_eq!(second["items"].as_array().unwrap().len(), 11);
        assert!(second.get("next_cursor").is_none());
        assert_eq!(visitor.get_json("/api/velay-sud/membres?role=chef").await.status, 422);
        assert_eq!(site(&db, ctx.now).get_json("/api/velay-sud/membres").await.status, 401);
    }

    async fn a_simple_member_opens_no_settings(db) {
        let ctx = world(&db, "velay-sud").await;
        let luc = add_personne(&ctx, &db, &nouveau("Luc", "Vial", &[Role::Membre])).await.unwrap();
        give_password(&ctx, &db, luc, &PASSWORD.parse().unwrap()).await.unwrap();
        let mut visitor = site_as(&db, ctx.now, "luc.vial@exemple.fr").await;
        for closed in ["", "/membres", "/membres.csv", "/membres/inviter", "/journal"] {
            let page = visitor.get(&format!("/velay-sud/espace/reglages{closed}")).await;
            assert_eq!(page.status, 403, "{closed}");
        }
        assert_eq!(visitor.get("/velay-sud/espace/reglages/roles").await.status, 200);
    }
}

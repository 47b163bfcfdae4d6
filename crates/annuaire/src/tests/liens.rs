//! The page of a confirmation link, as its owner sees it.

use super::*;
use testkit::{each_engine, http::Page, race};

/// The fields of the form of corrections, as the page shows them.
fn form<'a>(numero: &'a str, typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("geste", "corriger"), ("numero", numero)];
    fields.extend(["horaires", "nouveaux_patients", "telephone"].map(|nature| ("champ", nature)));
    fields.extend(typed);
    fields
}

async fn linked(db: &Db) -> (Ctx, Fiche, String) {
    let ctx = office(&cpts(db, "velay-sud").await);
    anne(db, &ctx).await;
    ask_confirmation(&ctx, db, &[ps(1)], false, false).await.unwrap();
    (ctx.clone(), entry(db, &ctx, &ps(1)).await, mailed(db, &ctx).await)
}

fn numero(page: &Page) -> String {
    page.input("numero").expect("the number of the entry").to_owned()
}

each_engine! { SCHEMA;
    async fn one_tap_confirms_and_the_office_is_told(db) {
        let (ctx, fiche, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        let page = owner.get(&path).await;
        assert!(page.status == 200 && page.body.contains("Tout est juste") && page.body.contains("04 71 00 00 01"), "{}", page.body);
        let numero = numero(&page);
        let page = owner.post(&path, &[("geste", "confirmer"), ("numero", &numero)]).await;
        assert!(page.status == 200 && page.body.contains("Merci"), "{}", page.body);
        let after = entry(&db, &ctx, &ps(1)).await;
        assert_eq!(after.confirmee.map(|one| (one.source, one.le)), Some((Source::Titulaire, ctx.now)));
        let (received, _) = list_reponses(&ctx, &db).await.unwrap();
        assert_eq!((received.len(), received[0].reponse.suite), (1, Suite::Confirmee));
        review_reponses(&ctx, &db, &[received[0].reponse.id]).await.unwrap();
        assert!(matches!(review_reponses(&ctx, &db, &[received[0].reponse.id]).await, Err(WriteError::Rien)));
        let lines = db::journal::about(&mut db.read(&ctx).await.unwrap(), &fiche.objet(), 9).await.unwrap();
        assert!(lines[0].acteur.starts_with("lien:") && lines[0].action == "annuaire.fiche_confirmee");
    }

    async fn looking_changes_nothing_since_mail_scanners_open_links(db) {
        let (ctx, fiche, path) = linked(&db).await;
        let mut scanner = site(&db, ctx.now, "").await;
        for _ in 0..3 {
            assert_eq!(scanner.get(&path).await.status, 200);
        }
        assert_eq!(entry(&db, &ctx, &ps(1)).await, fiche);
    }

    async fn the_owner_corrects_and_reads_what_changed(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        let numero = numero(&owner.get(&path).await);
        let typed = [("horaires-lundi", "8h30-12h, 14h-19h"), ("nouveaux_patients-reponse", "non"), ("telephone-valeur", "04 71 00 00 01"),
            ("absence-du", "2026-03-09"), ("absence-au", "2026-03-13"), ("absence-remplacant", "Zoé Roux")];
        let page = owner.post(&path, &form(&numero, &typed)).await;
        for told in ["Horaires", "Prend de nouveaux patients", "Absence et remplacement"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert!(!page.body.contains("Téléphone"), "the telephone did not change");
        let after = entry(&db, &ctx, &ps(1)).await;
        assert_eq!(after.champs[&Nature::Horaires].source, Source::Titulaire);
        assert_eq!(after.champs[&Nature::Telephone].source, Source::Cpts);
        assert_eq!((after.absences.len(), after.confirmee.is_some()), (1, true));
        assert_eq!(after.champs[&Nature::Courriel].valeur.en_mots(), ADRESSE, "not in the form: not emptied");
        let (received, _) = list_reponses(&ctx, &db).await.unwrap();
        assert!(received[0].reponse.en_mots().contains("horaires") && received[0].reponse.absence);
    }

    async fn a_mistake_is_said_beside_its_field_and_the_link_stays_good(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        let numero = numero(&owner.get(&path).await);
        let typed = [("horaires-lundi", "19h-8h"), ("nouveaux_patients-reponse", "sous_conditions"), ("absence-au", "2026-03-13")];
        let page = owner.post(&path, &form(&numero, &typed)).await;
        assert_eq!(page.status, 422);
        for said in ["la fin doit venir après le début", "Dites sous quelles conditions", "Ce champ est obligatoire", "value=\"19h-8h\""] {
            assert!(page.body.contains(said), "{said}");
        }
        let wrong = [("absence-du", "2026-03-13"), ("absence-au", "2026-03-09"), ("telephone-valeur", "0471000001")];
        let page = owner.post(&path, &form(&numero, &wrong)).await;
        assert!(page.status == 422 && page.body.contains("vient avant le premier"), "{}", page.body);
        assert_eq!(owner.post(&path, &[("geste", "confirmer"), ("numero", &numero)]).await.status, 200);
        assert!(entry(&db, &ctx, &ps(1)).await.confirmee.is_some());
    }

    async fn a_used_link_says_when_and_gives_the_way_to_another(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        let numero = numero(&owner.get(&path).await);
        owner.post(&path, &[("geste", "confirmer"), ("numero", &numero)]).await;
        let page = owner.get(&path).await;
        assert!(page.body.contains("déjà répondu") && page.body.contains("2\u{a0}mars 2026"), "{}", page.body);
        let (fiche, sceau) = (page.input("fiche").unwrap().to_owned(), page.input("sceau").unwrap().to_owned());
        let again = "/velay-sud/annuaire/nouveau-lien";
        // Within a day of the last one, nothing leaves; the page says the same.
        let page = owner.post(again, &[("fiche", &fiche), ("sceau", &sceau)]).await;
        assert!(page.status == 200 && letters(&db, &ctx).await.len() == 1, "{}", page.body);
        let mut tomorrow = site(&db, later(&ctx, 2).now, "").await;
        tomorrow.post(again, &[("fiche", &fiche), ("sceau", &sceau)]).await;
        assert_eq!(letters(&db, &later(&ctx, 2)).await.len(), 2);
        let forged = tomorrow.post(again, &[("fiche", &fiche), ("sceau", "faux")]).await;
        assert_eq!(forged.status, 404);
    }

    async fn an_owner_without_link_gets_one_by_giving_their_address(db) {
        let (ctx, ..) = linked(&db).await;
        let mut owner = site(&db, later(&ctx, 40).now, "").await;
        let page = owner.get("/velay-sud/annuaire/nouveau-lien").await;
        assert!(page.body.contains("Votre adresse électronique"));
        assert_eq!(owner.post("/velay-sud/annuaire/nouveau-lien", &[("courriel", "pas une adresse")]).await.status, 422);
        let known = owner.post("/velay-sud/annuaire/nouveau-lien", &[("courriel", ADRESSE)]).await;
        let unknown = owner.post("/velay-sud/annuaire/nouveau-lien", &[("courriel", "autre@exemple.fr")]).await;
        assert_eq!((known.status.as_u16(), &known.body), (200, &unknown.body), "nobody learns who is in the directory");
        assert_eq!(letters(&db, &later(&ctx, 41)).await.len(), 2);
    }

    async fn an_expired_link_opens_nothing_and_offers_another(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, later(&ctx, 31).now, "").await;
        let page = owner.get(&path).await;
        assert!(page.body.contains("Ce lien a expiré") && page.body.contains("nouveau lien"), "{}", page.body);
        let page = owner.post(&path, &[("geste", "confirmer"), ("numero", "3")]).await;
        assert_eq!(page.status, 303);
        assert!(entry(&db, &ctx, &ps(1)).await.confirmee.is_none());
    }

    async fn a_link_confirms_once_even_with_eight_taps_at_once(db) {
        let (ctx, fiche, path) = linked(&db).await;
        let numero = fiche.numero.to_string();
        let owner = site(&db, ctx.now, "").await;
        let pages = race(8, async || owner.clone().post(&path, &[("geste", "confirmer"), ("numero", &numero)]).await).await;
        let thanked = pages.iter().filter(|page| page.body.contains("Vous avez confirmé")).count();
        assert_eq!(thanked, 1);
        assert!(pages.iter().all(|page| page.status.as_u16() < 500));
        assert_eq!(list_reponses(&ctx, &db).await.unwrap().1, 1);
    }

    async fn what_changed_since_it_was_read_is_read_again_before_it_is_confirmed(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        let before = numero(&owner.get(&path).await);
        fill(&ctx, &db, &ps(1), &[said(Nature::Telephone, "0471000009")]).await.unwrap();
        let page = owner.post(&path, &[("geste", "confirmer"), ("numero", &before)]).await;
        assert!(page.body.contains("vient d’être modifiée") && page.body.contains("04 71 00 00 09"), "{}", page.body);
        assert!(entry(&db, &ctx, &ps(1)).await.confirmee.is_none());
        let numero = numero(&page);
        assert!(owner.post(&path, &[("geste", "confirmer"), ("numero", &numero)]).await.body.contains("Merci"));
    }

    async fn whoever_left_becomes_a_line_for_the_coordinator_and_nothing_is_erased(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        assert!(owner.post(&path, &[("geste", "parti")]).await.body.contains("C’est noté"));
        let after = entry(&db, &ctx, &ps(1)).await;
        assert_eq!((after.champs.len(), after.parti_le), (2, Some(ctx.now)));
        assert_eq!(list_reponses(&ctx, &db).await.unwrap().0[0].reponse.suite, Suite::NexercePlus);
        let mut claire = site(&db, ctx.now, "coordination").await;
        let page = claire.get(&format!("/velay-sud/espace/{}", ps(1).chemin())).await;
        assert!(page.body.contains("dit ne plus exercer ici"));
        stay(&ctx, &db, after.id).await.unwrap();
        assert!(entry(&db, &ctx, &ps(1)).await.parti_le.is_none());
    }

    async fn silence_is_kept_and_the_link_still_confirms(db) {
        let (ctx, _, path) = linked(&db).await;
        let mut owner = site(&db, ctx.now, "").await;
        let page = owner.post(&path, &[("geste", "silence")]).await;
        assert!(page.body.contains("plus aucune demande ne partira"), "{}", page.body);
        assert!(entry(&db, &ctx, &ps(1)).await.ne_plus_ecrire);
        let numero = numero(&page);
        assert!(owner.post(&path, &[("geste", "confirmer"), ("numero", &numero)]).await.body.contains("Merci"));
    }

    async fn what_is_for_the_office_is_named_to_the_owner_and_never_shown(db) {
        let (ctx, _, path) = linked(&db).await;
        fill(&ctx, &db, &ps(1), &[said(Nature::NoteInterne, "tres-secret"), said(Nature::DepartPrevu, "09/2027")]).await.unwrap();
        let page = site(&db, ctx.now, "").await.get(&path).await;
        assert!(page.body.contains("note interne") && !page.body.contains("tres-secret") && !page.body.contains("2027"), "{}", page.body);
    }
}

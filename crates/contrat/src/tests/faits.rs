//! Obligations that a fact proves: the fact is noted, the obligation follows, and the money with it.

use super::*;
use crate::contrat::GenreCrise;
use crate::{Refus, WriteError};
use testkit::each_engine;

async fn with_plan(db: &Db, ctx: &Ctx) -> Id<Contrat> {
    let id = signed(db, ctx).await;
    crate::choose_mission(ctx, db, &LAW, id, mission("crise", Some(date(2024, 6, 1)))).await.unwrap();
    crate::note_crise(ctx, db, &LAW, id, GenreCrise::Plan, date(2024, 9, 1), "").await.unwrap();
    let (composante, part) = ("crise".to_owned(), "mise_a_jour".to_owned());
    let imprime = crate::Imprime { composante, part, cents: 1_250_000, du: None };
    crate::set_montants(ctx, db, &LAW, id, &[imprime]).await.unwrap();
    id
}

async fn proofs(db: &Db, ctx: &Ctx, id: Id<Contrat>) -> Vec<String> {
    let contrat = read(db, ctx, id).await;
    let all = crate::preuves_de_crise(&mut db.read(ctx).await.unwrap(), &contrat).await.unwrap();
    all.into_iter().map(|(_, annexe)| annexe.libelle).collect()
}

each_engine! { &SCHEMA;
    async fn an_update_is_not_ticked_but_noted_and_then_it_is_done_and_paid(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = with_plan(&db, &ctx).await;
        let ticked = crate::mark_echeance(&ctx, &db, &LAW, id, "crise.mise-a-jour.2", Some(date(2025, 9, 1)), "").await;
        assert!(matches!(ticked, Err(WriteError::Refus(Refus::PasACocher(_)))), "{ticked:?}");
        let mut visitor = site(&db, &ctx, "coordination").await;
        let page = visitor.get(&format!("{BASE}/echeances")).await;
        assert!(page.body.contains("missions?genre=mise_a_jour&amp;annee=2#crise"), "{}", page.body);
        let form = visitor.get(&format!("{BASE}/missions?genre=mise_a_jour")).await;
        assert!(form.body.contains("id=\"crise\"") && form.body.contains("value=\"mise_a_jour\" selected"), "{}", form.body);
        let fact = [("genre", "mise_a_jour"), ("le", "2025-09-01")];
        assert_eq!(visitor.post(&format!("{BASE}/missions/crise"), &fact).await.status, 303);
        assert!(visitor.get(&format!("{BASE}/echeances")).await.body.contains("le 1er\u{a0}septembre 2025"));
        let money = visitor.get(&format!("{BASE}/argent?annee=2")).await;
        assert!(money.body.contains("12\u{202f}500,00\u{a0}€") && money.body.contains("règle non confirmée"), "{}", money.body);
    }

    async fn a_fact_is_proved_by_a_file_that_the_referents_read_and_that_goes_with_it(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = with_plan(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let path = format!("{BASE}/missions");
        let file = "--x\r\nContent-Disposition: form-data; name=\"piece\"; filename=\"courriel.txt\"\r\n\r\nBonjour\r\n";
        let fields = "--x\r\nContent-Disposition: form-data; name=\"genre\"\r\n\r\nmise_a_jour\r\n--x\r\nContent-Disposition: form-data; name=\"le\"\r\n\r\n2025-09-01\r\n";
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=x")];
        let sent = visitor.send(axum::http::Method::POST, &format!("{path}/crise"), Some(format!("{fields}{file}--x--\r\n")), &headers).await;
        assert_eq!(sent.location(), path, "{}", sent.body);
        assert!(visitor.get(&path).await.body.contains("comptée pour l’année 2"));
        let page = site(&db, &ctx, "referent_institution").await.get(&path).await;
        assert!(page.body.contains("courriel.txt") && page.body.contains("lisible par l’ARS"), "{}", page.body);
        let update = read(&db, &ctx, id).await.crises[1].clone();
        let sent = visitor.send(axum::http::Method::POST, &format!("{path}/crise/{}/piece", update.id), Some(format!("{file}--x--\r\n")), &headers).await;
        assert_eq!(sent.location(), path, "{}", sent.body);
        assert_eq!(proofs(&db, &ctx, id).await, ["Plan de crise mis à jour, 1er\u{a0}septembre 2025"; 2]);
        crate::remove_crise(&ctx, &db, &LAW, id, update.id).await.unwrap();
        assert!(proofs(&db, &ctx, id).await.is_empty());
    }

    async fn a_start_and_a_landmark_are_not_ticked(db) {
        let (ctx, id) = (leader(), signed(&db, &leader()).await);
        for cle in ["acces.demarrage", "anniversaire.1", "signature", "fin"] {
            let done = crate::mark_echeance(&ctx, &db, &LAW, id, cle, Some(TODAY), "").await;
            assert!(matches!(done, Err(WriteError::Refus(Refus::PasACocher(_)))), "{cle}: {done:?}");
        }
    }

    async fn what_cannot_be_done_yet_is_not_done(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let id = signed(&db, &ctx).await;
        let mark = async |cle, le| crate::mark_echeance(&ctx, &db, &LAW, id, cle, Some(le), "").await;
        let early = mark("dialogue.4", TODAY).await;
        assert!(matches!(early, Err(WriteError::Refus(Refus::TropTot { .. }))), "{early:?}");
        let unstarted = mark("acces.deploiement", TODAY).await;
        assert!(matches!(unstarted, Err(WriteError::Refus(Refus::PasACocher(_)))), "{unstarted:?}");
        mark("dialogue.2", TODAY).await.unwrap();
        let page = site(&db, &ctx, "coordination").await.get(&format!("{BASE}/echeances")).await;
        assert!(!page.body.contains("echeances/dialogue.4\"") && page.body.contains("echeances/dialogue.1\""), "{}", page.body);
        assert!(page.body.contains("quand la mission aura démarré"), "{}", page.body);
    }
}

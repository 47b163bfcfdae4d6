//! Requests that come in, through their verbs: once, whoever sends them and however many at a time.

use super::*;
use crate::envoi::tests::personne;
use db::Db;
use jiff::civil::{Date, date};
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::each_engine;

fn envoi(cle: &str, personnes: Vec<Personne>) -> Envoi {
    let cle = cle.to_owned();
    Envoi {
        origine: Origine::Patient,
        cherche_depuis: date(2025, 9, 2),
        personnes,
        campagne: None,
        cle,
        suspect: false,
    }
}

fn jeanne() -> Personne {
    personne("Jeanne", "Durand", date(1956, 3, 14))
}

async fn waiting(ctx: &Ctx, db: &Db, coffre: &Coffre) -> Vec<Demande> {
    store::demandes::de_phase(&mut db.read(ctx).await.unwrap(), coffre, Phase::Attente).await.unwrap()
}

async fn pairs(ctx: &Ctx, db: &Db) -> Vec<String> {
    let all = store::doublons::ouverts(&mut db.read(ctx).await.unwrap()).await.unwrap();
    all.into_iter().map(|one| one.raisons).collect()
}

/// The acts of the ledger.
async fn acts(ctx: &Ctx, db: &Db) -> usize {
    let mut tx = db.read(ctx).await.unwrap();
    assert_eq!(actes::verify(&mut tx).await.unwrap(), []);
    actes::store::latest(&mut tx, None, 1000).await.unwrap().len()
}

fn on(ctx: &Ctx, jour: Date) -> Ctx {
    Ctx { now: testkit::actors::instant(&format!("{jour}T08:00:00Z")), ..ctx.clone() }
}

each_engine! { SCHEMA;
    async fn thirty_two_identical_forms_at_once_are_one_request(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let all = testkit::race(32, || ask(&ctx, &db, envoi("cle", vec![jeanne(), personne("Léo", "Durand", date(2019, 1, 1))]))).await;
        let first = all[0].as_ref().unwrap();
        assert_eq!(first.demandes.len(), 2);
        assert!(all.iter().all(|one| one.as_ref().unwrap() == first), "one answer for all");
        assert_eq!(waiting(&ctx, &db, &coffre).await.len(), 2);
        assert_eq!(acts(&ctx, &db).await, 2);
    }

    async fn thirty_two_forms_of_one_person_at_once_are_all_kept_and_all_compared(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let next = AtomicU32::new(0);
        let all = testkit::race(8, || {
            let cle = next.fetch_add(1, Ordering::Relaxed).to_string();
            ask(&ctx, &db, envoi(&cle, vec![jeanne()]))
        })
        .await;
        assert!(all.iter().all(Result::is_ok));
        assert_eq!(waiting(&ctx, &db, &coffre).await.len(), 8);
        assert_eq!(pairs(&ctx, &db).await.len(), 8 * 7 / 2, "each saw those before it");
    }

    async fn a_key_taken_by_somebody_else_gives_no_code(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        ask(&ctx, &db, envoi("cle", vec![jeanne()])).await.unwrap();
        let other = ask(&ctx, &db, envoi("cle", vec![personne("Paul", "Petit", date(1980, 1, 1))])).await;
        assert!(matches!(other, Err(WriteError::DejaNote)));
    }

    async fn a_telephone_of_a_home_is_no_evidence_and_a_private_one_is(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        for n in 0..9_i16 {
            let mut one = personne(["Jeanne", "Paul", "Odette"][n as usize % 3], ["Martin", "Roux", "Petit"][n as usize / 3], date(1930 + n, 1, 1));
            one.identite.telephone = "04 71 00 00 00".parse().ok();
            ask(&ctx, &db, envoi(&n.to_string(), vec![one])).await.unwrap();
        }
        let told = pairs(&ctx, &db).await;
        assert_eq!(told.len(), (0..=5).sum::<usize>(), "the first ones only: {told:?}");
    }

    async fn a_corrected_request_is_found_by_its_new_name_only(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let recue = ask(&ctx, &db, envoi("1", vec![jeanne()])).await.unwrap();
        let (id, code) = recue.demandes[0].clone();
        let right = Personne { situation: situation(1948, &["c2s"]), ..personne("Odette", "Martin", date(1948, 3, 2)) };
        reprint(&ctx, &db, id, right.identite.clone(), right.situation.clone()).await.unwrap();
        ask(&ctx, &db, envoi("2", vec![jeanne()])).await.unwrap();
        assert_eq!(pairs(&ctx, &db).await, Vec::<String>::new());
        ask(&ctx, &db, envoi("3", vec![personne("Martin", "Odette", date(1948, 3, 2))])).await.unwrap();
        assert_eq!(pairs(&ctx, &db).await, ["naissance_nom naissance_prenom nom_prenom"]);
        let found = find_by_code(&ctx, &db, &code, 1948).await.unwrap().unwrap();
        assert_eq!((found.id, found.points), (id, 200 + 6));
        let again = ask(&ctx, &db, envoi("1", vec![jeanne()])).await.unwrap();
        assert_eq!(again, recue, "the form still gives its answer");
        let unknown = reprint(&ctx, &db, ctx.id(), right.identite, right.situation).await;
        assert!(matches!(unknown, Err(WriteError::Inconnu(_))));
        assert_eq!(waiting(&ctx, &db, &coffre).await.len(), 3);
    }

    async fn those_whose_day_has_come_are_asked_once_by_link_without_a_word_of_health(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let mut one = jeanne();
        one.identite.courriel = "jeanne.durand@exemple.fr".parse().ok();
        one.situation = Situation { canal: Canal::Courriel, ..situation(1956, &["ald"]) };
        let recue = ask(&ctx, &db, envoi("1", vec![one])).await.unwrap();
        let id = recue.demandes[0].0;
        assert_eq!(remind_patients(&ctx, &db).await.unwrap(), 0, "not yet");
        let later = on(&ctx, date(2026, 6, 2));
        let asked = testkit::race(4, || remind_patients(&later, &db)).await;
        assert_eq!(asked.into_iter().map(Result::unwrap).sum::<u32>(), 1, "once, by whichever program");
        let due = db::outbox::due(&mut db.read(&later).await.unwrap(), 100).await.unwrap();
        let said: Vec<String> = due.iter().filter(|one| one.nom == "comptes.message_demande").map(|one| one.contenu.clone()).collect();
        assert_eq!(said.len(), 2, "one at the beginning, one now");
        for text in &said {
            for word in ["Durand", "Jeanne ", "1956", "ALD", "médecin"] {
                assert!(!text.replace("jeanne.durand@", "").contains(word), "{word}: {text}");
            }
        }
        still_looking(&later, &db, id, true).await.unwrap();
        let kept = waiting(&ctx, &db, &coffre).await;
        assert_eq!((kept[0].relance_le, kept[0].relances), (date(2026, 9, 2), 0));
        still_looking(&later, &db, id, false).await.unwrap();
        assert!(matches!(still_looking(&later, &db, id, true).await, Err(WriteError::PasPossible(_))));
    }

    async fn nobody_enters_for_others_without_the_right(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let visitor = Ctx { actor: Actor::Anonyme, rights: kernel::Rights::of([droits::DEMANDER]), ..ctx.clone() };
        ask(&visitor, &db, envoi("1", vec![jeanne()])).await.unwrap();
        let list = Envoi { origine: Origine::Liste, ..envoi("2", vec![jeanne()]) };
        assert!(matches!(ask(&visitor, &db, list).await, Err(WriteError::Denied(_))));
        assert!(ask(&visitor, &db, envoi("3", vec![])).await.is_err());
        assert!(ask(&visitor, &db, envoi("4", vec![personne("Léo", "Roux", date(2019, 1, 1))])).await.is_err());
    }
}

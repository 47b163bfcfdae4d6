//! From waiting requests to a doctor’s yes: answers that come together, one that is undone.

mod calculs;
mod cascade;
mod ensuite;
mod portes;

use super::*;
use crate::medecin::Quand;
use crate::plan::{Essai, Plan};
use db::Db;
use kernel::{Ctx, Id, Rights};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use territoire::Atlas;
use testkit::Visitor;
use testkit::actors::instant;

const RIGHTS: &str = include_str!("../../../app/droits.txt");

async fn atlas(db: &Db) -> Atlas {
    Atlas::load(db, instant("2026-03-02T08:00:00Z")).await.unwrap()
}

fn at(ctx: &Ctx, now: &str) -> Ctx {
    Ctx { now: instant(now), ..ctx.clone() }
}

/// The office.
fn bureau(ctx: &Ctx) -> Ctx {
    Ctx { rights: Rights::of(droits::ALL), ..ctx.clone() }
}

fn identite(nom: &str, n: usize) -> Identite {
    Identite {
        nom: nom.to_owned(),
        prenom: "Jeanne".to_owned(),
        naissance: jiff::civil::date(1952, 3, 14),
        telephone: Some("0612345678".parse().unwrap()),
        courriel: None,
        adresse: "3 rue des Tables".to_owned(),
        aidant: None,
        ancien_medecin: String::new(),
        message: String::new(),
        code: format!("CODE-{n}"),
    }
}

/// A household of `many` who waits.
async fn foyer(ctx: &Ctx, db: &Db, many: usize, annee: i16) -> (Id<Foyer>, Vec<Id<Demande>>) {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let foyer = ctx.id();
    let mut tx = db.begin(ctx).await.unwrap();
    let mut ids = Vec::new();
    for n in 0..many {
        let one = Demande { foyer, ..demande(ctx, annee, &["ald"]) };
        assert!(store::demandes::keep(&mut tx, &coffre, &one, None).await.unwrap());
        let sealed = coffre.seal_identite(one.id, &identite("Valmondois", n));
        store::identites::keep(&mut tx, one.id, &sealed).await.unwrap();
        ids.push(one.id);
    }
    tx.record(db::Trace::new("essai", "demande"));
    tx.commit().await.unwrap();
    (foyer, ids)
}

/// A card for one person of that household and that doctor, to be sent.
fn blank(ctx: &Ctx, foyer: Id<Foyer>, medecin: Id<Medecin>) -> Proposition {
    Proposition::nouvelle(ctx, foyer, medecin, 1, Some(2_100))
}

/// A card for that household and that doctor, sent.
async fn envoyee(
    ctx: &Ctx,
    db: &Db,
    foyer: Id<Foyer>,
    medecin: Id<Medecin>,
    personnes: u32,
) -> Id<Proposition> {
    let card = Proposition { personnes, ..blank(ctx, foyer, medecin) };
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(store::propositions::keep(&mut tx, &card, None).await.unwrap());
    let end = ctx.now + jiff::SignedDuration::from_hours(7 * 24);
    assert!(store::propositions::set_envoyee(&mut tx, card.id, end).await.unwrap());
    tx.record(db::Trace::new("essai", "carte"));
    tx.commit().await.unwrap();
    card.id
}

async fn reponse(ctx: &Ctx, db: &Db, id: Id<Proposition>) -> Reponse {
    let mut tx = db.read(ctx).await.unwrap();
    store::propositions::proposition(&mut tx, id).await.unwrap().unwrap().reponse
}

async fn prises(ctx: &Ctx, db: &Db, id: Id<Medecin>) -> u32 {
    store::medecins::medecin(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap().offre.prises
}

async fn phase(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Phase {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await.unwrap();
    store::demandes::demande(&mut tx, &coffre, id).await.unwrap().unwrap().etat.phase()
}

/// Messages that wait to leave.
async fn messages(ctx: &Ctx, db: &Db) -> Vec<comptes::MessageDemande> {
    let mut tx = db.read(ctx).await.unwrap();
    // A far later day: those put off are told too.
    let due = db::outbox::due(&mut tx, 1000).await.unwrap();
    due.iter().filter(|one| one.nom == "comptes.message_demande").map(|one| one.read().unwrap()).collect()
}

/// Whoever asks waits for their plan.
fn patients() -> Calculs {
    Calculs::new(Duration::from_secs(600), 2)
}

async fn plan(ctx: &Ctx, db: &Db, atlas: &Atlas, essai: &Essai) -> Result<Plan, WriteError> {
    let seen = crate::plan(ctx, db, atlas, &patients(), essai).await?;
    Ok(seen.fait.unwrap().plan.clone())
}

async fn propose(ctx: &Ctx, db: &Db, atlas: &Atlas, choix: &Choix) -> Result<u32, WriteError> {
    crate::propose(ctx, db, atlas, &patients(), choix).await
}

async fn app(db: &Db, now: &str) -> web::App {
    app_with(db, now, patients()).await
}

async fn app_with(db: &Db, now: &str, calculs: Calculs) -> web::App {
    let builder = testsite::builder(db, instant(now), RIGHTS).with(atlas(db).await).with(calculs);
    builder.modules(&[comptes::module(), module()]).build()
}

async fn browser(db: &Db, now: &str, session: &str) -> Visitor {
    enter(&app(db, now).await, session)
}

fn enter(app: &web::App, session: &str) -> Visitor {
    testsite::visitor(app, (comptes::module().routes)().and((module().routes)()), session)
}

/// The path of the last link sent to a doctor.
async fn lien(ctx: &Ctx, db: &Db) -> String {
    let all = messages(ctx, db).await;
    let own =
        |one: &&comptes::MessageDemande| one.chemin.as_deref().is_some_and(|path| path.starts_with("/t/"));
    all.iter().rev().find(own).and_then(|one| one.chemin.clone()).unwrap()
}

async fn set_reglage(ctx: &Ctx, db: &Db, reglage: &Reglage) {
    let mut tx = db.begin(ctx).await.unwrap();
    store::regles::set_reglage(&mut tx, reglage, None).await.unwrap();
    tx.record(db::Trace::new("essai", "reglage"));
    tx.commit().await.unwrap();
}

async fn yes(ctx: &Ctx, db: &Db, id: Id<Proposition>) -> Result<Suite, WriteError> {
    answer_carte(ctx, db, id, Avis::Oui, Voie::Bureau).await
}

each_engine! { SCHEMA;
    async fn one_card_answered_on_two_phones_counts_once(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let (home, ids) = foyer(&ctx, &db, 2, 1952).await;
        let card = envoyee(&ctx, &db, home, doctor, 2).await;
        let next = AtomicUsize::new(0);
        let answers = testkit::race(2, || async {
            let avis = if next.fetch_add(1, Ordering::Relaxed) == 0 { Avis::Oui } else { Avis::Non("complet".into()) };
            answer_carte(&ctx, &db, card, avis, Voie::Bureau).await
        }).await;
        assert_eq!(answers.iter().filter(|one| matches!(one, Ok(Suite::Notee))).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|one| matches!(one, Err(WriteError::PlusOuverte))).count(), 1, "{answers:?}");
        let said_yes = reponse(&ctx, &db, card).await == Reponse::Oui;
        assert_eq!(prises(&ctx, &db, doctor).await, if said_yes { 2 } else { 0 });
        assert_eq!(phase(&ctx, &db, ids[0]).await, if said_yes { Phase::Acceptee } else { Phase::Attente });
        // The same again: told, and nothing more is taken.
        if said_yes {
            assert!(matches!(yes(&ctx, &db, card).await, Ok(Suite::DejaNotee)));
            assert_eq!(prises(&ctx, &db, doctor).await, 2);
        }
    }

    async fn of_two_doctors_who_say_yes_at_once_one_wins_and_no_place_is_lost(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let (home, ids) = foyer(&ctx, &db, 1, 1952).await;
        let mut cards = Vec::new();
        for n in 0..8 {
            let doctor = medecin(&ctx, &db, &format!("Claire Roche {n}"), 1).await;
            cards.push((doctor, envoyee(&ctx, &db, home, doctor, 1).await));
        }
        let next = AtomicUsize::new(0);
        let answers = testkit::race(8, || async {
            yes(&ctx, &db, cards[next.fetch_add(1, Ordering::Relaxed)].1).await
        }).await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().filter_map(|one| one.as_ref().err()).all(|error| matches!(error, WriteError::DejaAcceptee)), "{answers:?}");
        let mut taken = 0;
        for (doctor, _) in &cards {
            taken += prises(&ctx, &db, *doctor).await;
        }
        assert_eq!((taken, phase(&ctx, &db, ids[0]).await), (1, Phase::Acceptee));
    }

    async fn thirty_two_yes_at_once_never_pass_the_places(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let mut cards = Vec::new();
        for _ in 0..32 {
            let (home, _) = foyer(&ctx, &db, 1, 1952).await;
            cards.push(envoyee(&ctx, &db, home, doctor, 1).await);
        }
        let next = AtomicUsize::new(0);
        let answers = testkit::race(32, || async { yes(&ctx, &db, cards[next.fetch_add(1, Ordering::Relaxed)]).await }).await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 5);
        assert!(answers.iter().filter_map(|one| one.as_ref().err()).all(|error| matches!(error, WriteError::Complet)));
        assert_eq!(prises(&ctx, &db, doctor).await, 5);
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::propositions::ouvertes(&mut tx, doctor).await.unwrap().len(), 27, "cards stay");
        assert_eq!(actes::verify(&mut tx).await.unwrap(), []);
    }

    async fn thirty_two_doctors_tap_at_once_and_each_gets_theirs(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let mut cards = Vec::new();
        for n in 0..32 {
            let doctor = medecin(&ctx, &db, &format!("Roche {n}"), 2).await;
            let (home, _) = foyer(&ctx, &db, 2, 1952).await;
            cards.push((doctor, envoyee(&ctx, &db, home, doctor, 2).await));
        }
        let next = AtomicUsize::new(0);
        let answers = testkit::race(32, || async { yes(&ctx, &db, cards[next.fetch_add(1, Ordering::Relaxed)].1).await }).await;
        assert!(answers.iter().all(|one| matches!(one, Ok(Suite::Notee))), "{answers:?}");
        for (doctor, _) in &cards {
            assert_eq!(prises(&ctx, &db, *doctor).await, 2);
        }
    }

    async fn capacity_lowered_meanwhile_is_told_and_the_card_stays(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 2).await;
        let (home, _) = foyer(&ctx, &db, 2, 1952).await;
        let card = envoyee(&ctx, &db, home, doctor, 2).await;
        let offre = store::medecins::medecin(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap().unwrap().offre;
        let mut tx = db.begin(&ctx).await.unwrap();
        store::medecins::declare(&mut tx, doctor, 1, &offre).await.unwrap();
        tx.record(db::Trace::new("essai", "medecin"));
        tx.commit().await.unwrap();
        assert!(matches!(yes(&ctx, &db, card).await, Err(WriteError::Complet)));
        assert_eq!((reponse(&ctx, &db, card).await, prises(&ctx, &db, doctor).await), (Reponse::Envoyee, 0));
    }

    async fn a_yes_undone_gives_the_place_back_and_that_doctor_is_not_asked_again(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let (near, far) = (medecin(&ctx, &db, "Claire Roche", 2).await, medecin(&ctx, &db, "Paul Favier", 2).await);
        let (home, ids) = foyer(&ctx, &db, 2, 1952).await;
        let card = envoyee(&ctx, &db, home, near, 2).await;
        yes(&ctx, &db, card).await.unwrap();
        assert_eq!(prises(&ctx, &db, near).await, 2);
        undo_oui(&ctx, &db, home, "complet", Voie::Bureau).await.unwrap();
        assert_eq!((prises(&ctx, &db, near).await, reponse(&ctx, &db, card).await), (0, Reponse::Defaite));
        assert_eq!(phase(&ctx, &db, ids[1]).await, Phase::Attente);
        assert!(matches!(undo_oui(&ctx, &db, home, "", Voie::Bureau).await, Err(WriteError::PasPossible(_))));
        let found = plan(&ctx, &db, &atlas(&db).await, &Essai::default()).await.unwrap();
        assert_eq!(found.poses.iter().map(|one| one.medecin).collect::<Vec<_>>(), [far]);
    }
}

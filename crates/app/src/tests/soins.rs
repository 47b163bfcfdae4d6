//! What follows from an appointment of unscheduled care, across rooms: its patient is told, a lost place is looked for again, a
//! place given back goes to somebody else, an outcome said in one room is said in the other.

use super::echanges::world;
use super::{SCHEMA, settings};
use crate::mail::{Mailbox, Sent};
use crate::{assembly, reactions};
use db::Db;
use jiff::Timestamp;
use kernel::{Clock, Ctx, Id};
use rendez_vous::Creneau;
use snp::{Coffre, Demande, Identite, MedecinTraitant, Nouvelle, Origine, Phase, Situation};
use testkit::actors::instant;
use testkit::each_engine;

/// Somebody who calls from Le Puy-en-Velay for a fever; `avance`: to be moved up without another call.
async fn call(ctx: &Ctx, db: &Db, avance: bool) -> Id<Demande> {
    let situation = Situation {
        motif: "fievre".to_owned(),
        age: 34,
        commune: "43157".parse().unwrap(),
        se_deplace: true,
        medecin_traitant: MedecinTraitant::Aucun,
        avance,
        drapeaux: std::collections::BTreeSet::new(),
    };
    let identite = Some(Identite { nom: "Jeanne Vertaure".to_owned(), telephone: "0612345678".parse().ok() });
    snp::receive(ctx, db, Nouvelle { id: ctx.id(), origine: Origine::Appel, situation, identite })
        .await
        .unwrap()
        .id
}

/// Delivers what waits at that instant; what was sent.
async fn deliver(db: &Db, at: Timestamp) -> Vec<String> {
    let mailbox = Mailbox::local();
    let app = assembly::app(db.clone(), Clock::Fixed(at), settings(), mailbox.clone(), sas::Acces::Ferme);
    reactions::worker(&app.await.unwrap()).run_until_idle().await.unwrap();
    let words = |one: Sent| match one {
        Sent::Text(one) => one.text,
        Sent::Letter(one) => one.text,
    };
    mailbox.sent().into_iter().map(words).collect()
}

async fn phase(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Phase {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await.unwrap();
    snp::store::demandes::demande(&mut tx, &coffre, id).await.unwrap().unwrap().etat.phase()
}

async fn proposed(ctx: &Ctx, db: &Db) -> Vec<Id<Demande>> {
    let open = snp::store::aubaines::ouvertes(&mut db.read(ctx).await.unwrap()).await.unwrap();
    open.into_iter().map(|one| one.demande).collect()
}

async fn place(ctx: &Ctx, db: &Db, id: Id<Demande>, slot: Id<Creneau>) {
    snp::place(ctx, db, id, slot, ctx.id::<()>().uuid()).await.unwrap();
}

each_engine! { &SCHEMA;
    async fn a_place_given_back_goes_to_somebody_else_and_a_lost_one_is_told(db) {
        let (ctx, slot, _) = world(&db).await;
        let now = ctx.now;
        let first = call(&ctx, &db, true).await;
        place(&ctx, &db, first, slot).await;
        let told = deliver(&db, now).await;
        assert!(matches!(&told[..], [one] if one.contains("votre rendez-vous") && !one.contains("Vertaure")), "{told:#?}");
        let second = call(&ctx, &db, false).await;
        snp::cancel(&ctx, &db, first, "empêchement").await.unwrap();
        assert_eq!(deliver(&db, now).await, Vec::<String>::new(), "nothing is told twice");
        assert_eq!(phase(&ctx, &db, first).await, Phase::Elargie, "whoever gave a place back is not put in it again");
        assert_eq!(proposed(&ctx, &db).await, [second]);
        snp::close(&ctx, &db, second, "va mieux").await.unwrap();
        assert_eq!(proposed(&ctx, &db).await, []);
        place(&ctx, &db, first, slot).await;
        assert_eq!(deliver(&db, now).await.len(), 1);
        rendez_vous::withdraw(&ctx, &db, slot, "Imprévu").await.unwrap();
        let told = deliver(&db, now).await;
        assert!(matches!(&told[..], [one] if one.contains("annulé par le cabinet")), "{told:#?}");
        assert_eq!(phase(&ctx, &db, first).await, Phase::Elargie);
    }

    async fn an_outcome_said_of_the_slot_is_that_of_the_request(db) {
        let (ctx, slot, _) = world(&db).await;
        let id = call(&ctx, &db, false).await;
        place(&ctx, &db, id, slot).await;
        let rdv = rendez_vous::store::rdvs::of_slot(&mut db.read(&ctx).await.unwrap(), slot).await.unwrap()[0].id;
        let later = Ctx { now: instant("2026-03-02T17:20:00Z"), ..ctx.clone() };
        rendez_vous::settle(&later, &db, rdv, rendez_vous::rdv::Etat::NonHonore, "").await.unwrap();
        deliver(&db, later.now).await;
        assert_eq!(phase(&ctx, &db, id).await, Phase::NonHonoree);
    }
}

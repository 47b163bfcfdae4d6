//! A pack is shared with an attestation, taken back at once, forgotten with its file.

use super::{SCHEMA, leader, lois, open, world};
use crate::droits::VOIR;
use crate::liasse::{EtatLiasse, Liasse};
use crate::store::liasses;
use crate::{WriteError, ask_liasse, build_liasse, delete_liasse, share_liasse, take_liasse, unshare_liasse};
use db::Db;
use kernel::Id;
use testkit::each_engine;

async fn made(db: &Db, word: &str) -> Id<Liasse> {
    let world = world(db, &leader(), word).await;
    let dialogue = open(db, &leader(), &world, 1).await;
    let id = ask_liasse(&leader(), db, dialogue).await.unwrap();
    build_liasse(&leader(), db, &lois(), id).await.unwrap();
    id
}

async fn state(db: &Db, id: Id<Liasse>) -> Option<Liasse> {
    liasses::liasse(&mut db.read(&leader()).await.unwrap(), id).await.unwrap()
}

async fn slice(db: &Db, id: Id<Liasse>, partagee: bool) -> Option<Vec<u8>> {
    liasses::tranche(&mut db.read(&leader()).await.unwrap(), id, 0, partagee).await.unwrap()
}

each_engine! { &SCHEMA;
    async fn a_pack_taken_back_is_read_no_more_by_referents_not_even_its_next_slice(db) {
        let id = made(&db, "ours").await;
        let referent = testkit::ctx(testkit::CPTS, &[VOIR]);
        share_liasse(&leader(), &db, id, true).await.unwrap();
        take_liasse(&referent, &db, id).await.unwrap();
        assert!(slice(&db, id, true).await.is_some());
        assert!(matches!(unshare_liasse(&referent, &db, id).await, Err(WriteError::Denied(_))));
        unshare_liasse(&leader(), &db, id).await.unwrap();
        assert!(matches!(take_liasse(&referent, &db, id).await, Err(WriteError::Inconnu(_))));
        assert!(slice(&db, id, true).await.is_none() && slice(&db, id, false).await.is_some());
        let mut tx = db.read(&leader()).await.unwrap();
        let lines = db::journal::about(&mut tx, &format!("liasse:{id}"), 10).await.unwrap();
        assert!(lines.iter().any(|line| line.action == "dialogue.liasse_reprise"));
        let attested = lines.iter().find(|line| line.action == "dialogue.liasse_partagee").unwrap();
        assert!(attested.detail.contains("relu les pièces jointes"), "{}", attested.detail);
    }

    async fn a_pack_that_is_not_shared_is_deleted_with_its_file_and_the_journal_remembers(db) {
        let id = made(&db, "ours").await;
        share_liasse(&leader(), &db, id, true).await.unwrap();
        assert!(matches!(delete_liasse(&leader(), &db, id).await, Err(WriteError::Partagee)));
        assert!(slice(&db, id, false).await.is_some(), "a refusal erases nothing");
        unshare_liasse(&leader(), &db, id).await.unwrap();
        delete_liasse(&leader(), &db, id).await.unwrap();
        assert!(state(&db, id).await.is_none() && slice(&db, id, false).await.is_none());
        let mut tx = db.read(&leader()).await.unwrap();
        let lines = db::journal::about(&mut tx, &format!("liasse:{id}"), 10).await.unwrap();
        assert!(lines.iter().any(|line| line.action == "dialogue.liasse_supprimee"));
    }

    async fn a_pack_shared_while_another_is_asked_for_is_either_whole_and_shared_or_replaced(db) {
        let id = made(&db, "ours").await;
        let dialogue = state(&db, id).await.unwrap().dialogue;
        let ctx = leader();
        let (shared, asked) = tokio::join!(share_liasse(&ctx, &db, id, true), ask_liasse(&ctx, &db, dialogue));
        asked.unwrap();
        let one = state(&db, id).await.unwrap();
        assert_eq!(shared.is_ok(), one.partagee_le.is_some());
        assert_eq!(one.partagee_le.is_some(), matches!(one.etat, EtatLiasse::Prete(_)), "{one:?}");
        assert_eq!(one.partagee_le.is_some(), slice(&db, id, false).await.is_some());
    }

    async fn a_pack_being_made_is_not_deleted_under_its_job(db) {
        let world = world(&db, &leader(), "ours").await;
        let dialogue = open(&db, &leader(), &world, 1).await;
        let id = ask_liasse(&leader(), &db, dialogue).await.unwrap();
        assert!(matches!(delete_liasse(&leader(), &db, id).await, Err(WriteError::PasPrete)));
        let later = kernel::Ctx { now: leader().now + jiff::SignedDuration::from_mins(11), ..leader() };
        delete_liasse(&later, &db, id).await.unwrap();
        build_liasse(&leader(), &db, &lois(), id).await.unwrap();
        assert!(state(&db, id).await.is_none(), "the job of a pack that is gone ends quietly");
    }
}

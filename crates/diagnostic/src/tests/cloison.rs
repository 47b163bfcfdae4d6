//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::{SCHEMA, TODAY, leader, texte};
use crate::besoin::{Etat, Origine};
use crate::store::{besoins, preuves, seances, signalements};
use crate::{Besoin, Fait, Nature, Seance, Signalement};
use db::Db;
use kernel::{Ctx, Id};
use std::collections::BTreeSet;
use testkit::{
    actors::{counting_again, cpts},
    each_engine,
};
use uuid::Uuid;

struct Twin {
    besoin: Id<Besoin>,
    seance: Id<Seance>,
    signalement: Id<Signalement>,
}

/// The same diagnostic with the same ids; only the words differ.
async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let title = |n: &str| texte(&format!("{word} {n}"));
    let besoin = crate::write_besoin(ctx, db, title("un"), Origine::Cpts).await.unwrap();
    let other = crate::write_besoin(ctx, db, title("deux"), Origine::Cpts).await.unwrap();
    let fait = Fait {
        nature: Nature::Document,
        reference: String::new(),
        libelle: word.to_owned(),
        valeur: String::new(),
        source: "essai".to_owned(),
    };
    crate::tie_preuve(ctx, db, besoin, fait).await.unwrap();
    crate::comment_besoin(ctx, db, besoin, word).await.unwrap();
    let here = "43157".parse().unwrap();
    let signalement = crate::report_difficulty(ctx, db, &BTreeSet::from([here]), here, word).await.unwrap();
    let liste = BTreeSet::from([besoin, other]);
    let seance = crate::open_seance(ctx, db, word, TODAY, 9, &liste).await.unwrap();
    crate::cast_vote(ctx, db, seance, &[(besoin, if word == "ours" { 2 } else { 9 })].into()).await.unwrap();
    Twin { besoin, seance, signalement }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&leader());
    let theirs = counting_again(&Ctx { cpts: cpts(2), ..leader() });
    let mine = world(db, &ours, "ours").await;
    let other = world(db, &theirs, "autres").await;
    assert_eq!((mine.besoin, mine.seance), (other.besoin, other.seance), "the two worlds must collide");
    (ours, theirs, mine)
}

each_engine! { &SCHEMA;
    async fn questions_about_needs_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let one = besoins::besoin(&mut tx, twin.besoin).await.unwrap().unwrap();
        assert_eq!(one.texte, texte("ours un"));
        assert_eq!(besoins::besoins(&mut tx).await.unwrap().len(), 2);
        let said = besoins::commentaires(&mut tx, twin.besoin).await.unwrap();
        assert_eq!(said.iter().map(|one| one.texte.as_str()).collect::<Vec<_>>(), ["ours"]);
        let tied = preuves::preuves(&mut tx, None).await.unwrap();
        assert_eq!(tied.iter().map(|one| one.fait.libelle.as_str()).collect::<Vec<_>>(), ["ours"]);
        let report = signalements::signalement(&mut tx, twin.signalement).await.unwrap().unwrap();
        assert_eq!(report.texte, "ours");
        assert_eq!(signalements::signalements(&mut tx, None).await.unwrap(), [report]);
        assert_eq!(signalements::waiting(&mut tx).await.unwrap(), 1);
    }

    async fn questions_about_sessions_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(seances::seance(&mut tx, twin.seance).await.unwrap().unwrap().titre, "ours");
        assert_eq!(seances::seances(&mut tx).await.unwrap().len(), 1);
        assert_eq!(seances::liste(&mut tx, twin.seance).await.unwrap().len(), 2);
        let votes = seances::votes(&mut tx, twin.seance).await.unwrap();
        assert_eq!(votes.iter().map(|vote| vote.points).collect::<Vec<_>>(), [2]);
        assert!(seances::places(&mut tx, twin.seance).await.unwrap().is_empty());
        assert!(seances::is_being_ranked(&mut tx, twin.besoin).await.unwrap());
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        let held = besoins::hold(&mut tx, twin.besoin).await.unwrap().unwrap();
        let gone = Etat::Retire { le: ours.now, motif: "non".to_owned() };
        besoins::change(&mut tx, &Besoin { etat: gone, ..held.clone() }).await.unwrap();
        besoins::add(&mut tx, &Besoin { id: Id::new(Uuid::from_u128(999)), ..held }).await.unwrap();
        let said = besoins::commentaires(&mut tx, twin.besoin).await.unwrap().remove(0);
        assert!(besoins::retire_commentaire(&mut tx, said.id, None).await.unwrap());
        let new = besoins::Commentaire { id: Id::new(Uuid::from_u128(998)), ..said };
        besoins::add_commentaire(&mut tx, &new).await.unwrap();
        let tied = preuves::preuves(&mut tx, None).await.unwrap().remove(0);
        assert!(preuves::untie(&mut tx, twin.besoin, tied.id).await.unwrap());
        assert!(preuves::tie(&mut tx, &crate::Preuve { id: Id::new(Uuid::from_u128(997)), ..tied }).await.unwrap());
        let suite = crate::signalement::Suite { reponse: "oui".to_owned(), le: ours.now, besoin: None };
        assert!(signalements::answer(&mut tx, twin.signalement, &suite).await.unwrap());
        let report = signalements::signalement(&mut tx, twin.signalement).await.unwrap().unwrap();
        signalements::add(&mut tx, &Signalement { id: Id::new(Uuid::from_u128(996)), ..report }).await.unwrap();
        let seance = seances::hold_open(&mut tx, twin.seance).await.unwrap().unwrap();
        seances::vote(&mut tx, twin.seance, Uuid::from_u128(1), &[]).await.unwrap();
        seances::close(&mut tx, twin.seance, &[]).await.unwrap();
        let again = Seance { id: Id::new(Uuid::from_u128(995)), ..seance };
        assert!(seances::open(&mut tx, &again, &BTreeSet::from([twin.besoin])).await.unwrap());
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();
        unchanged(&db, &theirs, &twin).await;
    }
}

async fn unchanged(db: &Db, theirs: &Ctx, twin: &Twin) {
    let mut tx = db.read(theirs).await.unwrap();
    let all = besoins::besoins(&mut tx).await.unwrap();
    assert_eq!((all.len(), all.iter().all(Besoin::is_ouvert)), (2, true));
    assert_eq!(besoins::commentaires(&mut tx, twin.besoin).await.unwrap().len(), 1);
    assert_eq!(preuves::preuves(&mut tx, Some(twin.besoin)).await.unwrap().len(), 1);
    assert_eq!(signalements::waiting(&mut tx).await.unwrap(), 1);
    assert_eq!(seances::seances(&mut tx).await.unwrap().len(), 1);
    assert_eq!(seances::votes(&mut tx, twin.seance).await.unwrap()[0].points, 9);
    assert!(seances::hold_open(&mut db.begin(theirs).await.unwrap(), twin.seance).await.unwrap().is_some());
}

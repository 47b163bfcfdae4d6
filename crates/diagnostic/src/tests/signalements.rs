use super::{SCHEMA, leader, somebody, texte, write};
use crate::signalement::Refus;
use crate::{Devenir, Nature, Signalement, WriteError, answer_report, report_difficulty, store};
use db::Db;
use identifiants::CommuneCode;
use kernel::{Ctx, Id};
use std::collections::BTreeSet;
use testkit::{each_engine, race};

fn here() -> CommuneCode {
    "43157".parse().unwrap()
}

async fn report(db: &Db, ctx: &Ctx) -> Id<Signalement> {
    report_difficulty(ctx, db, &BTreeSet::from([here()]), here(), "Plus de kiné depuis juin").await.unwrap()
}

each_engine! { &SCHEMA;
    async fn a_report_becomes_a_need_of_which_it_is_the_evidence(db) {
        let id = report(&db, &somebody(7)).await;
        let devenir = Devenir::Nouveau(texte("Retrouver un kiné"));
        answer_report(&leader(), &db, id, "Merci, inscrit à l’ordre du jour.", devenir).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        let kept = store::signalements::signalement(&mut tx, id).await.unwrap().unwrap();
        let besoin = kept.suite.unwrap().besoin.unwrap();
        let proofs = store::preuves::preuves(&mut tx, Some(besoin)).await.unwrap();
        assert_eq!((proofs.len(), proofs[0].fait.nature), (1, Nature::Signalement));
        assert_eq!(proofs[0].fait.source, "Commune 43157, le 2\u{a0}mars 2026");
        assert_eq!(store::signalements::waiting(&mut tx).await.unwrap(), 0);
    }

    async fn one_answer_even_when_two_people_answer_at_once(db) {
        let id = report(&db, &somebody(7)).await;
        let leader = leader();
        let answered = race(4, || answer_report(&leader, &db, id, "Merci.", Devenir::Reponse)).await;
        assert_eq!(answered.iter().filter(|done| done.is_ok()).count(), 1, "{answered:?}");
    }

    async fn a_report_names_a_commune_of_the_territory_and_says_something(db) {
        let elsewhere = "75056".parse().unwrap();
        let refused = report_difficulty(&somebody(7), &db, &BTreeSet::from([here()]), elsewhere, "Rien").await;
        assert!(matches!(refused, Err(WriteError::Signalement(Refus::HorsTerritoire(_)))), "{refused:?}");
        let empty = report_difficulty(&somebody(7), &db, &BTreeSet::from([here()]), here(), "  ").await;
        assert!(matches!(empty, Err(WriteError::Signalement(Refus::SansTexte))), "{empty:?}");
    }

    async fn an_answer_that_cites_a_need_off_the_list_writes_nothing(db) {
        let id = report(&db, &somebody(7)).await;
        let besoin = write(&db, &leader(), &["Un besoin"]).await[0];
        crate::settle_besoin(&leader(), &db, besoin, &crate::Sort::Retirer("non".to_owned())).await.unwrap();
        let refused = answer_report(&leader(), &db, id, "Merci.", Devenir::Rejoint(besoin)).await;
        assert!(matches!(refused, Err(WriteError::Besoin(_))), "{refused:?}");
        let mut tx = db.read(&leader()).await.unwrap();
        assert_eq!(store::signalements::waiting(&mut tx).await.unwrap(), 1);
    }
}

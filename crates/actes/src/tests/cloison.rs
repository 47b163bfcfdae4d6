//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::{SCHEMA, TODAY, meeting, note, somebody};
use crate::{Acte, acte::Fait, store};
use kernel::{Ctx, Id};
use testkit::{
    actors::{counting_again, cpts},
    each_engine,
};

/// The same acts with the same ids in two CPTS; only the minutes differ.
async fn twins(db: &db::Db) -> (Ctx, Ctx, Id<Acte>) {
    let ours = counting_again(&somebody());
    let theirs = counting_again(&Ctx { cpts: cpts(2), ..somebody() });
    let mut ids = Vec::new();
    for (ctx, minutes) in [(&ours, 10), (&theirs, 999)] {
        let fait =
            Fait { theme: minutes.to_string(), auteur: Some(ctx.cpts.uuid()), ..meeting(TODAY, minutes) };
        let id = note(db, ctx, fait.clone(), "a").await.unwrap();
        super::amend(db, ctx, id, Some(fait)).await.unwrap();
        ids.push(id);
    }
    assert_eq!(ids[0], ids[1], "the two worlds must collide for this test to prove anything");
    (ours, theirs, ids[0])
}

fn ours(facts: impl IntoIterator<Item = Fait>) {
    let minutes: Vec<u32> = facts.into_iter().map(|fait| fait.minutes).collect();
    assert!(!minutes.is_empty() && minutes.iter().all(|m| *m == 10), "{minutes:?}");
}

each_engine! { &SCHEMA;
    async fn every_question_of_the_store_stays_inside(db) {
        let (ctx, other, id) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        ours(store::acte(&mut tx, id).await.unwrap().map(|acte| acte.fait));
        ours(store::correction_of(&mut tx, id).await.unwrap().map(|acte| acte.fait));
        ours(store::latest(&mut tx, None, 50).await.unwrap().into_iter().map(|acte| acte.fait));
        ours(store::all_after(&mut tx, None, 50).await.unwrap().into_iter().map(|acte| acte.fait));
        ours(store::parmi(&mut tx, &[id]).await.unwrap().into_iter().map(|acte| acte.fait));
        let (all, day) = (crate::Filtre::default(), (TODAY, TODAY));
        ours(store::de(&mut tx, ctx.cpts.uuid(), day, 50).await.unwrap().into_iter().map(|acte| acte.fait));
        assert_eq!(store::de(&mut tx, other.cpts.uuid(), day, 50).await.unwrap(), []);
        ours(store::behind(&mut tx, &all, day, None, 50).await.unwrap().into_iter().map(|acte| acte.fait));
        assert_eq!(store::sommes(&mut tx, &[day]).await.unwrap()[0].iter().map(|s| s.minutes).sum::<i64>(), 10);
        assert_eq!(store::themes(&mut tx).await.unwrap(), ["10"]);
        assert_eq!(store::distincts(&mut tx, day, crate::Quoi::Auteurs).await.unwrap().len(), 1);
        assert_eq!(store::totals(&mut tx, TODAY).await.unwrap().iter().map(|t| t.minutes).sum::<i64>(), 10);
        assert_eq!(store::recount(&mut tx).await.unwrap().iter().map(|t| t.minutes).sum::<i64>(), 10);
        assert_eq!(crate::verify(&mut tx).await.unwrap(), []);
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours_ctx, theirs, id) = twins(&db).await;
        let mut tx = db.begin(&ours_ctx).await.unwrap();
        let mut acte = store::acte(&mut tx, id).await.unwrap().unwrap();
        (acte.id, acte.source.1) = (Id::new(uuid::Uuid::from_u128(77)), "b".to_owned());
        assert!(store::keep(&mut tx, &acte).await.unwrap());
        store::add_to_totals(&mut tx, &acte.fait, 1).await.unwrap();
        tx.record(db::Trace::new("essai", "acte"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert!(store::acte(&mut tx, acte.id).await.unwrap().is_none());
        assert_eq!(store::totals(&mut tx, TODAY).await.unwrap()[0].minutes, 999);
    }
}

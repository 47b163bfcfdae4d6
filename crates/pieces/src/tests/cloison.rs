//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::{SCHEMA, keep, member, pdf};
use crate::{Piece, store};
use db::Db;
use kernel::Ctx;
use testkit::{
    actors::{counting_again, cpts},
    each_engine,
};

async fn twins(db: &Db) -> (Ctx, Ctx, Piece, Piece) {
    let ours = counting_again(&member());
    let theirs = counting_again(&Ctx { cpts: cpts(2), ..member() });
    let mine = keep(db, &ours, &pdf("pareil")).await;
    let other = keep(db, &theirs, &pdf("pareil").for_institutions()).await;
    assert_eq!((mine.id, &mine.empreinte), (other.id, &other.empreinte), "the two worlds must collide");
    (ours, theirs, mine, other)
}

each_engine! { &SCHEMA;
    async fn questions_stay_inside(db) {
        let (ours, theirs, mine, other) = twins(&db).await;
        let mut tx = db.read(&ours).await.unwrap();
        assert_eq!(store::piece(&mut tx, mine.id).await.unwrap().unwrap().cercle, mine.cercle);
        assert_eq!(store::pieces(&mut tx, &[mine.id]).await.unwrap().len(), 1);
        assert!(store::tranche(&mut tx, &mine.empreinte, 0).await.unwrap().is_some());
        let mut tx = db.read(&Ctx { cpts: cpts(3), ..theirs }).await.unwrap();
        assert_eq!(store::piece(&mut tx, other.id).await.unwrap(), None);
        assert_eq!(store::pieces(&mut tx, &[other.id]).await.unwrap(), []);
        assert!(store::tranche(&mut tx, &other.empreinte, 0).await.unwrap().is_none());
        assert!(store::bytes(&mut tx, &other).await.is_err());
    }

    async fn what_one_removes_the_other_keeps(db) {
        let (ours, theirs, mine, other) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        assert!(store::forget(&mut tx, &mine).await.unwrap());
        store::keep(&mut tx, &Piece { nom: "autre.pdf".to_owned(), ..mine }, b"autre").await.unwrap();
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(store::piece(&mut tx, other.id).await.unwrap().as_ref(), Some(&other));
        assert_eq!(store::bytes(&mut tx, &other).await.unwrap(), b"%PDF-1.7\npareil");
    }
}

//! No query of one CPTS reads or changes a row of another.

use super::*;
use db::Trace;

each_engine! { SCHEMA;
    async fn what_a_cpts_says_of_itself_stays_inside(db) {
        let (ours, _) = cpts(&db, "velay-sud").await;
        let (theirs, _) = cpts(&db, "velay-nord").await;
        let mut tx = db.begin(&ours).await.unwrap();
        store::set_reglage(&mut tx, &Reglage::default(), None).await.unwrap();
        tx.record(Trace::new("essai", "cloison"));
        tx.commit().await.unwrap();
        assert!(!store::reglage(&mut db.read(&ours).await.unwrap()).await.unwrap().ouvert);
        assert!(store::reglage(&mut db.read(&theirs).await.unwrap()).await.unwrap().ouvert);
        let open = store::ouvertes(&mut db.read(&ours).await.unwrap()).await.unwrap();
        assert_eq!(open.iter().map(|(cpts, _)| *cpts).collect::<Vec<_>>(), [theirs.cpts]);
    }
}

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

    async fn what_was_said_of_an_appointment_stays_with_its_cpts(db) {
        let (ours, who) = cpts(&db, "velay-sud").await;
        let (theirs, _) = cpts(&db, "velay-nord").await;
        let slot = creneau(&ours, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let rdv = take(&ours, &db, slot).await;
        let one = parole::held(&ours, rdv);
        let mut tx = db.begin(&ours).await.unwrap();
        assert!(store::annonces::keep(&mut tx, &one).await.unwrap());
        tx.record(Trace::new("essai", "cloison"));
        tx.commit().await.unwrap();
        for (ctx, count) in [(&ours, 1), (&theirs, 0)] {
            let mut tx = db.read(ctx).await.unwrap();
            assert_eq!(i64::from(store::annonces::of_rdv(&mut tx, rdv).await.unwrap().is_some()), count);
            assert_eq!(store::annonces::compte(&mut tx).await.unwrap(), (count, count));
            let all = store::annonces::of_operator(&mut tx, &one.operator, ours.now).await.unwrap();
            assert_eq!(i64::try_from(all.len()).unwrap(), count);
            assert!(store::annonces::of_any(&mut tx, rdv).await.unwrap().is_some(), "the platform reads from any CPTS");
        }
    }
}

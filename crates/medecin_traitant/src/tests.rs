//! Feature tests, through verbs and doors, on both engines.

mod accueil;
mod bureau;
mod cartes;
mod chiffres;
mod cloison;
mod demander;
mod entrees;
mod listes;
mod matching;
mod monde;
mod patient;
mod places;
mod prive;
mod regles;
mod suivi;

use crate::*;
use monde::*;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn a_request_is_kept_sealed_and_read_again(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let one = demande(&ctx, 1956, &["ald"]);
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(store::demandes::keep(&mut tx, &coffre, &one, None).await.unwrap());
        assert!(!store::demandes::keep(&mut tx, &coffre, &one, None).await.unwrap(), "once");
        tx.record(db::Trace::new("essai", objet(one.id)));
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::demandes::demande(&mut tx, &coffre, one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(store::demandes::page(&mut tx, &coffre, Phase::Attente, 0, 10).await.unwrap(), [one]);
        assert_eq!(store::demandes::comptes(&mut tx).await.unwrap(), [(Phase::Attente, 1)]);
    }

    async fn places_are_never_passed_whoever_takes_them_at_once(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let taken = testkit::race(32, || async {
            let mut tx = db.begin(&ctx).await.unwrap();
            let taken = store::medecins::take(&mut tx, doctor, 1).await.unwrap();
            tx.record(db::Trace::new("essai", "medecin"));
            tx.commit().await.unwrap();
            taken
        })
        .await;
        assert_eq!(taken.iter().filter(|taken| **taken).count(), 5);
        let mut tx = db.read(&ctx).await.unwrap();
        let kept = store::medecins::medecin(&mut tx, doctor).await.unwrap().unwrap();
        assert_eq!((kept.offre.places, kept.offre.restantes()), (5, 0));
    }
}

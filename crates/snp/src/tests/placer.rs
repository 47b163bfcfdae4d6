//! From a call to a place, and back: whoever asks at once, asks twice, or takes the place away.

use super::*;
use crate::demande::Refus;
use rendez_vous::{RdvAnnule, creneau::Refus as Creneau};

each_engine! { SCHEMA;
    async fn a_call_sent_twice_is_one_request(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let new = nouvelle(&ctx);
        let kept = testkit::race(8, || async { receive(&ctx, &db, new.clone()).await.unwrap().id }).await;
        assert!(kept.iter().all(|id| *id == new.id));
        let other = Nouvelle { origine: Origine::Sas, ..new };
        assert!(matches!(receive(&ctx, &db, other).await, Err(WriteError::DejaNote)));
    }

    async fn a_place_goes_to_one_request_whoever_asks_at_once(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 3).await;
        let asked = testkit::race(32, || async {
            let id = demande(&ctx, &db).await;
            (id, place(&ctx, &db, id, slot, cle(&ctx)).await)
        })
        .await;
        assert_eq!(asked.iter().filter(|(_, made)| made.is_ok()).count(), 3);
        for (id, made) in asked {
            match made {
                Ok(_) => assert_eq!(phase(&ctx, &db, id).await, Phase::Placee),
                Err(WriteError::Place(rendez_vous::WriteError::Creneau(Creneau::Complet))) => {
                    assert_eq!(phase(&ctx, &db, id).await, Phase::Ouverte);
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(libres(&ctx, &db, slot).await, 0);
    }

    async fn a_request_gets_one_place_whoever_places_it_at_once(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let (early, late) = (
            creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 20).await,
            creneau(&ctx, &db, who, "2026-03-02T18:00:00Z", 20).await,
        );
        let id = demande(&ctx, &db).await;
        let turn = std::sync::atomic::AtomicU32::new(0);
        let asked = testkit::race(32, || async {
            let even = turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst).is_multiple_of(2);
            place(&ctx, &db, id, if even { early } else { late }, cle(&ctx)).await
        })
        .await;
        let (won, lost): (Vec<_>, Vec<_>) = asked.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        assert!(lost.iter().all(|one| matches!(one, Err(WriteError::Demande(Refus::DejaPlacee)))), "{lost:?}");
        assert_eq!(libres(&ctx, &db, early).await + libres(&ctx, &db, late).await, 39);
    }

    async fn the_same_key_is_the_same_appointment(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 3).await;
        let (id, other, key) = (demande(&ctx, &db).await, demande(&ctx, &db).await, cle(&ctx));
        let made = testkit::race(8, || async { place(&ctx, &db, id, slot, key).await.unwrap().id }).await;
        assert!(made.iter().all(|one| *one == made[0]));
        assert_eq!(libres(&ctx, &db, slot).await, 2);
        let moved = place(&ctx, &db, other, slot, key).await;
        assert!(matches!(moved, Err(WriteError::Place(rendez_vous::WriteError::CleDejaServie))), "{moved:?}");
        cancel(&ctx, &db, id, "va mieux").await.unwrap();
        assert!(matches!(place(&ctx, &db, id, slot, key).await, Err(WriteError::PasPossible(_))));
        assert_eq!(events::<DemandePlacee>(&db, &ctx).await.len(), 1);
    }

    async fn a_slot_refused_leaves_the_request_open_and_says_so(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        rendez_vous::withdraw(&ctx, &db, slot, "malade").await.unwrap();
        let id = demande(&ctx, &db).await;
        let refused = place(&ctx, &db, id, slot, cle(&ctx)).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Le professionnel a retiré ce créneau. La demande reste ouverte\u{a0}: choisissez un autre créneau."
        );
        assert_eq!(phase(&ctx, &db, id).await, Phase::Ouverte);
    }

    async fn a_slot_taken_back_opens_the_request_again_with_the_same_clock(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let id = demande(&ctx, &db).await;
        place(&ctx, &db, id, slot, cle(&ctx)).await.unwrap();
        let due = lue(&ctx, &db, id).await.echeance;
        let later = at(&ctx, "2026-03-02T12:00:00Z");
        rendez_vous::withdraw(&later, &db, slot, "malade").await.unwrap();
        let told: Vec<RdvAnnule> = events(&db, &ctx).await;
        let moved = testkit::race(4, || async { reopen(&later, &db, &told[0]).await.unwrap() }).await;
        assert_eq!(moved.iter().filter(|one| **one).count(), 1, "told twice is once");
        let now = lue(&ctx, &db, id).await;
        assert_eq!((now.etat, now.echeance), (Etat::Elargie, due));
        let opened: Vec<DemandeRouverte> = events(&db, &ctx).await;
        assert!(opened.len() == 1 && opened[0].creneau_retire);
        let again = creneau(&later, &db, who, "2026-03-02T19:00:00Z", 1).await;
        place(&later, &db, id, again, cle(&ctx)).await.unwrap();
        assert!(!reopen(&later, &db, &told[0]).await.unwrap(), "of a place that it left");
        assert_eq!(phase(&ctx, &db, id).await, Phase::Placee);
    }

    async fn a_place_given_back_is_free_again(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let id = demande(&ctx, &db).await;
        place(&ctx, &db, id, slot, cle(&ctx)).await.unwrap();
        cancel(&ctx, &db, id, "autre heure").await.unwrap();
        assert_eq!((phase(&ctx, &db, id).await, libres(&ctx, &db, slot).await), (Phase::Elargie, 1));
        assert!(matches!(cancel(&ctx, &db, id, "").await, Err(WriteError::Demande(Refus::SansPlace))));
    }

    async fn a_red_flag_is_never_placed(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let id = alarme(&ctx, &db).await;
        let refused = place(&ctx, &db, id, slot, cle(&ctx)).await;
        assert!(matches!(refused, Err(WriteError::Demande(Refus::Alarme))), "{refused:?}");
        assert_eq!(libres(&ctx, &db, slot).await, 1);
    }

    async fn settings_change_once_whoever_read_them(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let (lu, new) = (Reglage::default(), Reglage { minutes_mt: 30, ..Reglage::default() });
        set_reglage(&ctx, &db, &lu, new.clone()).await.unwrap();
        assert!(matches!(set_reglage(&ctx, &db, &lu, lu.clone()).await, Err(WriteError::Change)));
        assert_eq!(store::reglages::reglage(&mut db.read(&ctx).await.unwrap()).await.unwrap(), new);
    }
}

//! Feature tests, through verbs and doors, on both engines.

mod ailleurs;
mod bureau;
mod cloison;
mod guichet;
mod monde;
mod suivi;

use crate::rdv::Etat;
use crate::*;
use kernel::Rights;
use monde::*;
use testkit::each_engine;
use uuid::Uuid;

each_engine! { SCHEMA;
    async fn a_place_is_taken_once_whoever_asks_at_once(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 4).await;
        let asked = testkit::race(32, || async { book(&ctx, &db, &ordre(slot)).await }).await;
        let (won, lost): (Vec<_>, Vec<_>) = asked.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 4);
        for refused in lost {
            assert!(matches!(refused, Err(WriteError::Creneau(creneau::Refus::Complet))), "{refused:?}");
        }
        assert_eq!(read(&db, &ctx, slot).await.libres, 0);
    }

    async fn the_same_key_is_the_same_appointment_even_at_once(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 4).await;
        let one = ordre(slot);
        let asked = testkit::race(8, || async { book(&ctx, &db, &one).await.unwrap().id }).await;
        assert!(asked.iter().all(|id| *id == asked[0]), "{asked:?}");
        assert_eq!(read(&db, &ctx, slot).await.libres, 3);
        let other = creneau(&ctx, &db, who, "2026-03-02T19:00:00Z", 1).await;
        let moved = Ordre { creneau: other, ..one };
        assert!(matches!(book(&ctx, &db, &moved).await, Err(WriteError::CleDejaServie)));
        assert_eq!(read(&db, &ctx, other).await.libres, 1, "the place of a refused appointment stays free");
        let nowhere = book(&ctx, &db, &ordre(ctx.id())).await;
        assert!(matches!(nowhere, Err(WriteError::Inconnu("Ce créneau"))), "{nowhere:?}");
    }

    async fn a_place_given_back_is_taken_again_and_told(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let held = book(&ctx, &db, &ordre(slot)).await.unwrap();
        assert!(matches!(book(&ctx, &db, &ordre(slot)).await, Err(WriteError::Creneau(creneau::Refus::Complet))));
        assert_eq!(cancel(&ctx, &db, held.id, "le patient va mieux").await.unwrap().etat, Etat::Annule);
        assert_eq!(cancel(&ctx, &db, held.id, "").await.unwrap().motif, "le patient va mieux", "twice is once");
        let again = book(&ctx, &db, &ordre(slot)).await.unwrap();
        assert_ne!(again.id, held.id);
        let told: Vec<RdvAnnule> = events(&db, &ctx).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].rdv == held.id && !told[0].creneau_retire);
    }

    async fn a_slot_taken_back_cancels_who_was_in_it_and_gives_no_place(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 3).await;
        let held = book(&ctx, &db, &ordre(slot)).await.unwrap();
        let done = withdraw(&ctx, &db, slot, "urgence personnelle").await.unwrap();
        assert_eq!(done, Retires { creneaux: 1, rdv: 1 });
        assert_eq!(withdraw(&ctx, &db, slot, "encore").await.unwrap(), Retires::default(), "twice is once");
        assert!(matches!(book(&ctx, &db, &ordre(slot)).await, Err(WriteError::Creneau(creneau::Refus::Retire))));
        let told: Vec<RdvAnnule> = events(&db, &ctx).await;
        assert!(told.len() == 1 && told[0].rdv == held.id && told[0].creneau_retire);
    }

    async fn a_doctor_takes_a_slot_back_while_patients_are_placed_and_nobody_stays_in_it(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 20).await;
        let turn = std::sync::atomic::AtomicU32::new(0);
        testkit::race(24, || async {
            if turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 12 {
                withdraw(&ctx, &db, slot, "malade").await.unwrap();
            } else {
                let _ = book(&ctx, &db, &ordre(slot)).await;
            }
        })
        .await;
        let mut tx = db.read(&ctx).await.unwrap();
        let all = store::rdvs::of_slot(&mut tx, slot).await.unwrap();
        assert!(all.iter().all(|one| one.etat == Etat::Annule), "{all:?}");
        assert_eq!(store::creneaux::creneau(&mut tx, slot).await.unwrap().unwrap().libres, 0);
    }

    async fn slots_of_one_person_do_not_meet_even_offered_at_once(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await;
        let asked = testkit::race(8, || async {
            offer(&ctx, &db, ctx.id(), who, horaire("2026-03-02T17:00:00Z", 60), contenu(lieu, 2)).await
        })
        .await;
        assert_eq!(asked.iter().filter(|one| one.is_ok()).count(), 1);
        let refused = asked.into_iter().find_map(Result::err).unwrap();
        assert_eq!(
            refused.to_string(),
            "Vous avez déjà un créneau à ce moment-là, le 2\u{a0}mars 2026 de 18\u{a0}h\u{a0}00 à 19\u{a0}h\u{a0}00\u{a0}: changez l’heure, ou retirez d’abord l’autre."
        );
        offer(&ctx, &db, ctx.id(), who, horaire("2026-03-02T18:00:00Z", 30), contenu(lieu, 1)).await.unwrap();
    }

    async fn a_series_skips_what_is_taken_and_is_taken_back_whole(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        creneau(&ctx, &db, who, "2026-03-03T17:30:00Z", 1).await;
        let lieu = lieu_de(&db, &ctx, who).await;
        let id = ctx.id();
        let done = offer_serie(&ctx, &db, id, who, &regle(), contenu(lieu, 2)).await.unwrap();
        assert_eq!((done.creneaux.len(), done.ecartes.len()), (9, 1));
        let again = offer_serie(&ctx, &db, id, who, &regle(), contenu(lieu, 2)).await.unwrap();
        assert_eq!(again.creneaux.len(), 9, "the same form twice offers one series");
        book(&ctx, &db, &ordre(done.creneaux[3])).await.unwrap();
        let back = withdraw_serie(&ctx, &db, who, id, "change de jour").await.unwrap();
        assert_eq!(back, Retires { creneaux: 9, rdv: 1 });
    }

    async fn leave_takes_back_what_it_meets_only(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let kept = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        creneau(&ctx, &db, who, "2026-03-04T17:00:00Z", 1).await;
        let leave = Horaire { debut: instant("2026-03-03T23:00:00Z"), fin: instant("2026-03-10T23:00:00Z") };
        assert_eq!(withdraw_between(&ctx, &db, who, leave, "congés").await.unwrap().creneaux, 1);
        assert!(read(&db, &ctx, kept).await.retire_le.is_none());
        assert_eq!(withdraw_effecteur(&ctx, &db, who).await.unwrap().creneaux, 1);
        let lieu = lieu_de(&db, &ctx, who).await;
        let after = offer(&ctx, &db, ctx.id(), who, horaire("2026-03-05T17:00:00Z", 60), contenu(lieu, 1)).await;
        assert!(matches!(after, Err(WriteError::Inconnu("Ce professionnel"))), "no longer takes part");
    }

    async fn what_became_of_an_appointment_is_said_once_its_hour_has_come(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        let (one, other) = (book(&ctx, &db, &ordre(slot)).await.unwrap(), book(&ctx, &db, &ordre(slot)).await.unwrap());
        assert!(matches!(settle(&ctx, &db, one.id, Etat::Honore, "").await, Err(WriteError::PasPossible(_))));
        let later = Ctx { now: instant("2026-03-02T17:05:00Z"), ..ctx.clone() };
        assert!(matches!(
            book(&later, &db, &ordre(slot)).await,
            Err(WriteError::Creneau(creneau::Refus::Complet | creneau::Refus::Commence))
        ));
        settle(&later, &db, one.id, Etat::Honore, "").await.unwrap();
        settle(&later, &db, one.id, Etat::Redirige, "radiographie").await.unwrap();
        settle(&later, &db, other.id, Etat::NonHonore, "").await.unwrap();
        assert!(matches!(cancel(&later, &db, other.id, "").await, Err(WriteError::PasPossible(_))));
        let told: Vec<RdvRegle> = events(&db, &ctx).await;
        let mut told: Vec<_> = told.iter().map(|one| one.etat.as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, ["honore", "non_honore", "redirige"]);
        let begun = creneau(&ctx, &db, who, "2026-03-02T19:00:00Z", 1).await;
        let late = Ctx { now: instant("2026-03-02T19:00:00Z"), ..ctx };
        assert!(matches!(book(&late, &db, &ordre(begun)).await, Err(WriteError::Creneau(creneau::Refus::Commence))));
        assert_eq!(read(&db, &late, begun).await.libres, 1);
    }

    async fn one_offers_for_oneself_and_the_office_for_all(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await;
        let rights = |all: &[kernel::Right]| Ctx { rights: Rights::of(all.iter().copied()), ..ctx.clone() };
        let own = rights(&[droits::OFFRIR]);
        let asked = |ctx: Ctx, hour: &'static str| {
            let db = db.clone();
            async move { offer(&ctx, &db, ctx.id(), who, horaire(hour, 30), contenu(lieu, 1)).await }
        };
        asked(own.clone(), "2026-03-02T17:00:00Z").await.unwrap();
        let other = Ctx { actor: Actor::Personne(Uuid::from_u128(9)), ..own };
        assert!(matches!(asked(other.clone(), "2026-03-02T18:00:00Z").await, Err(WriteError::Inconnu(_))));
        let office = Ctx { rights: Rights::of([droits::GERER]), ..other.clone() };
        asked(office, "2026-03-02T18:00:00Z").await.unwrap();
        let nobody = Ctx { rights: Rights::of([droits::VOIR]), ..other };
        assert!(matches!(asked(nobody, "2026-03-02T19:00:00Z").await, Err(WriteError::Denied(_))));
    }
}

//! Several people at once: whoever signs, closes, moves or cancels a meeting holds it.

use super::*;
use crate::sign_presence::{Signataire, Signature};
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::each_engine;

/// People at the door.
const GENS: usize = 8;

async fn people(ctx: &Ctx, db: &Db) -> Vec<Id<Adherent>> {
    let mut all = Vec::new();
    for n in 0..GENS {
        all.push(membre(ctx, db, "Léa", &format!("Roux{n}")).await);
    }
    all
}

async fn scan(ctx: &Ctx, db: &Db, id: Id<Reunion>, who: Id<Adherent>) -> Result<Signature, WriteError> {
    let passe = jeton::pass(db.secret(), ctx.cpts, id, ctx.now);
    sign_presence(ctx, db, id, &passe, &Signataire::Adherent(who), false).await
}

/// Everybody signs while the office does `gesture`: what each was answered, the office last.
async fn against(
    ctx: &Ctx,
    db: &Db,
    (id, all): (Id<Reunion>, &[Id<Adherent>]),
    gesture: impl AsyncFn() -> Result<(), WriteError> + Sync,
) -> Vec<Result<(), WriteError>> {
    let next = AtomicUsize::new(0);
    testkit::race(GENS + 1, async || match next.fetch_add(1, Ordering::SeqCst) {
        GENS => gesture().await,
        n => scan(ctx, db, id, all[n]).await.map(drop),
    })
    .await
}

each_engine! { SCHEMA;
    async fn nobody_signs_a_meeting_that_is_closed_at_the_same_time(db) {
        let ctx = cpts(&db, "velay").await;
        let (all, door) = (people(&ctx, &db).await, at(&ctx, DURING));
        for turn in 1..=3 {
            let id = planned(&ctx, &db).await;
            against(&door, &db, (id, &all), async || close_reunion(&door, &db, id).await).await;
            let there = presences_de(&mut db.read(&door).await.unwrap(), id).await.unwrap();
            let said = actes::store::latest(&mut db.read(&door).await.unwrap(), None, 1000).await.unwrap();
            let of = |one: &&actes::Acte| one.source == ("reunions_reunion".to_owned(), id.to_string());
            let counted = said.iter().find(of).unwrap().fait.personnes;
            assert_eq!(usize::try_from(counted).unwrap(), there.len(), "turn {turn}");
        }
    }

    async fn nobody_signs_a_meeting_that_is_cancelled_at_the_same_time(db) {
        let ctx = cpts(&db, "velay").await;
        let (all, door) = (people(&ctx, &db).await, at(&ctx, DURING));
        for turn in 1..=3 {
            let id = planned(&ctx, &db).await;
            let gesture = async || cancel_reunion(&door, &db, id, "Panne", Portee::Celle).await.map(drop);
            against(&door, &db, (id, &all), gesture).await;
            let there = presences_de(&mut db.read(&door).await.unwrap(), id).await.unwrap();
            assert!(there.is_empty(), "turn {turn}: {there:?}");
        }
        assert_eq!(ledger(&door, &db, actes::Genre::Presence).await, (0, 0, 0));
    }

    async fn hours_never_move_under_a_signature(db) {
        let ctx = cpts(&db, "velay").await;
        let (all, door) = (people(&ctx, &db).await, at(&ctx, DURING));
        for turn in 1..=3 {
            let id = planned(&ctx, &db).await;
            let lu = reunion(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap().change_le;
            let longer = Nouvelle { fin: hour("2026-03-02T22:00"), ..ce_soir() };
            let gesture = async || change_reunion(&door, &db, id, lu, longer.clone(), Portee::Celle).await.map(drop);
            against(&door, &db, (id, &all), gesture).await;
            let mut tx = db.read(&door).await.unwrap();
            let meeting = reunion(&mut tx, id).await.unwrap().unwrap();
            let there = presences_de(&mut tx, id).await.unwrap();
            assert!(there.iter().all(|one| one.minutes == meeting.minutes), "turn {turn}: {there:?}");
        }
    }

    async fn answers_that_come_during_a_reminder_stop_neither(db) {
        let ctx = cpts(&db, "velay").await;
        let all = people(&ctx, &db).await;
        let mut accounts = Vec::new();
        for (n, who) in all.iter().enumerate() {
            accounts.push(linked(&ctx, &db, *who, &format!("lea{n}")).await);
        }
        for turn in 1..=4 {
            let id = planned(&ctx, &db).await;
            send_invitations(&ctx, &db, id, &all, &[]).await.unwrap();
            let next = AtomicUsize::new(0);
            let answers = testkit::race(GENS + 1, async || match next.fetch_add(1, Ordering::SeqCst) {
                GENS => remind_invites(&ctx, &db, id).await.map(drop),
                n => answer_invitation(&accounts[n], &db, id, Reponse::Oui).await,
            })
            .await;
            assert!(answers.iter().all(Result::is_ok), "turn {turn}: {answers:?}");
        }
    }
}

//! Several people at once: the database decides.

use super::*;
use crate::{pouvoir, scrutin as noun};
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::actors::race;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn eight_give_their_proxy_at_once_and_no_more_than_the_statutes_allow_are_held(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 9, false).await;
        let ag = ag(&ctx, &db).await;
        let (seance, _) = seance(&ctx, &db, ag).await;
        let next = AtomicUsize::new(1);
        let answers = race(8, async || {
            let from = all[next.fetch_add(1, Ordering::SeqCst)];
            give_pouvoir(&ctx, &db, Voie::Bureau(from), seance, all[0], false).await
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 2);
        let full = |answer: &&Result<(), WriteError>| matches!(answer, Err(WriteError::Pouvoir(pouvoir::Refus::Trop { max: 2, .. })));
        assert_eq!(answers.iter().filter(full).count(), 6);
        assert_eq!(vue(&ctx, &db, seance).await.pouvoirs.len(), 2);
    }

    async fn two_give_to_each_other_at_once_and_no_chain_is_made(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 3, false).await;
        let ag = ag(&ctx, &db).await;
        let (seance, _) = seance(&ctx, &db, ag).await;
        let next = AtomicUsize::new(0);
        let answers = race(2, async || {
            let at = next.fetch_add(1, Ordering::SeqCst);
            give_pouvoir(&ctx, &db, Voie::Bureau(all[at]), seance, all[1 - at], false).await
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    }

    async fn ballots_that_race_with_the_closing_count_whole_or_not_at_all(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 7, false).await;
        let ag = ag(&ctx, &db).await;
        let (seance, _) = seance(&ctx, &db, ag).await;
        open(&ctx, &db, seance, &all).await;
        let id = vote(&ctx, &db, &projet(seance, Mode::Secret)).await;
        choose(&ctx, &db, 7, id, 0).await.unwrap();
        let next = AtomicUsize::new(0);
        let answers = race(7, async || match next.fetch_add(1, Ordering::SeqCst) {
            0 => close_scrutin(&during(&ctx), &db, id, &Cloture::default()).await,
            n => choose(&ctx, &db, n as u128, id, 0).await,
        })
        .await;
        let late = |answer: &&Result<(), WriteError>| matches!(answer, Err(WriteError::Scrutin(noun::Refus::Clos)));
        let counted = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(counted + answers.iter().filter(late).count(), 7, "{answers:?}");
        let roll = store::scrutins::roll(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let closed = scrutin(&ctx, &db, id).await;
        // One of the answers is the closing, one ballot came before: as many on the roll as in the box, as were accepted.
        assert_eq!(roll.iter().filter(|one| one.a_vote).count(), counted);
        assert_eq!(closed.participation, Some((u32::try_from(counted).unwrap(), 7)));
    }

    async fn the_same_voter_on_eight_phones_votes_once(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, false).await;
        let ag = ag(&ctx, &db).await;
        let (seance, _) = seance(&ctx, &db, ag).await;
        open(&ctx, &db, seance, &all).await;
        for mode in [Mode::Secret, Mode::Nominatif] {
            let id = vote(&ctx, &db, &projet(seance, mode)).await;
            let answers = race(8, async || choose(&ctx, &db, 1, id, 0).await).await;
            assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        }
    }
}

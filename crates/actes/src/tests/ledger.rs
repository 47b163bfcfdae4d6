use super::{SCHEMA, TODAY, amend, meeting, note, somebody};
use crate::{Mission, Refus, WriteError, store};
use jiff::civil::date;
use testkit::{each_engine, race};

each_engine! { &SCHEMA;
    async fn an_act_is_read_back_as_it_was_noted(db) {
        let ctx = somebody();
        let id = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let acte = store::acte(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((acte.fait, acte.corrige), (meeting(TODAY, 90), None));
    }

    async fn a_source_row_gives_one_act_even_to_eight_at_once(db) {
        let ctx = somebody();
        let answers = race(8, async || note(&db, &ctx, meeting(TODAY, 90), "same").await).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        let refused = answers.iter().filter(|a| matches!(a, Err(WriteError::Refus(Refus::DejaNote))));
        assert_eq!(refused.count(), 7);
    }

    async fn a_line_is_corrected_once_then_its_correction_is(db) {
        let ctx = somebody();
        let first = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        let answers = race(6, async || amend(&db, &ctx, first, Some(meeting(TODAY, 60))).await).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        let second = *answers.iter().find_map(|answer| answer.as_ref().ok()).unwrap();
        amend(&db, &ctx, second, Some(meeting(TODAY, 45))).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let latest = store::latest(&mut tx, None, 10).await.unwrap();
        assert_eq!(latest.iter().map(|acte| acte.fait.minutes).collect::<Vec<_>>(), [45]);
    }

    async fn totals_follow_corrections_and_cancellations(db) {
        let ctx = somebody();
        let march = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        note(&db, &ctx, meeting(date(2026, 2, 27), 30), "b").await.unwrap();
        let moved = amend(&db, &ctx, march, Some(meeting(date(2026, 2, 26), 60))).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let totals = store::totals(&mut tx, date(2026, 1, 1)).await.unwrap();
        let seen: Vec<_> = totals.iter().map(|t| (t.mission, t.mois, t.actes, t.minutes, t.personnes)).collect();
        assert_eq!(seen, [
            (Mission::Parcours, date(2026, 2, 1), 2, 90, 18),
            (Mission::Parcours, date(2026, 3, 1), 0, 0, 0),
        ]);
        drop(tx);
        amend(&db, &ctx, moved, None).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let totals = store::totals(&mut tx, date(2026, 2, 1)).await.unwrap();
        assert_eq!((totals[0].actes, totals[0].minutes), (1, 30));
        assert_eq!(store::latest(&mut tx, None, 10).await.unwrap().len(), 1);
    }

    async fn a_cancelled_act_that_is_restored_counts_again(db) {
        let ctx = somebody();
        let id = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        let gone = amend(&db, &ctx, id, None).await.unwrap();
        amend(&db, &ctx, gone, Some(meeting(TODAY, 90))).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let totals = store::totals(&mut tx, TODAY).await.unwrap();
        assert_eq!((totals[0].actes, totals[0].minutes), (1, 90));
    }

    async fn the_list_walks_back_without_losing_a_day(db) {
        let ctx = somebody();
        for n in 0..25 {
            let jour = TODAY.saturating_sub(jiff::Span::new().days(n / 3));
            note(&db, &ctx, meeting(jour, 10), &n.to_string()).await.unwrap();
        }
        let mut tx = db.read(&ctx).await.unwrap();
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = store::latest(&mut tx, before, 7).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some((last.fait.jour, last.id));
            seen.extend(page.into_iter().map(|acte| acte.id));
        }
        let unique: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), unique.len()), (25, 25));
    }

    async fn whoever_lacks_the_right_writes_nothing(db) {
        let ctx = testkit::ctx(testkit::CPTS, &[crate::VOIR]);
        let answer = note(&db, &ctx, meeting(TODAY, 90), "a").await;
        assert!(matches!(answer, Err(WriteError::Denied(_))));
    }
}

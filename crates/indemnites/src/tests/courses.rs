//! What happens when several decide at once.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

each_engine! { SCHEMA;
    async fn a_rate_written_while_lines_are_approved_one_by_one_undoes_no_approval(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let mut people = Vec::new();
        for (n, prenom) in ["Ana", "Bob", "Cléo", "Dan"].into_iter().enumerate() {
            people.push(adherent(&ctx, &db, prenom, &[format!("Métier {n}").as_str()]).await);
        }
        for (n, jour) in [3, 4, 5, 6].into_iter().enumerate() {
            attend(&ctx, &db, meeting(&ctx, &db, &format!("Groupe {n}"), date(2026, 2, jour)).await, &people).await;
        }
        let lines: Vec<_> = all_lines(&ctx, &db).await.into_iter().map(|one| one.id).collect();
        let (law, next, lines) = (law(), AtomicUsize::new(0), &lines);
        let done = race(8, || {
            let (ctx, db, law, next) = (&ctx, &db, &law, &next);
            async move {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at % 2 == 0 {
                    return write_bareme(ctx, db, rate(ctx, &format!("Métier {}", at / 2), 6_000)).await.map(drop);
                }
                for id in lines.iter().skip(at / 2).step_by(4) {
                    approve(ctx, db, law, *id, PAYDAY).await?;
                }
                Ok(())
            }
        })
        .await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        let kept = all_lines(&ctx, &db).await;
        assert!(kept.iter().all(|one| one.etat == Etat::Approuvee));
        for who in people {
            let owed: i64 = kept.iter().filter(|one| one.personne == who).filter_map(Indemnite::cents).sum();
            assert_eq!(engaged(&ctx, &db, who, 2026).await, owed);
        }
    }

    async fn two_who_approve_each_other_s_lines_never_wait_for_each_other(db) {
        let ctx = cpts(&db, "velay").await;
        let (ana, bob) = (adherent(&ctx, &db, "Ana", &[]).await, adherent(&ctx, &db, "Bob", &[]).await);
        let (a, b) = (account(&ctx, &db, "Ana").await, account(&ctx, &db, "Bob").await);
        adhesions::link_compte(&ctx, &db, ana, crate::author(&a)).await.unwrap();
        adhesions::link_compte(&ctx, &db, bob, crate::author(&b)).await.unwrap();
        let (hers, his) = (slots(&ctx, &db, ana, 1_000, 12).await, slots(&ctx, &db, bob, 1_000, 12).await);
        let (law, next) = (law(), AtomicUsize::new(0));
        let done = race(24, || {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (who, id) = if at % 2 == 0 { (&a, his[at / 2]) } else { (&b, hers[at / 2]) };
            let (db, law) = (&db, &law);
            async move { approve(who, db, law, id, PAYDAY).await }
        })
        .await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
    }

    async fn a_line_is_written_again_only_as_it_was_read(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let id = slots(&ctx, &db, nora, 1_000, 1).await[0];
        let read = line(&ctx, &db, id).await;
        approve(&ctx, &db, &law(), id, PAYDAY).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(!lignes::rewrite(&mut tx, read.etat, &read).await.unwrap());
        drop(tx);
        assert_eq!(line(&ctx, &db, id).await.etat, Etat::Approuvee);
    }
}

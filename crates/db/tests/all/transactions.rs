//! A transaction is all or nothing, and leaves a line in the journal.

use crate::{MOTS, count, keep};
use db::{Error, Result, Trace, params};
use testkit::{actors::system, each_engine, race};

const KEEP: &str = "INSERT INTO mots_mot (id, mot) VALUES ($1, $2)";

each_engine! { &[db::MIGRATIONS, MOTS];
    async fn a_dropped_transaction_leaves_nothing_and_gives_its_connection_back(db) -> Result<()> {
        for id in 0..100 {
            let mut tx = db.begin(&system()).await?;
            tx.execute(KEEP, params![id, "jamais"]).await?;
            drop(tx);
            drop(db.read(&system()).await?);
        }
        keep(&db, 1, "gardé").await?;
        assert_eq!(count(&db).await?, 1);
        Ok(())
    }

    async fn a_cancelled_transaction_leaves_nothing(db) -> Result<()> {
        for id in 0..30_u32 {
            let begun = async {
                let mut tx = db.begin(&system()).await?;
                for _ in 0..id {
                    tokio::task::yield_now().await;
                }
                tx.execute(KEEP, params![id, "jamais"]).await?;
                tokio::task::yield_now().await;
                std::future::pending::<Result<()>>().await
            };
            let _ = tokio::time::timeout(std::time::Duration::from_micros(100 * u64::from(id)), begun).await;
        }
        keep(&db, 1, "gardé").await?;
        assert_eq!(count(&db).await?, 1);
        Ok(())
    }

    async fn a_reading_transaction_refuses_to_write(db) -> Result<()> {
        let refused =
            |answer: Option<Error>| assert!(matches!(answer, Some(Error::ReadOnly { .. })), "{answer:?}");
        refused(db.read(&system()).await?.execute(KEEP, params![1, "un"]).await.err());
        refused(db.read(&system()).await?.execute_untraced(KEEP, params![1, "un"]).await.err());
        let returning = format!("{KEEP} RETURNING id");
        refused(db.read(&system()).await?.row(&returning, params![1, "un"]).await.err());
        let mut tx = db.read(&system()).await?;
        tx.record(Trace::new("mots.mot_lu", 1));
        refused(tx.commit().await.err());
        assert_eq!(count(&db).await?, 0);
        Ok(())
    }

    async fn a_reading_transaction_sees_one_state(db) -> Result<()> {
        keep(&db, 1, "un").await?;
        let mut tx = db.read(&system()).await?;
        let count = "SELECT count(*) AS n FROM mots_mot";
        assert_eq!(tx.must_row(count, &[]).await?.get::<i64>("n")?, 1);
        keep(&db, 2, "deux").await?;
        assert_eq!(tx.must_row(count, &[]).await?.get::<i64>("n")?, 1);
        tx.commit().await
    }

    async fn a_write_without_a_line_in_the_journal_does_not_commit(db) -> Result<()> {
        for sql in
            [KEEP, &format!("{KEEP} RETURNING id"), &format!("WITH x AS (SELECT 1) {KEEP} RETURNING id")]
        {
            let mut tx = db.begin(&system()).await?;
            if sql == KEEP {
                tx.execute(sql, params![1, "un"]).await.map(drop)?
            } else {
                tx.must_row(sql, params![1, "un"]).await.map(drop)?
            }
            assert!(matches!(tx.commit().await, Err(Error::Untraced { .. })), "{sql}");
        }
        assert_eq!(count(&db).await?, 0);
        let mut tx = db.begin(&system()).await?;
        let row = tx.row_untraced(&format!("{KEEP} RETURNING id"), params![1, "un"]).await?;
        assert_eq!(row.unwrap().get::<i64>("id")?, 1);
        tx.commit().await?;
        assert_eq!(count(&db).await?, 1);
        Ok(())
    }

    async fn a_statement_that_fails_ends_the_transaction(db) -> Result<()> {
        keep(&db, 1, "un").await?;
        let mut tx = db.begin(&system()).await?;
        tx.execute(KEEP, params![2, "deux"]).await?;
        assert!(tx.execute(KEEP, params![3, "un"]).await.unwrap_err().is_constraint());
        assert!(matches!(tx.rows("SELECT 1 AS un", &[]).await, Err(Error::Ended { .. })));
        keep(&db, 4, "quatre").await?; // the connection is free again
        assert!(matches!(tx.commit().await, Err(Error::Ended { .. })));
        assert_eq!(count(&db).await?, 2);
        Ok(())
    }

    async fn eight_writers_of_one_word_one_winner(db) -> Result<()> {
        const SQL: &str = "INSERT INTO mots_mot (id, mot) VALUES ($1, 'seul') ON CONFLICT DO NOTHING";
        let next = std::sync::atomic::AtomicI64::new(1);
        let won = race(8, || async {
            let mut tx = db.begin(&system()).await?;
            let id = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let won = tx.execute(SQL, params![id]).await?;
            tx.record(Trace::new("mots.mot_garde", id));
            tx.commit().await?;
            Ok(won)
        })
        .await;
        assert_eq!(won.into_iter().collect::<Result<Vec<u64>>>()?.iter().sum::<u64>(), 1);
        Ok(())
    }
}

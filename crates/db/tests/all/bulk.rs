//! Many rows in, many rows out.

use db::{Batch, Db, Error, Migrations, Passing, Result, Trace, params};
use jiff::civil::date;
use testkit::{actors::system, each_engine};

const GROS: Migrations = Migrations {
    module: "gros",
    files: &[(
        "001_gros",
        "CREATE TABLE gros (id @int NOT NULL PRIMARY KEY, mot @text, o @bytes, r @real, b @bool, j @date) @wide;",
    )],
};
const COLUMNS: &[&str] = &["id", "mot", "o", "r", "b", "j"];

fn batch(from: i64, count: i64) -> Batch {
    let mut batch = Batch::new("gros", COLUMNS);
    for id in from..from + count {
        let mot = format!("mot {id} « é »");
        batch
            .row()
            .int(id)
            .text(&mot)
            .bytes(&[1, 0, 255])
            .real(Some(0.5))
            .bool(true)
            .date(Some(date(1999, 12, 31)));
    }
    batch
}

async fn poured(db: &Db, batch: &Batch) -> Result<()> {
    let mut tx = db.begin(&system()).await?;
    tx.pour(batch).await?;
    tx.record(Trace::new("gros.verse", "gros"));
    tx.commit().await
}

async fn count(db: &Db) -> Result<i64> {
    db.read(&system()).await?.must_row("SELECT count(*) AS n FROM gros", &[]).await?.get("n")
}

each_engine! { &[db::MIGRATIONS, GROS];
    async fn a_batch_comes_back_cell_by_cell(db) -> Result<()> {
        let mut rows = batch(1, 5_000);
        rows.row().int(5_001).null().bytes(&[]).real(None).bool(false).date(None);
        assert_eq!(rows.len(), 5_001);
        poured(&db, &rows).await?;
        let mut tx = db.read(&system()).await?;
        let row = tx.must_row("SELECT mot, o, r, b, j FROM gros WHERE id = $1", params![4_999]).await?;
        assert_eq!(row.get::<String>("mot")?, "mot 4999 « é »");
        assert_eq!((row.get::<Vec<u8>>("o")?, row.get::<f64>("r")?, row.get::<bool>("b")?), (vec![1, 0, 255], 0.5, true));
        assert_eq!(row.get::<jiff::civil::Date>("j")?, date(1999, 12, 31));
        let (mut sum, mut texts, mut nothing) = (0, 0, 0);
        tx.each("SELECT id, mot, o FROM gros ORDER BY id", &[], &mut |row: &Passing<'_>| {
            sum += row.int(0)?;
            texts += usize::from(row.text(1)?.starts_with("mot "));
            nothing += usize::from(row.bytes(2)?.is_empty());
            Ok(())
        }).await?;
        assert_eq!((sum, texts, nothing), (5_001 * 5_002 / 2, 5_000, 1));
        Ok(())
    }

    async fn a_batch_that_fails_or_is_never_committed_leaves_nothing(db) -> Result<()> {
        poured(&db, &batch(1, 10)).await?;
        assert!(poured(&db, &batch(5, 10)).await.unwrap_err().is_constraint());
        let mut tx = db.begin(&system()).await?;
        tx.pour(&batch(100, 10)).await?;
        drop(tx);
        let mut half = batch(200, 1);
        half.row().int(201);
        assert!(matches!(poured(&db, &half).await, Err(Error::Decode { .. })));
        assert!(matches!(db.read(&system()).await?.pour(&batch(300, 1)).await, Err(Error::ReadOnly { .. })));
        assert_eq!(count(&db).await?, 10);
        Ok(())
    }

    async fn a_big_load_leaves_no_log_behind(db) -> Result<()> {
        poured(&db, &batch(1, 1_000)).await?;
        db.settle().await?;
        assert_eq!(count(&db).await?, 1_000);
        Ok(())
    }

    async fn a_fault_while_reading_ends_the_transaction(db) -> Result<()> {
        poured(&db, &batch(1, 10)).await?;
        let mut tx = db.read(&system()).await?;
        let stopped = tx.each("SELECT mot FROM gros", &[], &mut |row: &Passing<'_>| row.int(0).map(drop)).await;
        assert!(matches!(stopped, Err(Error::Decode { .. })), "{stopped:?}");
        assert!(matches!(tx.rows("SELECT 1 AS n", &[]).await, Err(Error::Ended { .. })));
        Ok(())
    }
}

//! What a transaction costs: `cargo run --release -p db --example cost -- sqlite:/tmp/cost.db`.

use db::{Db, Migrations, Secret, Trace, params};
use jiff::Timestamp;
use kernel::{Ctx, Id};
use std::time::Instant;
use uuid::Uuid;

const COST: Migrations = Migrations {
    module: "cost",
    files: &[(
        "001_cost",
        "CREATE TABLE cost (cpts @id NOT NULL, id @id NOT NULL, nom @text NOT NULL, ville @text, points @int NOT NULL,
            actif @bool NOT NULL, vu_le @instant NOT NULL, PRIMARY KEY (cpts, id)) @strict;",
    )],
};
const ROWS: u32 = 10_000;
const READ: &str = "SELECT nom, ville, points, actif, vu_le FROM cost WHERE cpts = $1 AND id = $2";
const WRITE: &str =
    "INSERT INTO cost (cpts, id, nom, ville, points, actif, vu_le) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (cpts, id) DO UPDATE SET points = excluded.points + cost.points";

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> db::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "sqlite:/tmp/cost.db".to_owned());
    let db = Db::open(&address, Secret::new([1; 32]))?;
    let ctx = Ctx::system("cost", Timestamp::UNIX_EPOCH);
    db.migrate(&ctx, &[db::MIGRATIONS, COST]).await?;
    let mut tx = db.begin(&ctx).await?;
    for n in 0..ROWS {
        write(&mut tx, n).await?;
    }
    tx.record(Trace::new("cost.rempli", "cost"));
    tx.commit().await?;

    let mut tx = db.read(&ctx).await?;
    let start = Instant::now();
    for n in 0..100_000 {
        read(&mut tx, n % ROWS).await?;
    }
    report("point read in an open transaction", start, 100_000);
    drop(tx);

    let start = Instant::now();
    for n in 0..50_000 {
        read(&mut db.read(&ctx).await?, n % ROWS).await?;
    }
    report("read transaction with one point read", start, 50_000);

    let mut tx = db.read(&ctx).await?;
    let start = Instant::now();
    for _ in 0..10 {
        tx.rows("SELECT nom, ville, points, actif, vu_le FROM cost", &[]).await?;
    }
    report("line of a long answer", start, 10 * ROWS);
    drop(tx);

    let start = Instant::now();
    let mut tx = db.begin(&ctx).await?;
    for n in 0..20_000 {
        write(&mut tx, n % ROWS).await?;
    }
    report("write in an open transaction", start, 20_000);
    drop(tx);

    let start = Instant::now();
    for n in 0..500 {
        write_one(&db, &ctx, n).await?;
    }
    report("recorded write, alone", start, 500);

    let start = Instant::now();
    let tasks: Vec<_> = (0..32_u32)
        .map(|task| {
            let (db, ctx) = (db.clone(), ctx.within(Id::new(Uuid::from_u128(u128::from(task)))));
            tokio::spawn(async move {
                for n in 0..100 {
                    write_one(&db, &ctx, task * 100 + n).await?;
                }
                db::Result::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await.map_err(|e| db::Error::Backup(e.to_string()))??;
    }
    report("recorded write, 32 at once", start, 3_200);
    Ok(())
}

async fn read(tx: &mut db::Tx, n: u32) -> db::Result<i64> {
    let row = tx.must_row(READ, params![tx.cpts(), Uuid::from_u128(n.into())]).await?;
    row.get("points")
}

async fn write(tx: &mut db::Tx, n: u32) -> db::Result<()> {
    let (id, now) = (Uuid::from_u128(n.into()), tx.ctx().now);
    tx.execute(WRITE, params![tx.cpts(), id, "Dupont-Durand", "Le Puy-en-Velay", n, true, now]).await?;
    Ok(())
}

async fn write_one(db: &Db, ctx: &Ctx, n: u32) -> db::Result<()> {
    let mut tx = db.begin(ctx).await?;
    write(&mut tx, n).await?;
    tx.record(Trace::new("cost.ecrit", n));
    tx.commit().await
}

fn report(what: &str, start: Instant, times: u32) {
    let micros = start.elapsed().as_micros();
    println!("{what:40} {:>8.1} µs", micros as f64 / f64::from(times));
}

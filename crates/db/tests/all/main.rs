//! What the storage promises, on both engines.
#![cfg(test)]

mod backup;
mod bulk;
mod faults;
mod journal;
mod keys;
mod migrations;
mod outbox;
mod tampering;
mod transactions;
mod values;

use db::{Db, Migrations, Result, Trace, params};
use testkit::actors::system;

/// A small table for tests that need one.
const MOTS: Migrations = Migrations {
    module: "mots",
    files: &[("001_mot", "CREATE TABLE mots_mot (id @int NOT NULL PRIMARY KEY, mot @text UNIQUE) @strict;")],
};

/// Writes and records one word.
async fn keep(db: &Db, id: i64, mot: &str) -> Result<()> {
    let mut tx = db.begin(&system()).await?;
    tx.execute("INSERT INTO mots_mot (id, mot) VALUES ($1, $2)", params![id, mot]).await?;
    tx.record(Trace::new("mots.mot_garde", id));
    tx.commit().await
}

/// How many words there are.
async fn count(db: &Db) -> Result<i64> {
    let mut tx = db.read(&system()).await?;
    tx.must_row("SELECT count(*) AS n FROM mots_mot", &[]).await?.get("n")
}

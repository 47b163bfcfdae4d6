//! Feature tests, on both engines where there is a database.

mod cloison;
mod content;
mod files;
mod form;
mod names;

use crate::Depot;
use crate::droits::{RETIRER, VOIR, VOIR_INTERNES};
use db::{Db, Migrations};
use kernel::Ctx;

/// A table of the tests that cites files.
pub(crate) const CITING: Migrations = Migrations {
    module: "essai",
    files: &[(
        "001",
        "CREATE TABLE essai_preuve (cpts @id NOT NULL, piece @id NOT NULL, PRIMARY KEY (cpts, piece),
         FOREIGN KEY (cpts, piece) REFERENCES pieces_piece (cpts, id)) @strict;",
    )],
};
pub(crate) const SCHEMA: [Migrations; 3] = [db::MIGRATIONS, crate::MIGRATIONS, CITING];

pub(crate) fn member() -> Ctx {
    testkit::ctx(testkit::CPTS, &[VOIR, VOIR_INTERNES, RETIRER])
}

pub(crate) fn pdf(words: &str) -> Depot {
    Depot::new("Attestation.pdf", format!("%PDF-1.7\n{words}").into_bytes())
}

pub(crate) async fn keep(db: &Db, ctx: &Ctx, depot: &Depot) -> crate::Piece {
    let mut tx = db.begin(ctx).await.unwrap();
    let piece = crate::keep(&mut tx, depot).await.unwrap();
    tx.commit().await.unwrap();
    piece
}

pub(crate) async fn count(db: &Db, ctx: &Ctx, sql: &str) -> i64 {
    let mut tx = db.read(ctx).await.unwrap();
    let cpts = tx.cpts();
    tx.must_row(sql, db::params![cpts]).await.unwrap().get("n").unwrap()
}

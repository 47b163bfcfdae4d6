//! Agreements with employers.

use crate::{Adherent, Convention};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

/// Every agreement, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn conventions(tx: &mut Tx) -> Result<Vec<Convention>> {
    const SQL: &str = "SELECT id, employeur, du, au, verse_a, note, piece FROM adhesions_convention
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY du DESC, ecrit_le DESC, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(read).collect()
}

/// The agreement of the employer of somebody, in force on that day.
///
/// # Errors
/// A fault of storage.
pub async fn convention_du(tx: &mut Tx, adherent: Id<Adherent>, jour: Date) -> Result<Option<Convention>> {
    const SQL: &str = "SELECT c.id, c.employeur, c.du, c.au, c.verse_a, c.note, c.piece
        FROM adhesions_convention c JOIN adhesions_adherent a ON a.cpts = c.cpts AND a.employeur = c.employeur
        WHERE c.cpts = $1 AND a.id = $2 AND c.retire_le IS NULL AND c.du <= $3 AND (c.au IS NULL OR c.au >= $3)
        ORDER BY c.du DESC, c.ecrit_le DESC, c.id LIMIT 1";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, adherent, jour]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Convention> {
    Ok(Convention {
        id: row.get("id")?,
        employeur: row.get("employeur")?,
        du: row.get("du")?,
        au: row.get("au")?,
        verse_a: row.parse("verse_a")?,
        note: row.get("note")?,
        piece: row.get("piece")?,
    })
}

/// Adds an agreement; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Convention, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO adhesions_convention (cpts, id, employeur, du, au, verse_a, note, piece, auteur,
        ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        one.id,
        one.employeur,
        one.du,
        one.au,
        one.verse_a.code(),
        &one.note,
        one.piece,
        auteur,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Gives an agreement its last day, or none; false when there is no such agreement.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when it would end before it begins.
pub async fn end(tx: &mut Tx, id: Id<Convention>, au: Option<Date>) -> Result<bool> {
    const SQL: &str =
        "UPDATE adhesions_convention SET au = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, au]).await? == 1)
}

/// Takes away an agreement noted by mistake, which cites its file no longer; false when there is nothing to take away.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Convention>) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_convention SET retire_le = $3, piece = NULL
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

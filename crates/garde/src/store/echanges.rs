//! Swaps.

use crate::affectation::EtatEchange;
use crate::{Echange, Participant, Planning, author};
use db::{Result, Row, Tx, params};
use kernel::Id;

const COLUMNS: &str = "id, planning, donne, de, a, contre, motif, etat";

/// One of them.
///
/// # Errors
/// A fault of storage.
pub async fn echange(tx: &mut Tx, id: Id<Echange>) -> Result<Option<Echange>> {
    let sql = format!("SELECT {COLUMNS} FROM garde_echange WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Those of a planning, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, planning: Id<Planning>) -> Result<Vec<Echange>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM garde_echange WHERE cpts = $1 AND planning = $2 ORDER BY ecrit_le DESC, id DESC"
    );
    tx.rows(&sql, params![tx.cpts(), planning]).await?.iter().map(read).collect()
}

/// Those under way in every planning, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn under_way(tx: &mut Tx) -> Result<Vec<Echange>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM garde_echange WHERE cpts = $1 AND etat IN ('demande', 'accepte') ORDER BY ecrit_le, id"
    );
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Adds one that is asked; false when one is under way for that half-day, or when that id is there.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Echange) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO garde_echange (cpts, id, planning, donne, de, a, contre, motif, etat, auteur, ecrit_le,
        change_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'demande', $9, $10, $10) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.planning,
        one.donne,
        one.de,
        one.a,
        one.contre,
        &one.motif,
        author(tx.ctx()),
        tx.ctx().now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Somebody takes it: whoever was named, or the first of all; false when somebody else did, or it is no longer asked.
///
/// # Errors
/// A fault of storage.
pub async fn accept(tx: &mut Tx, id: Id<Echange>, by: Id<Participant>) -> Result<bool> {
    const SQL: &str = "UPDATE garde_echange SET etat = 'accepte', a = $3, change_le = $4
        WHERE cpts = $1 AND id = $2 AND etat = 'demande' AND (a = $3 OR a IS NULL)";
    Ok(tx.execute(SQL, params![tx.cpts(), id, by, tx.ctx().now]).await? == 1)
}

/// Ends one that is under way; false when it is not, or no longer.
///
/// # Errors
/// A fault of storage.
pub async fn end(tx: &mut Tx, id: Id<Echange>, from: EtatEchange, to: EtatEchange) -> Result<bool> {
    const SQL: &str =
        "UPDATE garde_echange SET etat = $4, change_le = $5 WHERE cpts = $1 AND id = $2 AND etat = $3";
    let values = params![tx.cpts(), id, from.code(), to.code(), tx.ctx().now];
    Ok(tx.execute(SQL, values).await? == 1)
}

fn read(row: &Row) -> Result<Echange> {
    Ok(Echange {
        id: row.get("id")?,
        planning: row.get("planning")?,
        donne: row.get("donne")?,
        de: row.get("de")?,
        a: row.get("a")?,
        contre: row.get("contre")?,
        motif: row.get("motif")?,
        etat: row.parse("etat")?,
    })
}

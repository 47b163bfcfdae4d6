//! Those who signed and are on no list.

use crate::presence::Presence;
use crate::reunion::Reunion;
use crate::visiteur::Visiteur;
use db::{Result, Row, Tx, params};
use kernel::Id;

const COLUMNS: &str = "id, reunion, nom, profession, a_distance, rattache, signe_le";

/// Adds somebody; false when the same name signed already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Visiteur) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO reunions_visiteur (cpts, id, reunion, nom, cle, profession, a_distance, signe_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let cle = one.cle();
    let values =
        params![tx.cpts(), one.id, one.reunion, &one.nom, cle, &one.profession, one.a_distance, one.signe_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Those of a meeting, the first to sign first.
///
/// # Errors
/// A fault of storage.
pub async fn of_reunion(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<Visiteur>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_visiteur WHERE cpts = $1 AND reunion = $2 AND retire_le IS NULL ORDER BY signe_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), reunion]).await?.iter().map(read).collect()
}

/// One of them.
///
/// # Errors
/// A fault of storage.
pub async fn one(tx: &mut Tx, id: Id<Visiteur>) -> Result<Option<Visiteur>> {
    let sql =
        format!("SELECT {COLUMNS} FROM reunions_visiteur WHERE cpts = $1 AND id = $2 AND retire_le IS NULL");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Says which presence it is; false when that was said already.
///
/// # Errors
/// A fault of storage.
pub async fn attach(tx: &mut Tx, id: Id<Visiteur>, presence: Id<Presence>) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_visiteur SET rattache = $3
        WHERE cpts = $1 AND id = $2 AND rattache IS NULL AND retire_le IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, presence]).await? == 1)
}

/// Takes one away, typed by mistake; false when there is none.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Visiteur>) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_visiteur SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL AND rattache IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

fn read(row: &Row) -> Result<Visiteur> {
    Ok(Visiteur {
        id: row.get("id")?,
        reunion: row.get("reunion")?,
        nom: row.get("nom")?,
        profession: row.get("profession")?,
        a_distance: row.get("a_distance")?,
        rattache: row.get("rattache")?,
        signe_le: row.get("signe_le")?,
    })
}

//! Bank details of members, and the account of the association.

use crate::coordonnees::Coordonnees;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use std::collections::BTreeMap;

const COLUMNS: &str =
    "adherent, titulaire, scelle, masque, donne_le, donne_par, change_le, confirme_le, piece";

/// Bank details of somebody.
///
/// # Errors
/// A fault of storage.
pub async fn coordonnees(tx: &mut Tx, adherent: Id<Adherent>) -> Result<Option<Coordonnees>> {
    let sql = format!("SELECT {COLUMNS} FROM indemnites_coordonnees WHERE cpts = $1 AND adherent = $2");
    tx.row(&sql, params![tx.cpts(), adherent]).await?.as_ref().map(read).transpose()
}

/// Bank details of everybody.
///
/// # Errors
/// A fault of storage.
pub async fn toutes(tx: &mut Tx) -> Result<BTreeMap<Id<Adherent>, Coordonnees>> {
    let sql = format!("SELECT {COLUMNS} FROM indemnites_coordonnees WHERE cpts = $1");
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    rows.iter().map(|row| read(row).map(|one| (one.adherent, one))).collect()
}

/// Writes bank details, in place of those that were kept.
///
/// # Errors
/// A fault of storage.
pub async fn write(tx: &mut Tx, one: &Coordonnees) -> Result<()> {
    const SQL: &str = "INSERT INTO indemnites_coordonnees (cpts, adherent, titulaire, scelle, masque, donne_le, donne_par, change_le, piece)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (cpts, adherent) DO UPDATE SET titulaire = $3, scelle = $4, masque = $5, donne_le = $6, donne_par = $7,
            change_le = $8, confirme_le = NULL, piece = $9";
    let values = params![
        tx.cpts(),
        one.adherent,
        &one.titulaire,
        one.scelle.as_slice(),
        &one.masque,
        one.donne_le,
        one.donne_par,
        one.change_le,
        one.piece,
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Somebody checked a change with the person; false when nothing was changed.
///
/// # Errors
/// A fault of storage.
pub async fn confirm(tx: &mut Tx, adherent: Id<Adherent>) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_coordonnees SET confirme_le = $3 WHERE cpts = $1 AND adherent = $2 AND change_le IS NOT NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), adherent, now]).await? == 1)
}

/// The account of the association: sealed, and masked with its last change.
///
/// # Errors
/// A fault of storage.
pub async fn compte(tx: &mut Tx) -> Result<Option<(Vec<u8>, String, Option<Timestamp>)>> {
    const SQL: &str =
        "SELECT compte, masque, change_le FROM indemnites_reglage WHERE cpts = $1 AND compte IS NOT NULL";
    let Some(row) = tx.row(SQL, params![tx.cpts()]).await? else { return Ok(None) };
    Ok(Some((row.get("compte")?, row.get("masque")?, row.get("change_le")?)))
}

/// Writes the account of the association; the caller holds [`super::hold`].
///
/// # Errors
/// A fault of storage.
pub async fn set_compte(tx: &mut Tx, sealed: &[u8], masque: &str) -> Result<()> {
    const SQL: &str =
        "UPDATE indemnites_reglage SET compte = $2, masque = $3, change_le = $4 WHERE cpts = $1";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), sealed, masque, now]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Coordonnees> {
    Ok(Coordonnees {
        adherent: row.get("adherent")?,
        titulaire: row.get("titulaire")?,
        scelle: row.get("scelle")?,
        masque: row.get("masque")?,
        donne_le: row.get("donne_le")?,
        donne_par: row.get("donne_par")?,
        change_le: row.get("change_le")?,
        confirme_le: row.get("confirme_le")?,
        piece: row.get("piece")?,
    })
}

//! Bank details of members, and the account of the association.

use crate::coordonnees::Coordonnees;
use crate::papier::Papier;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use pieces::Genre;
use std::collections::BTreeMap;
use uuid::Uuid;

const COLUMNS: &str =
    "adherent, titulaire, scelle, masque, donne_le, donne_par, change_le, confirme_le, par_autrui, piece";

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
    const SQL: &str = "INSERT INTO indemnites_coordonnees (cpts, adherent, titulaire, scelle, masque, donne_le, donne_par, change_le, par_autrui)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (cpts, adherent) DO UPDATE SET titulaire = $3, scelle = $4, masque = $5, donne_le = $6, donne_par = $7,
            change_le = $8, confirme_le = NULL, par_autrui = $9, piece = NULL";
    let values = params![
        tx.cpts(),
        one.adherent,
        &one.titulaire,
        one.scelle.as_slice(),
        &one.masque,
        one.donne_le,
        one.donne_par,
        one.change_le,
        one.par_autrui,
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Somebody, who did not give them, checked with the person the details that were given at that instant; false when these are no
/// longer the ones that are kept, or need no check.
///
/// # Errors
/// A fault of storage.
pub async fn confirm(tx: &mut Tx, adherent: Id<Adherent>, donne_le: Timestamp, by: Uuid) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_coordonnees SET confirme_le = $3 WHERE cpts = $1 AND adherent = $2 AND change_le IS NOT NULL
        AND donne_le = $4 AND (donne_par IS NULL OR donne_par <> $5)";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), adherent, now, donne_le, by]).await? == 1)
}

/// The bank sent something back since these details were given: given again, they are new ones.
///
/// # Errors
/// A fault of storage.
pub async fn rejected(tx: &mut Tx, adherent: Id<Adherent>) -> Result<bool> {
    const SQL: &str = "SELECT i.id FROM indemnites_indemnite i
        JOIN indemnites_coordonnees c ON c.cpts = i.cpts AND c.adherent = i.beneficiaire
        WHERE i.cpts = $1 AND i.beneficiaire = $2 AND i.etat = 'rejetee' AND i.rejete_le >= c.donne_le LIMIT 1";
    Ok(tx.row(SQL, params![tx.cpts(), adherent]).await?.is_some())
}

/// What is kept of the paper of somebody, without opening it.
///
/// # Errors
/// A fault of storage.
pub async fn papier(tx: &mut Tx, adherent: Id<Adherent>) -> Result<Option<Papier>> {
    const SQL: &str =
        "SELECT genre, taille, recu_le FROM indemnites_papier WHERE cpts = $1 AND adherent = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), adherent]).await? else { return Ok(None) };
    Ok(Some(Papier {
        genre: row.parse("genre")?,
        taille: row.get::<u32>("taille")?.into(),
        recu_le: row.get("recu_le")?,
    }))
}

/// The paper of somebody, sealed.
///
/// # Errors
/// A fault of storage.
pub async fn open_papier(tx: &mut Tx, adherent: Id<Adherent>) -> Result<Option<(Genre, Vec<u8>)>> {
    const SQL: &str = "SELECT genre, scelle FROM indemnites_papier WHERE cpts = $1 AND adherent = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), adherent]).await? else { return Ok(None) };
    Ok(Some((row.parse("genre")?, row.get("scelle")?)))
}

/// Keeps the paper of somebody who has none.
///
/// # Errors
/// A fault of storage.
pub async fn keep_papier(tx: &mut Tx, adherent: Id<Adherent>, one: &Papier, scelle: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO indemnites_papier (cpts, adherent, genre, taille, scelle, recu_le) VALUES ($1, $2, $3, $4, $5, $6)";
    let size = i64::try_from(one.taille).unwrap_or(i64::MAX);
    let values = params![tx.cpts(), adherent, one.genre.extension(), size, scelle, one.recu_le];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Destroys the paper of somebody.
///
/// # Errors
/// A fault of storage.
pub async fn forget_papier(tx: &mut Tx, adherent: Id<Adherent>) -> Result<()> {
    const SQL: &str = "DELETE FROM indemnites_papier WHERE cpts = $1 AND adherent = $2";
    tx.execute(SQL, params![tx.cpts(), adherent]).await?;
    Ok(())
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
        par_autrui: row.get("par_autrui")?,
        piece: row.get("piece")?,
    })
}

//! Places of care.

use super::{maybe, text};
use crate::Lieu;
use db::{Result, Row, Tx, params};
use kernel::{Id, fold};
use uuid::Uuid;

const COLUMNS: &str =
    "id, sorte, nom, commune, adresse, code_postal, telephone, finess, horaires, acces, retire_le";

/// One of them, even who no longer serves.
///
/// # Errors
/// A fault of storage.
pub async fn lieu(tx: &mut Tx, id: Id<Lieu>) -> Result<Option<Lieu>> {
    let sql = format!("SELECT {COLUMNS} FROM rendez_vous_lieu WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Those that serve, by name.
///
/// # Errors
/// A fault of storage.
pub async fn lieux(tx: &mut Tx) -> Result<Vec<Lieu>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_lieu WHERE cpts = $1 AND retire_le IS NULL ORDER BY cle, id"
    );
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Adds a place; false when that id, or that name in that commune, is there already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Lieu, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO rendez_vous_lieu (cpts, id, sorte, nom, cle, commune, adresse, code_postal, telephone,
        finess, horaires, acces, auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.sorte.code(),
        &one.nom,
        fold(&one.nom),
        one.commune.to_string(),
        &one.adresse,
        &one.code_postal,
        text(one.telephone.as_ref()),
        text(one.finess.as_ref()),
        &one.horaires,
        &one.acces,
        auteur,
        tx.ctx().now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes what a place is now; false when it is not there. The same name in the same commune is refused by the schema.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, one: &Lieu, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE rendez_vous_lieu SET sorte = $3, nom = $4, cle = $5, commune = $6, adresse = $7,
        code_postal = $8, telephone = $9, finess = $10, horaires = $11, acces = $12, auteur = $13, ecrit_le = $14,
        retire_le = $15 WHERE cpts = $1 AND id = $2";
    let values = params![
        tx.cpts(),
        one.id,
        one.sorte.code(),
        &one.nom,
        fold(&one.nom),
        one.commune.to_string(),
        &one.adresse,
        &one.code_postal,
        text(one.telephone.as_ref()),
        text(one.finess.as_ref()),
        &one.horaires,
        &one.acces,
        auteur,
        tx.ctx().now,
        one.retire_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

fn read(row: &Row) -> Result<Lieu> {
    Ok(Lieu {
        id: row.get("id")?,
        sorte: row.parse("sorte")?,
        nom: row.get("nom")?,
        commune: row.parse("commune")?,
        adresse: row.get("adresse")?,
        code_postal: row.get("code_postal")?,
        telephone: maybe(row, "telephone")?,
        finess: maybe(row, "finess")?,
        horaires: row.get("horaires")?,
        acces: row.get("acces")?,
        retire_le: row.get("retire_le")?,
    })
}

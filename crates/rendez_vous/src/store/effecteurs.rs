//! Who gives care.

use super::{maybe, text};
use crate::Effecteur;
use db::{Result, Row, Tx, params};
use identifiants::Rpps;
use kernel::{Cpts, Id, fold};
use std::collections::BTreeSet;
use uuid::Uuid;

const COLUMNS: &str =
    "id, adherent, compte, rpps, nom, profession, specialite, lieu, telephone, courriel, retire_le";

/// One of them, even who no longer takes part.
///
/// # Errors
/// A fault of storage.
pub async fn effecteur(tx: &mut Tx, id: Id<Effecteur>) -> Result<Option<Effecteur>> {
    let sql = format!("SELECT {COLUMNS} FROM rendez_vous_effecteur WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The same, held as it is until the end of the transaction: two offers of one person follow each other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Effecteur>) -> Result<Option<Effecteur>> {
    const HOLD: &str = "UPDATE rendez_vous_effecteur SET nom = nom WHERE cpts = $1 AND id = $2 RETURNING id";
    if tx.row(HOLD, params![tx.cpts(), id]).await?.is_none() {
        return Ok(None);
    }
    effecteur(tx, id).await
}

/// Those who take part, by name.
///
/// # Errors
/// A fault of storage.
pub async fn effecteurs(tx: &mut Tx) -> Result<Vec<Effecteur>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_effecteur WHERE cpts = $1 AND retire_le IS NULL ORDER BY cle, id"
    );
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Those who take part and have one of these RPPS numbers.
///
/// # Errors
/// A fault of storage.
pub async fn of_rpps(tx: &mut Tx, numbers: &[Rpps]) -> Result<Vec<Effecteur>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (0..numbers.len()).map(|rank| format!("${}", rank + 2)).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_effecteur WHERE cpts = $1 AND rpps IN ({}) AND retire_le IS NULL ORDER BY rpps",
        marks.join(", ")
    );
    let mut values = params![tx.cpts()].to_vec();
    values.extend(numbers.iter().flat_map(|one| params![one.to_string()].to_vec()));
    tx.rows(&sql, &values).await?.iter().map(read).collect()
}

/// The CPTS of the instance where somebody who has one of these RPPS numbers takes part: no more than that leaves a CPTS here.
///
/// # Errors
/// A fault of storage.
pub async fn chez(tx: &mut Tx, numbers: &[Rpps]) -> Result<BTreeSet<Id<Cpts>>> {
    if numbers.is_empty() {
        return Ok(BTreeSet::new());
    }
    let marks: Vec<String> = (1..=numbers.len()).map(|rank| format!("${rank}")).collect();
    let sql = format!(
        "SELECT DISTINCT cpts FROM rendez_vous_effecteur WHERE rpps IN ({}) AND rpps IS NOT NULL AND retire_le IS NULL",
        marks.join(", ")
    );
    let values: Vec<_> = numbers.iter().flat_map(|one| params![one.to_string()].to_vec()).collect();
    tx.rows(&sql, &values).await?.iter().map(|row| row.get("cpts")).collect()
}

/// Whoever acts, when they take part.
///
/// # Errors
/// A fault of storage.
pub async fn moi(tx: &mut Tx) -> Result<Option<Effecteur>> {
    let Some(compte) = crate::author(tx.ctx()) else { return Ok(None) };
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_effecteur WHERE cpts = $1 AND compte = $2 AND retire_le IS NULL
        ORDER BY id LIMIT 1"
    );
    tx.row(&sql, params![tx.cpts(), compte]).await?.as_ref().map(read).transpose()
}

/// Adds somebody; false when that id, that member or that RPPS takes part already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Effecteur, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO rendez_vous_effecteur (cpts, id, adherent, compte, rpps, nom, cle, profession, specialite,
        lieu, telephone, courriel, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.adherent,
        one.compte,
        text(one.rpps.as_ref()),
        &one.nom,
        fold(&one.nom),
        one.profession.code(),
        &one.specialite,
        one.lieu,
        text(one.telephone.as_ref()),
        text(one.courriel.as_ref()),
        auteur,
        tx.ctx().now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes who somebody is now; false when they are not there. The RPPS of somebody else is refused by the schema.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, one: &Effecteur, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE rendez_vous_effecteur SET compte = $3, rpps = $4, nom = $5, cle = $6, profession = $7,
        specialite = $8, lieu = $9, telephone = $10, courriel = $11, auteur = $12, ecrit_le = $13, retire_le = $14
        WHERE cpts = $1 AND id = $2";
    let values = params![
        tx.cpts(),
        one.id,
        one.compte,
        text(one.rpps.as_ref()),
        &one.nom,
        fold(&one.nom),
        one.profession.code(),
        &one.specialite,
        one.lieu,
        text(one.telephone.as_ref()),
        text(one.courriel.as_ref()),
        auteur,
        tx.ctx().now,
        one.retire_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

fn read(row: &Row) -> Result<Effecteur> {
    Ok(Effecteur {
        id: row.get("id")?,
        adherent: row.get("adherent")?,
        compte: row.get("compte")?,
        rpps: maybe(row, "rpps")?,
        nom: row.get("nom")?,
        profession: row.parse("profession")?,
        specialite: row.get("specialite")?,
        lieu: row.get("lieu")?,
        telephone: maybe(row, "telephone")?,
        courriel: maybe(row, "courriel")?,
        retire_le: row.get("retire_le")?,
    })
}

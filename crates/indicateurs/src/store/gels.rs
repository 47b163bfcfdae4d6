//! Frozen figures.

use super::{json, to_json};
use crate::Indicateur;
use crate::gel::{Gel, LigneGelee};
use actes::Acte;
use contrat::Contrat;
use db::{Result, Row, Tx, Value, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "id, contrat, annee, libelle, definitif, jour, gele_le, par";
/// Acts kept by one statement.
const PAR_LOT: usize = 200;

/// Opens a freeze. False when the year is settled already, or when that key froze it: the unique indexes decide.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, gel: &Gel, cle: &str) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO indicateurs_gel (cpts, id, contrat, annee, libelle, definitif, cle, jour, gele_le, par)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let Gel { id, contrat, annee, libelle, definitif, jour, gele_le, par } = gel;
    let values = params![tx.cpts(), *id, *contrat, *annee, libelle, *definitif, cle, *jour, *gele_le, *par];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Keeps one indicator of a freeze.
///
/// # Errors
/// A fault of storage.
pub async fn add_ligne(tx: &mut Tx, gel: Id<Gel>, rang: u32, ligne: &LigneGelee) -> Result<()> {
    const SQL: &str = "INSERT INTO indicateurs_gel_ligne (cpts, gel, rang, indicateur, contenu) VALUES ($1, $2, $3, $4, $5)";
    let contenu = to_json(ligne, "contenu")?;
    tx.execute(SQL, params![tx.cpts(), gel, rang, ligne.indicateur, contenu]).await?;
    Ok(())
}

/// Keeps the acts that were counted for one indicator of a freeze.
///
/// # Errors
/// A fault of storage.
pub async fn add_actes(tx: &mut Tx, gel: Id<Gel>, indicateur: Id<Indicateur>, actes: &[Acte]) -> Result<()> {
    for some in actes.chunks(PAR_LOT) {
        let marks: Vec<String> =
            (0..some.len()).map(|n| format!("($1, $2, $3, ${}, ${})", 2 * n + 4, 2 * n + 5)).collect();
        let sql = format!(
            "INSERT INTO indicateurs_gel_acte (cpts, gel, indicateur, jour, acte) VALUES {}",
            marks.join(", ")
        );
        let mut values = params![tx.cpts(), gel, indicateur].to_vec();
        values.extend(some.iter().flat_map(|acte| [Value::from(acte.fait.jour), Value::from(acte.id)]));
        tx.execute(&sql, &values).await?;
    }
    Ok(())
}

/// The freezes of a contract, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn gels(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Gel>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_gel WHERE cpts = $1 AND contrat = $2 ORDER BY gele_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), contrat]).await?.iter().map(read).collect()
}

/// The freeze that settles a year, when there is one.
///
/// # Errors
/// A fault of storage.
pub async fn definitif(tx: &mut Tx, contrat: Id<Contrat>, annee: u32) -> Result<Option<Gel>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_gel WHERE cpts = $1 AND contrat = $2 AND annee = $3 AND definitif"
    );
    tx.row(&sql, params![tx.cpts(), contrat, annee]).await?.as_ref().map(read).transpose()
}

/// One freeze.
///
/// # Errors
/// A fault of storage.
pub async fn gel(tx: &mut Tx, id: Id<Gel>) -> Result<Option<Gel>> {
    let sql = format!("SELECT {COLUMNS} FROM indicateurs_gel WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The indicators of a freeze, in the order they were frozen.
///
/// # Errors
/// A fault of storage.
pub async fn lignes(tx: &mut Tx, id: Id<Gel>) -> Result<Vec<LigneGelee>> {
    const SQL: &str = "SELECT contenu FROM indicateurs_gel_ligne WHERE cpts = $1 AND gel = $2 ORDER BY rang";
    tx.rows(SQL, params![tx.cpts(), id]).await?.iter().map(|row| json(row, "contenu")).collect()
}

/// The acts that were counted for an indicator, newest first, from before the act `(jour, id)`.
///
/// # Errors
/// A fault of storage.
pub async fn actes(
    tx: &mut Tx,
    (gel, indicateur): (Id<Gel>, Id<Indicateur>),
    before: Option<(Date, Id<Acte>)>,
    limit: u32,
) -> Result<Vec<Id<Acte>>> {
    const SQL: &str = "SELECT acte FROM indicateurs_gel_acte WHERE cpts = $1 AND gel = $2 AND indicateur = $3
        AND (jour, acte) < ($4, $5) ORDER BY jour DESC, acte DESC LIMIT $6";
    let (jour, id) = before.unwrap_or((Date::MAX, Id::new(Uuid::max())));
    let rows = tx.rows(SQL, params![tx.cpts(), gel, indicateur, jour, id, limit]).await?;
    rows.iter().map(|row| row.get("acte")).collect()
}

fn read(row: &Row) -> Result<Gel> {
    Ok(Gel {
        id: row.get("id")?,
        contrat: row.get("contrat")?,
        annee: row.get("annee")?,
        libelle: row.get("libelle")?,
        definitif: row.get("definitif")?,
        jour: row.get("jour")?,
        gele_le: row.get("gele_le")?,
        par: row.get("par")?,
    })
}

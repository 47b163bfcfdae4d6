//! Every SQL statement of the crate: here, what a CPTS says of itself.

pub mod annonces;
pub mod regulateurs;

use crate::Reglage;
use db::{Result, Row, Tx, params};
use kernel::{Cpts, Id};
use std::str::FromStr;
use uuid::Uuid;

/// What this CPTS says of itself to the platform.
///
/// # Errors
/// A fault of storage.
pub async fn reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "SELECT ouvert, finess, telephone FROM sas_reglage WHERE cpts = $1";
    let row = tx.row(SQL, params![tx.cpts()]).await?;
    row.as_ref().map_or_else(|| Ok(Reglage::default()), read)
}

/// The CPTS of the instance that are open to the platform, in the order of their ids: it asks for professionals, not for CPTS.
///
/// # Errors
/// A fault of storage.
pub async fn ouvertes(tx: &mut Tx) -> Result<Vec<(Id<Cpts>, Reglage)>> {
    const SQL: &str = "SELECT cpts, ouvert, finess, telephone FROM sas_reglage WHERE ouvert ORDER BY cpts";
    tx.rows(SQL, &[]).await?.iter().map(|row| Ok((row.get("cpts")?, read(row)?))).collect()
}

/// Writes it.
///
/// # Errors
/// A fault of storage.
pub async fn set_reglage(tx: &mut Tx, one: &Reglage, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str = "INSERT INTO sas_reglage (cpts, ouvert, finess, telephone, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (cpts) DO UPDATE SET ouvert = $2, finess = $3, telephone = $4,
        auteur = $5, ecrit_le = $6";
    let finess = one.finess.as_ref().map(ToString::to_string);
    let telephone = one.telephone.as_ref().map(ToString::to_string);
    let values = params![tx.cpts(), one.ouvert, finess, telephone, auteur, tx.ctx().now];
    tx.execute(SQL, values).await.map(drop)
}

fn read(row: &Row) -> Result<Reglage> {
    Ok(Reglage {
        ouvert: row.get("ouvert")?,
        finess: maybe(row, "finess")?,
        telephone: maybe(row, "telephone")?,
    })
}

/// The text of a cell that may be empty, as a noun.
fn maybe<T: FromStr>(row: &Row, column: &str) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|_| row.parse(column)).transpose()
}

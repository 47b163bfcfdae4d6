//! Rates of the fee, and how to pay it.

use crate::tarif::Tarif;
use db::{Result, Row, Tx, params};
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// How to pay, in the words of the CPTS.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reglage {
    /// Bank details, order of the cheque…
    pub payer: String,
    /// Address of the page where one pays online; possibly empty.
    pub lien: String,
}

/// Every rate, newest year first.
///
/// # Errors
/// A fault of storage.
pub async fn tarifs(tx: &mut Tx) -> Result<Vec<Tarif>> {
    const SQL: &str = "SELECT id, annee, college, profession, cents, source FROM adhesions_tarif
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY annee DESC, pour, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(tarif).collect()
}

/// Adds a rate; false when that id, or a rate of that year for the same people, is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Tarif, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO adhesions_tarif (cpts, id, annee, college, profession, pour, cents, source,
        auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        one.id,
        i32::from(one.annee),
        one.college,
        &one.profession,
        one.pour(),
        one.cents,
        &one.source,
        auteur,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes away a rate; fees already asked for keep their amount. False when there is nothing to take away.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Tarif>) -> Result<bool> {
    const SQL: &str =
        "UPDATE adhesions_tarif SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// How to pay; nothing when nobody said.
///
/// # Errors
/// A fault of storage.
pub async fn reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "SELECT payer, lien FROM adhesions_reglage WHERE cpts = $1";
    let cpts = tx.cpts();
    let row = tx.row(SQL, params![cpts]).await?;
    row.map_or(Ok(Reglage::default()), |row| Ok(Reglage { payer: row.get("payer")?, lien: row.get("lien")? }))
}

/// Says how to pay.
///
/// # Errors
/// A fault of storage.
pub async fn set_reglage(tx: &mut Tx, one: &Reglage) -> Result<()> {
    const SQL: &str = "INSERT INTO adhesions_reglage (cpts, payer, lien) VALUES ($1, $2, $3)
        ON CONFLICT (cpts) DO UPDATE SET payer = excluded.payer, lien = excluded.lien";
    tx.execute(SQL, params![tx.cpts(), &one.payer, &one.lien]).await?;
    Ok(())
}

fn tarif(row: &Row) -> Result<Tarif> {
    let annee: i64 = row.get("annee")?;
    Ok(Tarif {
        id: row.get("id")?,
        annee: i16::try_from(annee).unwrap_or_default(),
        college: row.get("college")?,
        profession: row.get("profession")?,
        cents: row.get("cents")?,
        source: row.get("source")?,
    })
}

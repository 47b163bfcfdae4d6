//! What the clock looks for.

use crate::Demande;
use db::{Result, Tx, params};
use jiff::Timestamp;
use kernel::Id;

const EN_COURS: &str = "phase IN ('ouverte', 'mt_interroge', 'elargie', 'rappel')";

/// Requests whose own doctor did not answer in time.
///
/// # Errors
/// A fault of storage.
pub async fn a_elargir(tx: &mut Tx) -> Result<Vec<Id<Demande>>> {
    const SQL: &str =
        "SELECT id FROM snp_demande WHERE cpts = $1 AND phase = 'mt_interroge' AND jusqu_a <= $2 ORDER BY id";
    let rows = tx.rows(SQL, params![tx.cpts(), tx.ctx().now]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// How many requests look for a place, and how many of them past their deadline.
///
/// # Errors
/// A fault of storage.
pub async fn en_attente(tx: &mut Tx) -> Result<(u32, u32)> {
    let sql = format!(
        "SELECT count(*) AS toutes, count(CASE WHEN echeance <= $2 THEN 1 END) AS passees FROM snp_demande
        WHERE cpts = $1 AND {EN_COURS}"
    );
    let row = tx.row(&sql, params![tx.cpts(), tx.ctx().now]).await?;
    let Some(row) = row else { return Ok((0, 0)) };
    let count = |name: &str| Ok(u32::try_from(row.get::<i64>(name)?).unwrap_or(u32::MAX));
    Ok((count("toutes")?, count("passees")?))
}

/// Marks the requests without a place received at `avant` or before, once each: which.
///
/// # Errors
/// A fault of storage.
pub async fn alerter(tx: &mut Tx, avant: Timestamp) -> Result<Vec<Id<Demande>>> {
    let sql = format!(
        "UPDATE snp_demande SET alerte_le = $2 WHERE cpts = $1 AND {EN_COURS} AND alerte_le IS NULL AND recue_le <= $3 RETURNING id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), tx.ctx().now, avant]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Marks the requests without a place whose deadline has passed, once each: which.
///
/// # Errors
/// A fault of storage.
pub async fn escalader(tx: &mut Tx) -> Result<Vec<Id<Demande>>> {
    let sql = format!(
        "UPDATE snp_demande SET escalade_le = $2 WHERE cpts = $1 AND {EN_COURS} AND escalade_le IS NULL AND echeance <= $2 RETURNING id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), tx.ctx().now]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

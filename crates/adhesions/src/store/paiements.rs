//! Money received of fees.

use crate::Paiement;
use db::{Result, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

/// Adds money received; false when that id, or that payment of a file (`cle`), is kept already, even cancelled.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Paiement, cle: Option<&str>, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO adhesions_paiement (cpts, id, adherent, annee, cents, jour, moyen, reference, cle,
        auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        one.id,
        one.adherent,
        i32::from(one.annee),
        one.cents,
        one.jour,
        one.moyen.code(),
        &one.reference,
        cle,
        auteur,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// What is known of a payment of a file: its day, and whether it was cancelled here.
///
/// # Errors
/// A fault of storage.
pub async fn connu(tx: &mut Tx, cle: &str) -> Result<Option<(Date, bool)>> {
    const SQL: &str = "SELECT jour, annule_le FROM adhesions_paiement WHERE cpts = $1 AND cle = $2";
    let cpts = tx.cpts();
    let Some(row) = tx.row(SQL, params![cpts, cle]).await? else { return Ok(None) };
    Ok(Some((row.get("jour")?, row.get::<Option<jiff::Timestamp>>("annule_le")?.is_some())))
}

/// Cancels money noted by mistake; the line stays, so that its file does not bring it back. False when there is nothing to
/// cancel.
///
/// # Errors
/// A fault of storage.
pub async fn cancel(tx: &mut Tx, id: Id<Paiement>) -> Result<bool> {
    const SQL: &str =
        "UPDATE adhesions_paiement SET annule_le = $3 WHERE cpts = $1 AND id = $2 AND annule_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Fees received on a day, whoever paid them: what the budget reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encaissement {
    /// The day.
    pub jour: Date,
    /// Their sum.
    pub cents: i64,
    /// How many payments.
    pub nombre: i64,
}

/// Fees received, by day, without what was cancelled.
///
/// # Errors
/// A fault of storage.
pub async fn encaissements(tx: &mut Tx) -> Result<Vec<Encaissement>> {
    const SQL: &str =
        "SELECT jour, CAST(SUM(cents) AS BIGINT) AS cents, count(*) AS nombre FROM adhesions_paiement
        WHERE cpts = $1 AND annule_le IS NULL GROUP BY jour ORDER BY jour";
    let cpts = tx.cpts();
    let read = |row: &db::Row| {
        Ok(Encaissement { jour: row.get("jour")?, cents: row.get("cents")?, nombre: row.get("nombre")? })
    };
    tx.rows(SQL, params![cpts]).await?.iter().map(read).collect()
}

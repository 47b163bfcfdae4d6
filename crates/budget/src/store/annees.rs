//! Civil years, open or closed, and the balances that open them.

use crate::annee::Solde;
use db::{Result, Tx, params};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The row under whose lock every writer of the accounts passes: a year is closed with all those before it, even those that have no
/// row yet.
const TOUTES: i64 = 0;

/// Counts a line in a civil year and holds the accounts until the end of the transaction; false when that year, or a later one, is
/// closed.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, annee: i16) -> Result<bool> {
    const OPEN: &str =
        "INSERT INTO budget_annee (cpts, annee, ecritures) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
    const SQL: &str = "UPDATE budget_annee SET ecritures = ecritures + 1
        WHERE cpts = $1 AND annee = $2 AND NOT EXISTS
        (SELECT 1 FROM budget_annee l WHERE l.cpts = $1 AND l.annee >= $2 AND l.close_le IS NOT NULL)";
    const LOCK: &str = "UPDATE budget_annee SET ecritures = ecritures + 1 WHERE cpts = $1 AND annee = $2";
    let cpts = tx.cpts();
    tx.execute(OPEN, params![cpts, TOUTES]).await?;
    tx.execute(LOCK, params![cpts, TOUTES]).await?;
    tx.execute(OPEN, params![cpts, i64::from(annee)]).await?;
    Ok(tx.execute(SQL, params![cpts, i64::from(annee)]).await? == 1)
}

/// Closes a civil year; false when somebody did.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, annee: i16, par: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE budget_annee SET close_le = $3, close_par = $4
        WHERE cpts = $1 AND annee = $2 AND close_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), i64::from(annee), now, par]).await? == 1)
}

/// Closed years, each with its instant.
///
/// # Errors
/// A fault of storage.
pub async fn closes(tx: &mut Tx) -> Result<BTreeMap<i64, Timestamp>> {
    const SQL: &str = "SELECT annee, close_le FROM budget_annee WHERE cpts = $1 AND close_le IS NOT NULL";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts])
        .await?
        .iter()
        .map(|row| Ok((row.get("annee")?, row.get("close_le")?)))
        .collect()
}

/// Years that balances open.
///
/// # Errors
/// A fault of storage.
pub async fn ouvertes(tx: &mut Tx) -> Result<BTreeSet<i64>> {
    const SQL: &str = "SELECT DISTINCT annee FROM budget_solde WHERE cpts = $1";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(|row| row.get("annee")).collect()
}

/// Balances that open a year, by account.
///
/// # Errors
/// A fault of storage.
pub async fn soldes(tx: &mut Tx, annee: i16) -> Result<Vec<Solde>> {
    const SQL: &str =
        "SELECT compte, libelle, cents FROM budget_solde WHERE cpts = $1 AND annee = $2 ORDER BY compte";
    let rows = tx.rows(SQL, params![tx.cpts(), i64::from(annee)]).await?;
    rows.iter()
        .map(|row| {
            Ok(Solde { compte: row.get("compte")?, libelle: row.get("libelle")?, cents: row.get("cents")? })
        })
        .collect()
}

/// Replaces the balances that open a year.
///
/// # Errors
/// A fault of storage.
pub async fn set_soldes(tx: &mut Tx, annee: i16, soldes: &[Solde]) -> Result<()> {
    const CLEAR: &str = "DELETE FROM budget_solde WHERE cpts = $1 AND annee = $2";
    const SQL: &str =
        "INSERT INTO budget_solde (cpts, annee, compte, libelle, cents) VALUES ($1, $2, $3, $4, $5)";
    let annee = i64::from(annee);
    tx.execute(CLEAR, params![tx.cpts(), annee]).await?;
    for one in soldes {
        tx.execute(SQL, params![tx.cpts(), annee, &one.compte, &one.libelle, one.cents]).await?;
    }
    Ok(())
}

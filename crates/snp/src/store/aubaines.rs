//! Freed places, and the requests that could have them.

use crate::{Aubaine, Demande};
use db::{Result, Tx, params};
use kernel::Id;
use rendez_vous::Creneau;

/// Proposes a slot for a request; false when it is already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, creneau: Id<Creneau>, demande: Id<Demande>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO snp_aubaine (cpts, creneau, demande, le) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx.execute(SQL, params![tx.cpts(), creneau, demande, tx.ctx().now]).await? == 1)
}

/// What is proposed for the requests that still wait, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn ouvertes(tx: &mut Tx) -> Result<Vec<Aubaine>> {
    const SQL: &str =
        "SELECT a.creneau, a.demande, a.le FROM snp_aubaine a JOIN snp_demande d ON d.cpts = a.cpts AND d.id = a.demande
        WHERE a.cpts = $1 AND d.phase IN ('ouverte', 'mt_interroge', 'elargie', 'rappel')
        ORDER BY a.le DESC, a.creneau, a.demande";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &db::Row| {
        Ok(Aubaine { creneau: row.get("creneau")?, demande: row.get("demande")?, le: row.get("le")? })
    };
    rows.iter().map(read).collect()
}

/// Nothing is proposed for that request any more.
///
/// # Errors
/// A fault of storage.
pub async fn forget(tx: &mut Tx, demande: Id<Demande>) -> Result<()> {
    const SQL: &str = "DELETE FROM snp_aubaine WHERE cpts = $1 AND demande = $2";
    tx.execute(SQL, params![tx.cpts(), demande]).await.map(drop)
}

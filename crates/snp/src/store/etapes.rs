//! Steps that the ledger has as acts.

use crate::Demande;
use crate::etape::Etape;
use actes::Acte;
use db::{Result, Tx, params};
use kernel::Id;

/// Keeps a step, made now, that the ledger has as this act.
///
/// # Errors
/// A fault of storage.
pub async fn keep(
    tx: &mut Tx,
    id: Id<Etape>,
    demande: Id<Demande>,
    quoi: Etape,
    acte: Id<Acte>,
) -> Result<()> {
    const SQL: &str =
        "INSERT INTO snp_etape (cpts, id, demande, quoi, le, acte) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(SQL, params![tx.cpts(), id, demande, quoi.code(), tx.ctx().now, acte]).await.map(drop)
}

/// The act of the last such step of a request.
///
/// # Errors
/// A fault of storage.
pub async fn acte(tx: &mut Tx, demande: Id<Demande>, quoi: Etape) -> Result<Option<Id<Acte>>> {
    const SQL: &str = "SELECT acte FROM snp_etape WHERE cpts = $1 AND demande = $2 AND quoi = $3
        ORDER BY le DESC, id DESC LIMIT 1";
    tx.row(SQL, params![tx.cpts(), demande, quoi.code()]).await?.map(|row| row.get("acte")).transpose()
}

//! Steps of requests.

use crate::demande::Demande;
use crate::etape::{Etape, Faite};
use db::{Result, Tx, params};
use kernel::Id;

/// Keeps a step, made now; its id.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, demande: Id<Demande>, quoi: Etape) -> Result<Id<Faite>> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_etape (cpts, id, demande, quoi, le) VALUES ($1, $2, $3, $4, $5)";
    let (id, now) = (tx.ctx().id(), tx.ctx().now);
    tx.execute(SQL, params![tx.cpts(), id, demande, quoi.code(), now]).await?;
    Ok(id)
}

/// The steps of a request, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn etapes(tx: &mut Tx, demande: Id<Demande>) -> Result<Vec<Faite>> {
    const SQL: &str =
        "SELECT quoi, le FROM medecin_traitant_etape WHERE cpts = $1 AND demande = $2 ORDER BY le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), demande]).await?;
    rows.iter().map(|row| Ok(Faite { quoi: row.parse("quoi")?, le: row.get("le")? })).collect()
}

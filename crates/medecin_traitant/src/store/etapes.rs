//! Steps of requests.

use crate::demande::Demande;
use crate::etape::{Etape, Faite};
use actes::Acte;
use db::{Result, Tx, params};
use kernel::Id;

/// Keeps a step, made now, that the ledger has as this act.
///
/// # Errors
/// A fault of storage.
pub async fn keep(
    tx: &mut Tx,
    id: Id<Faite>,
    demande: Id<Demande>,
    quoi: Etape,
    acte: Id<Acte>,
) -> Result<()> {
    const SQL: &str = "INSERT INTO medecin_traitant_etape (cpts, id, demande, quoi, le, acte) VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), id, demande, quoi.code(), now, acte]).await?;
    Ok(())
}

/// The steps of a request, oldest first; those of one instant in the order in which they follow each other.
///
/// # Errors
/// A fault of storage.
pub async fn etapes(tx: &mut Tx, demande: Id<Demande>) -> Result<Vec<Faite>> {
    const SQL: &str =
        "SELECT quoi, le FROM medecin_traitant_etape WHERE cpts = $1 AND demande = $2 ORDER BY le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), demande]).await?;
    let read = |row: &db::Row| Ok(Faite { quoi: row.parse("quoi")?, le: row.get("le")? });
    let mut all: Vec<Faite> = rows.iter().map(read).collect::<Result<_>>()?;
    all.sort_by_key(|one| (one.le, one.quoi));
    Ok(all)
}

/// The act of the last such step of a request.
///
/// # Errors
/// A fault of storage.
pub async fn acte(tx: &mut Tx, demande: Id<Demande>, quoi: Etape) -> Result<Option<Id<Acte>>> {
    const SQL: &str = "SELECT acte FROM medecin_traitant_etape WHERE cpts = $1 AND demande = $2 AND quoi = $3
        ORDER BY le DESC, id DESC LIMIT 1";
    tx.row(SQL, params![tx.cpts(), demande, quoi.code()]).await?.map(|row| row.get("acte")).transpose()
}

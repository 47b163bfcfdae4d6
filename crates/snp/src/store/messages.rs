//! What was told of appointments, once each.

use crate::Annonce;
use db::{Result, Tx, params};
use kernel::Id;
use rendez_vous::RendezVous;

/// Notes that it is told now; false when it was already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, rdv: Id<RendezVous>, quoi: Annonce) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO snp_message (cpts, rdv, quoi, le) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx.execute(SQL, params![tx.cpts(), rdv, quoi.code(), tx.ctx().now]).await? == 1)
}

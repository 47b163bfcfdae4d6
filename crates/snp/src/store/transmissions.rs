//! Hand-overs to the 15.

use crate::{Coffre, Demande, Transmission};
use db::{Result, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

/// Keeps a hand-over; false when that request has one.
///
/// # Errors
/// A fault of storage.
pub async fn keep(
    tx: &mut Tx,
    coffre: &Coffre,
    demande: Id<Demande>,
    one: &Transmission,
    auteur: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO snp_transmission (cpts, demande, contenu, auteur, le) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    let sealed = coffre.seal_transmission(demande, one);
    Ok(tx.execute(SQL, params![tx.cpts(), demande, sealed, auteur, tx.ctx().now]).await? == 1)
}

/// The hand-over of a request: what, by whom, when.
///
/// # Errors
/// A fault of storage.
pub async fn de(
    tx: &mut Tx,
    coffre: &Coffre,
    demande: Id<Demande>,
) -> Result<Option<(Transmission, Option<Uuid>, Timestamp)>> {
    const SQL: &str = "SELECT contenu, auteur, le FROM snp_transmission WHERE cpts = $1 AND demande = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), demande]).await? else { return Ok(None) };
    let opened = coffre.open_transmission(demande, &row.get::<Vec<u8>>("contenu")?);
    let (auteur, le) = (row.get("auteur")?, row.get("le")?);
    Ok(opened.map(|one| (one, auteur, le)))
}

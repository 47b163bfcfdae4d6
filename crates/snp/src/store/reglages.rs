//! The settings of a CPTS.

use super::{decode, encode};
use crate::Reglage;
use db::{Result, Tx, params};
use uuid::Uuid;

/// The settings; those proposed when none were kept.
///
/// # Errors
/// A fault of storage.
pub async fn reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "SELECT contenu FROM snp_reglage WHERE cpts = $1";
    let Some(row) = tx.row(SQL, params![tx.cpts()]).await? else { return Ok(Reglage::default()) };
    decode(&row.get::<String>("contenu")?)
}

/// The settings, held as they are until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold_reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "INSERT INTO snp_reglage (cpts, contenu, ecrit_le) VALUES ($1, $2, $3)
        ON CONFLICT (cpts) DO UPDATE SET contenu = snp_reglage.contenu";
    tx.execute(SQL, params![tx.cpts(), encode(&Reglage::default()), tx.ctx().now]).await?;
    reglage(tx).await
}

/// Writes the settings.
///
/// # Errors
/// A fault of storage.
pub async fn set_reglage(tx: &mut Tx, reglage: &Reglage, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str = "INSERT INTO snp_reglage (cpts, contenu, auteur, ecrit_le) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts) DO UPDATE SET contenu = $2, auteur = $3, ecrit_le = $4";
    tx.execute(SQL, params![tx.cpts(), encode(reglage), auteur, tx.ctx().now]).await.map(drop)
}

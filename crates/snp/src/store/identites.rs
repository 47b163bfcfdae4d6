//! Who they are: sealed, found by fingerprint, destroyed on time.

use crate::Demande;
use crate::coffre::Scelle;
use db::{Result, Tx, params};
use kernel::Id;

/// What is kept of who somebody is, still sealed; nothing once it was erased.
///
/// # Errors
/// A fault of storage.
pub async fn scelle(tx: &mut Tx, demande: Id<Demande>) -> Result<Option<Scelle>> {
    const SQL: &str = "SELECT cle_personne, scelle FROM snp_identite WHERE cpts = $1 AND demande = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), demande]).await? else { return Ok(None) };
    Ok(Some(Scelle { cle: row.get("cle_personne")?, contenu: row.get("scelle")? }))
}

/// Writes who somebody is.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, demande: Id<Demande>, sealed: &Scelle) -> Result<()> {
    const SQL: &str =
        "INSERT INTO snp_identite (cpts, demande, cle_personne, scelle) VALUES ($1, $2, $3, $4)";
    let values = params![tx.cpts(), demande, sealed.cle.as_slice(), sealed.contenu.as_slice()];
    tx.execute(SQL, values).await.map(drop)
}

/// Keeps the fingerprint of a number.
///
/// # Errors
/// A fault of storage.
pub async fn print(tx: &mut Tx, demande: Id<Demande>, valeur: &[u8]) -> Result<()> {
    const SQL: &str =
        "INSERT INTO snp_empreinte (cpts, demande, valeur) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.execute(SQL, params![tx.cpts(), demande, valeur]).await.map(drop)
}

/// The requests of that number, the latest first, ten at most.
///
/// # Errors
/// A fault of storage.
pub async fn with_print(tx: &mut Tx, valeur: &[u8]) -> Result<Vec<Id<Demande>>> {
    const SQL: &str =
        "SELECT d.id FROM snp_empreinte e JOIN snp_demande d ON d.cpts = e.cpts AND d.id = e.demande
        WHERE e.cpts = $1 AND e.valeur = $2 ORDER BY d.recue_le DESC, d.id LIMIT 10";
    let rows = tx.rows(SQL, params![tx.cpts(), valeur]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The requests whose key was destroyed after the copy of the database that came back was made.
///
/// # Errors
/// A fault of storage.
pub async fn sans_cle(tx: &mut Tx) -> Result<Vec<Id<Demande>>> {
    const SQL: &str =
        "SELECT demande FROM snp_identite WHERE cpts = $1 AND cle_personne = $2 ORDER BY demande";
    let rows = tx.rows(SQL, params![tx.cpts(), Vec::<u8>::new()]).await?;
    rows.iter().map(|row| row.get("demande")).collect()
}

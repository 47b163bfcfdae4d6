//! Who they are: sealed, found by fingerprint, destroyed on time.

use crate::coffre::Scelle;
use crate::demande::Demande;
use db::{Result, Tx, params};
use kernel::Id;

/// What is kept of who somebody is, still sealed; nothing once it was erased.
///
/// # Errors
/// A fault of storage.
pub async fn scelle(tx: &mut Tx, demande: Id<Demande>) -> Result<Option<Scelle>> {
    const SQL: &str = "SELECT cle, scelle FROM medecin_traitant_identite WHERE cpts = $1 AND demande = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), demande]).await? else { return Ok(None) };
    Ok(Some(Scelle { cle: row.get("cle")?, contenu: row.get("scelle")? }))
}

/// Writes who somebody is, in place of what was kept.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, demande: Id<Demande>, sealed: &Scelle) -> Result<()> {
    const SQL: &str = "INSERT INTO medecin_traitant_identite (cpts, demande, cle, scelle) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts, demande) DO UPDATE SET cle = $3, scelle = $4";
    tx.execute(SQL, params![tx.cpts(), demande, sealed.cle.as_slice(), sealed.contenu.as_slice()]).await?;
    Ok(())
}

/// Keeps a fingerprint; false when the schema refuses it: the same form, the same code.
///
/// # Errors
/// A fault of storage.
pub async fn print(tx: &mut Tx, demande: Id<Demande>, sorte: &str, valeur: &[u8]) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_empreinte (cpts, demande, sorte, valeur)
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx.execute(SQL, params![tx.cpts(), demande, sorte, valeur]).await? == 1)
}

/// Forgets the fingerprints of a request but those of its form and its code, before new ones are kept.
///
/// # Errors
/// A fault of storage.
pub async fn forget_prints(tx: &mut Tx, demande: Id<Demande>) -> Result<()> {
    const SQL: &str = "DELETE FROM medecin_traitant_empreinte
        WHERE cpts = $1 AND demande = $2 AND sorte NOT IN ('envoi', 'code')";
    tx.execute(SQL, params![tx.cpts(), demande]).await?;
    Ok(())
}

/// The requests that have this fingerprint, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn with_print(tx: &mut Tx, sorte: &str, valeur: &[u8]) -> Result<Vec<Id<Demande>>> {
    const SQL: &str = "SELECT demande FROM medecin_traitant_empreinte
        WHERE cpts = $1 AND valeur = $2 AND sorte = $3 ORDER BY demande";
    let rows = tx.rows(SQL, params![tx.cpts(), valeur, sorte]).await?;
    rows.iter().map(|row| row.get("demande")).collect()
}

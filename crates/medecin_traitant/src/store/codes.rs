//! The codes by which doctors prove who they are: their keyed hash, good a few minutes, a few tries.

use crate::Medecin;
use db::{Result, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;

/// Wrong codes, at most, for each that was sent.
const ESSAIS: u32 = 5;
/// Codes in a day, at most.
const ENVOIS: u32 = 10;

/// Keeps the code sent to a doctor in place of the one before; false when one has just left, or too many on that day.
///
/// # Errors
/// A fault of storage.
pub async fn keep_code(
    tx: &mut Tx,
    medecin: Id<Medecin>,
    empreinte: &[u8],
    (jour, repos, expire): (Date, Timestamp, Timestamp),
) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_code (cpts, medecin, empreinte, envoye_le, expire_le, essais, jour, envois)
        VALUES ($1, $2, $3, $4, $5, 0, $6, 1) ON CONFLICT (cpts, medecin) DO UPDATE SET
        empreinte = $3, envoye_le = $4, expire_le = $5, essais = 0, jour = $6,
        envois = CASE WHEN medecin_traitant_code.jour = $6 THEN medecin_traitant_code.envois + 1 ELSE 1 END
        WHERE medecin_traitant_code.envoye_le <= $7
        AND (medecin_traitant_code.jour <> $6 OR medecin_traitant_code.envois < $8)";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), medecin, empreinte, now, expire, jour, repos, ENVOIS];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Counts a try of a code; the fingerprint of the right one, unless it expired or too many were tried.
///
/// # Errors
/// A fault of storage.
pub async fn try_code(tx: &mut Tx, medecin: Id<Medecin>) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "UPDATE medecin_traitant_code SET essais = essais + 1
        WHERE cpts = $1 AND medecin = $2 AND expire_le > $3 AND essais < $4 RETURNING empreinte";
    let now = tx.ctx().now;
    let row = tx.row(SQL, params![tx.cpts(), medecin, now, ESSAIS]).await?;
    row.map(|row| row.get("empreinte")).transpose()
}

/// The code of a doctor serves no more.
///
/// # Errors
/// A fault of storage.
pub async fn spend_code(tx: &mut Tx, medecin: Id<Medecin>) -> Result<()> {
    const SQL: &str = "UPDATE medecin_traitant_code SET expire_le = $3 WHERE cpts = $1 AND medecin = $2";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), medecin, now]).await?;
    Ok(())
}

//! What was found in the statutes.

use crate::statuts::Verification;
use db::{Result, Row, Tx, params};

/// Writes what was found on one question, in place of what was.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Verification) -> Result<()> {
    const SQL: &str = "INSERT INTO projet_sante_statut (cpts, code, resultat, note, jour, auteur)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (cpts, code) DO UPDATE SET
        resultat = excluded.resultat, note = excluded.note, jour = excluded.jour, auteur = excluded.auteur";
    let Verification { code, resultat, note, jour, auteur } = one;
    tx.execute(SQL, params![tx.cpts(), code, resultat.code(), note, *jour, *auteur]).await?;
    Ok(())
}

/// What was found.
///
/// # Errors
/// A fault of storage.
pub async fn verifications(tx: &mut Tx) -> Result<Vec<Verification>> {
    const SQL: &str = "SELECT code, resultat, note, jour, auteur FROM projet_sante_statut WHERE cpts = $1
        ORDER BY code";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Verification {
            code: row.get("code")?,
            resultat: row.parse("resultat")?,
            note: row.get("note")?,
            jour: row.get("jour")?,
            auteur: row.get("auteur")?,
        })
    };
    rows.iter().map(read).collect()
}

//! What was found in the statutes, and the facts.

use crate::faits::Faits;
use crate::statuts::Verification;
use db::{Error, Result, Row, Tx, params};
use std::collections::HashMap;
use uuid::Uuid;

/// Holds a question until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, code: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO projet_sante_fait (cpts, code, faits, ecrit_le) VALUES ($1, $2, '{}', $3)
        ON CONFLICT (cpts, code) DO UPDATE SET code = excluded.code";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), code, now]).await?;
    Ok(())
}

/// Writes the facts of a question that is held.
///
/// # Errors
/// A fault of storage.
pub async fn keep_faits(tx: &mut Tx, code: &str, faits: &Faits, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str = "UPDATE projet_sante_fait SET faits = $3, auteur = $4, ecrit_le = $5
        WHERE cpts = $1 AND code = $2";
    let now = tx.ctx().now;
    let text = serde_json::to_string(faits).unwrap_or_else(|_| "{}".to_owned());
    tx.execute(SQL, params![tx.cpts(), code, text, auteur, now]).await?;
    Ok(())
}

/// The facts, by question.
///
/// # Errors
/// A fault of storage.
pub async fn faits(tx: &mut Tx) -> Result<HashMap<String, Faits>> {
    const SQL: &str = "SELECT code, faits FROM projet_sante_fait WHERE cpts = $1";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        let text: String = row.get("faits")?;
        let faits = serde_json::from_str(&text).map_err(|error| Error::Decode {
            column: "faits".to_owned(),
            expected: "facts by name",
            got: error.to_string(),
        })?;
        Ok((row.get("code")?, faits))
    };
    rows.iter().map(read).collect()
}

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

//! Settings, accounts, and accounts of lines that other rooms wrote.

use crate::plan::Compte;
use db::{Result, Tx, params};
use std::collections::BTreeMap;

/// Settings, by key.
///
/// # Errors
/// A fault of storage.
pub async fn reglages(tx: &mut Tx) -> Result<BTreeMap<String, String>> {
    const SQL: &str = "SELECT cle, valeur FROM budget_reglage WHERE cpts = $1";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(|row| Ok((row.get("cle")?, row.get("valeur")?))).collect()
}

/// Writes one setting.
///
/// # Errors
/// A fault of storage.
pub async fn set(tx: &mut Tx, cle: &str, valeur: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO budget_reglage (cpts, cle, valeur) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, cle) DO UPDATE SET valeur = excluded.valeur";
    tx.execute(SQL, params![tx.cpts(), cle, valeur]).await?;
    Ok(())
}

/// Accounts that the CPTS added or renamed.
///
/// # Errors
/// A fault of storage.
pub async fn comptes(tx: &mut Tx) -> Result<Vec<Compte>> {
    const SQL: &str = "SELECT numero, libelle FROM budget_compte WHERE cpts = $1 ORDER BY numero";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts]).await?;
    rows.iter().map(|row| Ok(Compte { numero: row.get("numero")?, libelle: row.get("libelle")? })).collect()
}

/// Adds an account, or names it otherwise.
///
/// # Errors
/// A fault of storage.
pub async fn name_compte(tx: &mut Tx, compte: &Compte) -> Result<()> {
    const SQL: &str = "INSERT INTO budget_compte (cpts, numero, libelle) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, numero) DO UPDATE SET libelle = excluded.libelle";
    tx.execute(SQL, params![tx.cpts(), &compte.numero, &compte.libelle]).await?;
    Ok(())
}

/// Accounts of lines that other rooms wrote.
///
/// # Errors
/// A fault of storage.
pub async fn affectations(tx: &mut Tx) -> Result<BTreeMap<String, String>> {
    const SQL: &str = "SELECT ligne, compte FROM budget_affectation WHERE cpts = $1";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(|row| Ok((row.get("ligne")?, row.get("compte")?))).collect()
}

/// Says the account of a line that another room wrote.
///
/// # Errors
/// A fault of storage.
pub async fn assign(tx: &mut Tx, ligne: &str, compte: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO budget_affectation (cpts, ligne, compte) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, ligne) DO UPDATE SET compte = excluded.compte";
    tx.execute(SQL, params![tx.cpts(), ligne, compte]).await?;
    Ok(())
}

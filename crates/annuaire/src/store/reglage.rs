use crate::Reglage;
use db::{Result, Tx, params};

/// How many times the directory of the CPTS has changed.
///
/// # Errors
/// A fault of storage.
pub async fn revision(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "SELECT numero FROM annuaire_revision WHERE cpts = $1";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts]).await?.map_or(Ok(0), |row| row.get("numero"))
}

/// The directory of the CPTS is about to change: first statement of every change, which then waits for those before it.
///
/// # Errors
/// A fault of storage.
pub async fn revise(tx: &mut Tx) -> Result<()> {
    const SQL: &str = "INSERT INTO annuaire_revision (cpts, numero) VALUES ($1, 1)
        ON CONFLICT (cpts) DO UPDATE SET numero = annuaire_revision.numero + 1";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts]).await?;
    Ok(())
}

/// How often the CPTS wants confirmations.
///
/// # Errors
/// A fault of storage.
pub async fn reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "SELECT fraicheur_mois, referent_mois FROM annuaire_reglage WHERE cpts = $1";
    let cpts = tx.cpts();
    let Some(row) = tx.row(SQL, params![cpts]).await? else { return Ok(Reglage::default()) };
    Ok(Reglage { fraicheur_mois: row.get("fraicheur_mois")?, referent_mois: row.get("referent_mois")? })
}

/// Keeps how often the CPTS wants confirmations.
///
/// # Errors
/// A fault of storage.
pub async fn keep_reglage(tx: &mut Tx, reglage: Reglage) -> Result<()> {
    const SQL: &str = "INSERT INTO annuaire_reglage (cpts, fraicheur_mois, referent_mois) VALUES ($1, $2, $3)
        ON CONFLICT (cpts) DO UPDATE SET fraicheur_mois = $2, referent_mois = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, reglage.fraicheur_mois, reglage.referent_mois]).await?;
    Ok(())
}

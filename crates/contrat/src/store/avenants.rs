//! Amendments.

use super::contrats::population;
use crate::contrat::{Avenant, Clause, Contrat};
use db::{Result, Row, Tx, Value, params};
use kernel::Id;

/// Keeps a new amendment. False when another takes effect the same day: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, contrat: Id<Contrat>, avenant: &Avenant) -> Result<bool> {
    const SQL: &str = "INSERT INTO contrat_avenant (cpts, contrat, id, le, objet, texte, version, habitants,
        population_source, population_annee, confirmee_par, confirmee_le, signe_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING";
    Ok(tx.execute(SQL, &values(tx, contrat, avenant)).await? == 1)
}

/// Writes an amendment again. False when another takes effect the same day.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, contrat: Id<Contrat>, avenant: &Avenant) -> Result<bool> {
    const TAKEN: &str = "SELECT 1 AS un FROM contrat_avenant
        WHERE cpts = $1 AND contrat = $2 AND id <> $3 AND le = $4";
    const SQL: &str =
        "UPDATE contrat_avenant SET le = $4, objet = $5, texte = $6, version = $7, habitants = $8,
        population_source = $9, population_annee = $10, confirmee_par = $11, confirmee_le = $12,
        signe_le = $13
        WHERE cpts = $1 AND contrat = $2 AND id = $3";
    if tx.row(TAKEN, params![tx.cpts(), contrat, avenant.id, avenant.le]).await?.is_some() {
        return Ok(false);
    }
    tx.execute(SQL, &values(tx, contrat, avenant)).await?;
    Ok(true)
}

fn values(tx: &Tx, contrat: Id<Contrat>, avenant: &Avenant) -> Vec<Value> {
    let Clause { objet, texte, version, population, signe_le } = &avenant.clause;
    let said = population.as_ref();
    let text = |text: Option<&String>| Value::from(text.map_or("", String::as_str));
    vec![
        tx.cpts().into(),
        contrat.into(),
        avenant.id.into(),
        avenant.le.into(),
        objet.into(),
        texte.into(),
        version.clone().into(),
        said.map(|one| one.habitants).into(),
        text(said.map(|one| &one.source)),
        said.and_then(|one| one.annee).map(i32::from).into(),
        text(said.map(|one| &one.confirmee_par)),
        said.and_then(|one| one.confirmee_le).into(),
        (*signe_le).into(),
    ]
}

/// Removes an amendment. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, contrat: Id<Contrat>, id: Id<Avenant>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_avenant WHERE cpts = $1 AND contrat = $2 AND id = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, id]).await? == 1)
}

/// The amendments of a contract, by day.
///
/// # Errors
/// A fault of storage.
pub async fn avenants(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Avenant>> {
    const SQL: &str = "SELECT id, le, objet, texte, version, habitants, population_source, population_annee,
        confirmee_par, confirmee_le, signe_le FROM contrat_avenant WHERE cpts = $1 AND contrat = $2 ORDER BY le, id";
    tx.rows(SQL, params![tx.cpts(), contrat]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Avenant> {
    let habitants: Option<i64> = row.get("habitants")?;
    let clause = Clause {
        objet: row.get("objet")?,
        texte: row.get("texte")?,
        version: row.get("version")?,
        population: habitants.map(|_| population(row)).transpose()?,
        signe_le: row.get("signe_le")?,
    };
    Ok(Avenant { id: row.get("id")?, le: row.get("le")?, clause })
}

//! Regulators, who belong to the instance.

use crate::Regulateur;
use db::{Result, Row, Tx, params};
use fhir::sas::{Regulator, canonical};
use fhir::search::Token;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str =
    "id, personne, systeme, national, technique, nom, prenom, courriel, actif, marque, change_le";

/// One of them, even whose account is closed.
///
/// # Errors
/// A fault of storage.
pub async fn regulateur(tx: &mut Tx, id: Id<Regulateur>) -> Result<Option<Regulateur>> {
    let sql = format!("SELECT {COLUMNS} FROM sas_regulateur WHERE id = $1");
    tx.row(&sql, params![id]).await?.as_ref().map(read).transpose()
}

/// Those who have that number: its technical holder first, then who has it as a national number, open accounts before closed ones.
///
/// # Errors
/// A fault of storage.
pub async fn of_number(tx: &mut Tx, number: &str) -> Result<Vec<Regulateur>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sas_regulateur WHERE technique = $1 OR national = $1
        ORDER BY CASE WHEN technique = $1 THEN 0 WHEN actif THEN 1 ELSE 2 END, change_le DESC, id"
    );
    tx.rows(&sql, params![number]).await?.iter().map(read).collect()
}

/// The open regulator that somebody signed in as.
///
/// # Errors
/// A fault of storage.
pub async fn of_personne(tx: &mut Tx, personne: Uuid) -> Result<Option<Regulateur>> {
    let sql =
        format!("SELECT {COLUMNS} FROM sas_regulateur WHERE personne = $1 AND actif ORDER BY id LIMIT 1");
    tx.row(&sql, params![personne]).await?.as_ref().map(read).transpose()
}

/// How many accounts are open.
///
/// # Errors
/// A fault of storage.
pub async fn ouverts(tx: &mut Tx) -> Result<i64> {
    tx.must_row("SELECT count(*) AS n FROM sas_regulateur WHERE actif", &[]).await?.get("n")
}

/// Adds one; false when the address, or a number, is somebody else’s.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Regulateur) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO sas_regulateur (id, personne, systeme, national, technique, nom, prenom, courriel,
        actif, marque, change_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    write(tx, SQL, one).await
}

/// Writes what the platform says now; false when what is held is newer. A number of somebody else is refused by the schema.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, one: &Regulateur) -> Result<bool> {
    const SQL: &str =
        "UPDATE sas_regulateur SET personne = $2, systeme = $3, national = $4, technique = $5, nom = $6,
        prenom = $7, courriel = $8, actif = $9, marque = coalesce($10, marque), change_le = $11
        WHERE id = $1 AND (marque <= $10 OR marque IS NULL OR $10 IS NULL)";
    write(tx, SQL, one).await
}

/// Runs a statement whose parameters are the columns of one, in their order; whether it wrote.
async fn write(tx: &mut Tx, sql: &str, one: &Regulateur) -> Result<bool> {
    let systeme = one.fiche.others.first().map(|other| other.system.clone());
    let values = params![
        one.id,
        one.personne,
        systeme,
        one.national(),
        one.fiche.sas_id.clone(),
        &one.fiche.family,
        &one.fiche.given,
        &one.fiche.email,
        one.fiche.active,
        one.marque,
        tx.ctx().now
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Forgets those whose account was closed before `before`; how many.
///
/// # Errors
/// A fault of storage.
pub async fn forget(tx: &mut Tx, before: jiff::Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM sas_regulateur WHERE NOT actif AND change_le < $1", params![before]).await
}

/// A national number is kept with its system when that is not the usual one.
fn read(row: &Row) -> Result<Regulateur> {
    let (systeme, national): (Option<String>, Option<String>) = (row.get("systeme")?, row.get("national")?);
    let usual = systeme.as_deref().is_none_or(|system| system == canonical::IDNPS);
    let (national_id, others) = match (national, systeme) {
        (Some(number), Some(system)) if !usual => (None, vec![Token { system, value: number }]),
        (number, _) => (number, Vec::new()),
    };
    let fiche = Regulator {
        national_id,
        sas_id: row.get("technique")?,
        others,
        active: row.get("actif")?,
        family: row.get("nom")?,
        given: row.get("prenom")?,
        email: row.get("courriel")?,
    };
    Ok(Regulateur {
        id: row.get("id")?,
        personne: row.get("personne")?,
        fiche,
        marque: row.get("marque")?,
        change_le: row.get("change_le")?,
    })
}

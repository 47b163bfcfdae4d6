//! Attestations that were given.

use crate::attestation::Attestation;
use adhesions::Adherent;
use db::{Error, Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "id, code, numero, adherent, faits, empreinte, emise_par, emise_le, retiree_le, motif";

/// The next number of a year: one by one, however many ask at once.
///
/// # Errors
/// A fault of storage.
pub async fn next_number(tx: &mut Tx, annee: i16) -> Result<u32> {
    const SQL: &str = "INSERT INTO reunions_compteur (cpts, annee, dernier) VALUES ($1, $2, 1)
        ON CONFLICT (cpts, annee) DO UPDATE SET dernier = reunions_compteur.dernier + 1 RETURNING dernier";
    tx.must_row(SQL, params![tx.cpts(), i32::from(annee)]).await?.get("dernier")
}

/// Adds an attestation.
///
/// # Errors
/// A fault of storage; a constraint when the same facts are attested already.
pub async fn add(tx: &mut Tx, one: &Attestation) -> Result<()> {
    const SQL: &str = "INSERT INTO reunions_attestation (cpts, id, code, numero, adherent, annee, faits, empreinte, emise_par, emise_le, motif)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')";
    let faits = serde_json::to_string(&one.faits).unwrap_or_default();
    let values = params![
        tx.cpts(),
        one.id,
        &one.code,
        &one.numero,
        one.adherent,
        i32::from(one.faits.annee),
        faits,
        &one.empreinte,
        &one.emise_par,
        one.emise_le
    ];
    tx.execute(SQL, values).await.map(drop)
}

/// The attestation of the same facts, still good.
///
/// # Errors
/// A fault of storage.
pub async fn same(
    tx: &mut Tx,
    adherent: Id<Adherent>,
    annee: i16,
    empreinte: &str,
) -> Result<Option<Attestation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_attestation
         WHERE cpts = $1 AND adherent = $2 AND annee = $3 AND empreinte = $4 AND retiree_le IS NULL"
    );
    let values = params![tx.cpts(), adherent, i32::from(annee), empreinte];
    tx.row(&sql, values).await?.as_ref().map(read).transpose()
}

/// One attestation.
///
/// # Errors
/// A fault of storage.
pub async fn one(tx: &mut Tx, id: Id<Attestation>) -> Result<Option<Attestation>> {
    let sql = format!("SELECT {COLUMNS} FROM reunions_attestation WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The attestation of a code.
///
/// # Errors
/// A fault of storage.
pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<Attestation>> {
    let sql = format!("SELECT {COLUMNS} FROM reunions_attestation WHERE cpts = $1 AND code = $2");
    tx.row(&sql, params![tx.cpts(), code]).await?.as_ref().map(read).transpose()
}

/// The attestations of somebody, the last one first, `limit` at most, those given before that one; of everybody when nobody is named.
///
/// # Errors
/// A fault of storage.
pub async fn latest(
    tx: &mut Tx,
    adherent: Option<Id<Adherent>>,
    before: Option<(Timestamp, Id<Attestation>)>,
    limit: u32,
) -> Result<Vec<Attestation>> {
    let (le, id) = before.unwrap_or((Timestamp::MAX, Id::new(Uuid::max())));
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_attestation WHERE cpts = $1 AND (adherent = $2 OR $2 IS NULL)
         AND (emise_le, id) < ($3, $4) ORDER BY emise_le DESC, id DESC LIMIT $5"
    );
    tx.rows(&sql, params![tx.cpts(), adherent, le, id, limit]).await?.iter().map(read).collect()
}

/// Withdraws an attestation; false when it was.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw(tx: &mut Tx, id: Id<Attestation>, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_attestation SET retiree_le = $3, motif = $4 WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, motif]).await? == 1)
}

fn read(row: &Row) -> Result<Attestation> {
    let faits: String = row.get("faits")?;
    let retiree: Option<Timestamp> = row.get("retiree_le")?;
    let motif: String = row.get("motif")?;
    Ok(Attestation {
        id: row.get("id")?,
        code: row.get("code")?,
        numero: row.get("numero")?,
        adherent: row.get("adherent")?,
        faits: serde_json::from_str(&faits).map_err(|error| Error::Decode {
            column: "faits".to_owned(),
            expected: "the facts of an attestation",
            got: error.to_string(),
        })?,
        empreinte: row.get("empreinte")?,
        emise_par: row.get("emise_par")?,
        emise_le: row.get("emise_le")?,
        retrait: retiree.map(|le| (le, motif)),
    })
}

//! What was decided, across meetings.

use crate::minutes::Decision;
use crate::reunion::Reunion;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

const COLUMNS: &str = "id, reunion, texte, porteur, echeance, fait_le";

/// Adds a decision; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Decision, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO reunions_decision (cpts, id, reunion, texte, porteur, echeance, auteur, ecrite_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), one.id, one.reunion, &one.texte, one.porteur, one.echeance, auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One decision.
///
/// # Errors
/// A fault of storage.
pub async fn one(tx: &mut Tx, id: Id<Decision>) -> Result<Option<Decision>> {
    let sql =
        format!("SELECT {COLUMNS} FROM reunions_decision WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Those of a meeting, in order.
///
/// # Errors
/// A fault of storage.
pub async fn of_reunion(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<Decision>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_decision WHERE cpts = $1 AND reunion = $2 AND retiree_le IS NULL ORDER BY ecrite_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), reunion]).await?.iter().map(read).collect()
}

/// Those that are not done, the most pressing first; five hundred at most.
///
/// # Errors
/// A fault of storage.
pub async fn open(tx: &mut Tx) -> Result<Vec<Decision>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_decision WHERE cpts = $1 AND fait_le IS NULL AND retiree_le IS NULL
         ORDER BY CASE WHEN echeance IS NULL THEN 1 ELSE 0 END, echeance, ecrite_le, id LIMIT 500"
    );
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// The title and the day of the meetings whose decisions are not done.
///
/// # Errors
/// A fault of storage.
pub async fn titres(tx: &mut Tx) -> Result<BTreeMap<Id<Reunion>, String>> {
    const SQL: &str = "SELECT DISTINCT r.id, r.titre, r.jour FROM reunions_reunion r
        JOIN reunions_decision d ON d.cpts = r.cpts AND d.reunion = r.id
        WHERE r.cpts = $1 AND d.fait_le IS NULL AND d.retiree_le IS NULL";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let said = |row: &Row| {
        let titre: String = row.get("titre")?;
        Ok((row.get("id")?, format!("{titre}, {}", ui::francais::date(row.get("jour")?))))
    };
    rows.iter().map(said).collect()
}

/// Those of somebody that are not done, the most pressing first.
///
/// # Errors
/// A fault of storage.
pub async fn of_porteur(tx: &mut Tx, porteur: Id<Adherent>) -> Result<Vec<Decision>> {
    Ok(open(tx).await?.into_iter().filter(|one| one.porteur == Some(porteur)).collect())
}

/// Says that it was done that day, or is not after all.
///
/// # Errors
/// A fault of storage.
pub async fn settle(tx: &mut Tx, id: Id<Decision>, fait_le: Option<Date>) -> Result<()> {
    const SQL: &str = "UPDATE reunions_decision SET fait_le = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, fait_le]).await.map(drop)
}

/// Takes one away; false when there is none.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Decision>) -> Result<bool> {
    const SQL: &str =
        "UPDATE reunions_decision SET retiree_le = $3 WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

fn read(row: &Row) -> Result<Decision> {
    Ok(Decision {
        id: row.get("id")?,
        reunion: row.get("reunion")?,
        texte: row.get("texte")?,
        porteur: row.get("porteur")?,
        echeance: row.get("echeance")?,
        fait_le: row.get("fait_le")?,
    })
}

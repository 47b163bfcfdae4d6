//! Professionals asked, and their answers.

use crate::{Demande, Reponse, Sollicitation};
use db::{Result, Row, Tx, params};
use kernel::Id;

const COLUMNS: &str = "id, demande, effecteur, expire_le, reponse";

/// Asks; false when that professional is asked already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Sollicitation) -> Result<bool> {
    const SQL: &str = "INSERT INTO snp_sollicitation (cpts, id, demande, effecteur, envoyee_le, expire_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values = params![tx.cpts(), one.id, one.demande, one.effecteur, tx.ctx().now, one.expire_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One of them.
///
/// # Errors
/// A fault of storage.
pub async fn sollicitation(tx: &mut Tx, id: Id<Sollicitation>) -> Result<Option<Sollicitation>> {
    let sql = format!("SELECT {COLUMNS} FROM snp_sollicitation WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Those of a request, in the order in which they were asked.
///
/// # Errors
/// A fault of storage.
pub async fn de(tx: &mut Tx, demande: Id<Demande>) -> Result<Vec<Sollicitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM snp_sollicitation WHERE cpts = $1 AND demande = $2 ORDER BY envoyee_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), demande]).await?.iter().map(read).collect()
}

/// Answers, if nobody did and the time is not over: of answers that come together, one statement lets one win.
///
/// # Errors
/// A fault of storage: a second yes breaks a unique index.
pub async fn answer(tx: &mut Tx, id: Id<Sollicitation>, reponse: Reponse) -> Result<bool> {
    const SQL: &str = "UPDATE snp_sollicitation SET reponse = $3, repondue_le = $4
        WHERE cpts = $1 AND id = $2 AND reponse IS NULL AND expire_le > $4";
    Ok(tx.execute(SQL, params![tx.cpts(), id, reponse.code(), tx.ctx().now]).await? == 1)
}

/// The questions of a request that nobody answered are taken back; the yes of one who no longer takes it too.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw(tx: &mut Tx, demande: Id<Demande>) -> Result<()> {
    const SQL: &str = "UPDATE snp_sollicitation SET reponse = 'retiree', repondue_le = $3
        WHERE cpts = $1 AND demande = $2 AND (reponse IS NULL OR reponse = 'oui')";
    tx.execute(SQL, params![tx.cpts(), demande, tx.ctx().now]).await.map(drop)
}

fn read(row: &Row) -> Result<Sollicitation> {
    let reponse: Option<String> = row.get("reponse")?;
    Ok(Sollicitation {
        id: row.get("id")?,
        demande: row.get("demande")?,
        effecteur: row.get("effecteur")?,
        expire_le: row.get("expire_le")?,
        reponse: reponse.map(|_| row.parse("reponse")).transpose()?,
    })
}

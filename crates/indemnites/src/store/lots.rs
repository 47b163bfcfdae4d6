//! Batches.

use crate::indemnite::Indemnite;
use crate::lot::Lot;
use db::{Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "id, numero, execution, version, remise, etat, total, virements, prepare_par, prepare_le, emis_par, emis_le, empreinte, lectures";

/// The number of the next batch; the row stays held until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn next(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "UPDATE indemnites_reglage SET lots = lots + 1 WHERE cpts = $1 RETURNING lots";
    super::hold(tx).await?;
    tx.must_row(SQL, params![tx.cpts()]).await?.get("lots")
}

/// Adds a batch that is prepared; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Lot) -> Result<bool> {
    const SQL: &str = "INSERT INTO indemnites_lot (cpts, id, numero, execution, version, remise, etat, total, virements, prepare_par, prepare_le,
        empreinte, lectures) VALUES ($1, $2, $3, $4, $5, $10, 'prepare', $6, $7, $8, $9, '', 0) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.numero,
        one.execution,
        one.version.code(),
        one.total,
        one.virements,
        one.prepare_par,
        one.prepare_le,
        one.remise.code(),
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Puts the chosen lines in a batch: the unique index refuses one that is in another live batch.
///
/// # Errors
/// A fault of storage.
pub async fn take_choice(tx: &mut Tx, lot: Id<Lot>) -> Result<()> {
    const BIND: &str = "INSERT INTO indemnites_lot_ligne (cpts, lot, ligne) SELECT cpts, $2, ligne FROM indemnites_choix WHERE cpts = $1";
    const MARK: &str = "UPDATE indemnites_indemnite SET etat = 'en_lot', lot = $2, motif = ''
        WHERE cpts = $1 AND id IN (SELECT ligne FROM indemnites_choix WHERE cpts = $1)";
    let cpts = tx.cpts();
    tx.execute(BIND, params![cpts, lot]).await?;
    tx.execute(MARK, params![cpts, lot]).await?;
    Ok(())
}

/// One batch, held until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Lot>) -> Result<Option<Lot>> {
    const HOLD: &str = "UPDATE indemnites_lot SET etat = etat WHERE cpts = $1 AND id = $2";
    tx.execute_untraced(HOLD, params![tx.cpts(), id]).await?;
    lot(tx, id).await
}

/// One batch.
///
/// # Errors
/// A fault of storage.
pub async fn lot(tx: &mut Tx, id: Id<Lot>) -> Result<Option<Lot>> {
    let sql = format!("SELECT {COLUMNS} FROM indemnites_lot WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The batches, the last one first.
///
/// # Errors
/// A fault of storage.
pub async fn lots(tx: &mut Tx) -> Result<Vec<Lot>> {
    let sql = format!("SELECT {COLUMNS} FROM indemnites_lot WHERE cpts = $1 ORDER BY numero DESC");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Keeps the file of a batch that was prepared: from then on it is issued; false when it was not prepared any more.
///
/// # Errors
/// A fault of storage.
pub async fn issue(tx: &mut Tx, id: Id<Lot>, by: Uuid, fichier: &[u8], empreinte: &str) -> Result<bool> {
    const SQL: &str =
        "UPDATE indemnites_lot SET etat = 'emis', emis_par = $3, emis_le = $4, fichier = $5, empreinte = $6
        WHERE cpts = $1 AND id = $2 AND etat = 'prepare'";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, by, now, fichier, empreinte]).await? == 1)
}

/// The sealed file of an issued batch, counted as read once more.
///
/// # Errors
/// A fault of storage.
pub async fn read_fichier(tx: &mut Tx, id: Id<Lot>) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "UPDATE indemnites_lot SET lectures = lectures + 1 WHERE cpts = $1 AND id = $2 AND fichier IS NOT NULL RETURNING fichier";
    tx.row(SQL, params![tx.cpts(), id]).await?.map(|row| row.get("fichier")).transpose()
}

/// Gives up a batch that was prepared: its lines are free again; false when it was not prepared any more.
///
/// # Errors
/// A fault of storage.
pub async fn cancel(tx: &mut Tx, id: Id<Lot>) -> Result<bool> {
    const CANCEL: &str = "UPDATE indemnites_lot SET etat = 'annule', annule_le = $3 WHERE cpts = $1 AND id = $2 AND etat = 'prepare'";
    const FREE: &str =
        "UPDATE indemnites_lot_ligne SET libere_le = $3 WHERE cpts = $1 AND lot = $2 AND libere_le IS NULL";
    const BACK: &str = "UPDATE indemnites_indemnite SET etat = 'approuvee', lot = NULL WHERE cpts = $1 AND lot = $2 AND etat = 'en_lot'";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    if tx.execute(CANCEL, params![cpts, id, now]).await? != 1 {
        return Ok(false);
    }
    tx.execute(FREE, params![cpts, id, now]).await?;
    tx.execute(BACK, params![cpts, id]).await?;
    Ok(true)
}

/// The bank carried the batch out.
///
/// # Errors
/// A fault of storage.
pub async fn execute(tx: &mut Tx, id: Id<Lot>) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_lot SET etat = 'execute', execute_le = $3 WHERE cpts = $1 AND id = $2 AND etat = 'emis'";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// The batches that a line was in, the first one first, and whether it was freed from each.
///
/// # Errors
/// A fault of storage.
pub async fn of_line(tx: &mut Tx, ligne: Id<Indemnite>) -> Result<Vec<(Lot, bool)>> {
    const SQL: &str = "SELECT lot, CASE WHEN libere_le IS NULL THEN 0 ELSE 1 END AS libre FROM indemnites_lot_ligne WHERE cpts = $1 AND ligne = $2";
    let rows = tx.rows(SQL, params![tx.cpts(), ligne]).await?;
    let mut found = Vec::new();
    for row in &rows {
        if let Some(one) = lot(tx, row.get("lot")?).await? {
            found.push((one, row.get::<i32>("libre")? == 1));
        }
    }
    found.sort_by_key(|(one, _)| one.numero);
    Ok(found)
}

fn read(row: &Row) -> Result<Lot> {
    Ok(Lot {
        id: row.get("id")?,
        numero: row.get("numero")?,
        execution: row.get("execution")?,
        version: row.parse("version")?,
        remise: row.parse("remise")?,
        etat: row.parse("etat")?,
        total: row.get("total")?,
        virements: row.get("virements")?,
        prepare_par: row.get("prepare_par")?,
        prepare_le: row.get("prepare_le")?,
        emis_par: row.get("emis_par")?,
        emis_le: row.get("emis_le")?,
        empreinte: row.get("empreinte")?,
        lectures: row.get("lectures")?,
    })
}

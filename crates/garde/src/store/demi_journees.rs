//! Half-days.

use crate::{DemiJournee, Planning};
use db::{Result, Row, Tx, params};
use kernel::Id;
use rendez_vous::Horaire;

const COLUMNS: &str = "id, planning, debut, fin, besoin, competence, annonce_le";

/// One of them.
///
/// # Errors
/// A fault of storage.
pub async fn demi_journee(tx: &mut Tx, id: Id<DemiJournee>) -> Result<Option<DemiJournee>> {
    let sql = format!("SELECT {COLUMNS} FROM garde_demi_journee WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Those of a planning, in order.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, planning: Id<Planning>) -> Result<Vec<DemiJournee>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM garde_demi_journee WHERE cpts = $1 AND planning = $2 ORDER BY debut, fin, competence, id"
    );
    tx.rows(&sql, params![tx.cpts(), planning]).await?.iter().map(read).collect()
}

/// Adds one; false when its planning has the same already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &DemiJournee) -> Result<bool> {
    const SQL: &str = "INSERT INTO garde_demi_journee (cpts, id, planning, debut, fin, besoin, competence)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.planning,
        one.horaire.debut,
        one.horaire.fin,
        one.besoin,
        one.competence.map_or("", crate::Competence::code)
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Says how many people one needs.
///
/// # Errors
/// A fault of storage.
pub async fn set_besoin(tx: &mut Tx, id: Id<DemiJournee>, besoin: u32) -> Result<()> {
    const SQL: &str = "UPDATE garde_demi_journee SET besoin = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, besoin]).await.map(drop)
}

/// Notes that the people missing on one were asked for now.
///
/// # Errors
/// A fault of storage.
pub async fn set_annonce(tx: &mut Tx, id: Id<DemiJournee>) -> Result<()> {
    const SQL: &str = "UPDATE garde_demi_journee SET annonce_le = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, tx.ctx().now]).await.map(drop)
}

/// Forgets one, with its wishes; false when somebody is on duty there.
///
/// # Errors
/// A fault of storage.
pub async fn forget(tx: &mut Tx, id: Id<DemiJournee>) -> Result<bool> {
    const VOEUX: &str = "DELETE FROM garde_voeu WHERE cpts = $1 AND demi_journee = $2 AND NOT EXISTS
        (SELECT 1 FROM garde_affectation WHERE cpts = $1 AND demi_journee = $2)";
    const ONE: &str = "DELETE FROM garde_demi_journee WHERE cpts = $1 AND id = $2 AND NOT EXISTS
        (SELECT 1 FROM garde_affectation WHERE cpts = $1 AND demi_journee = $2) AND NOT EXISTS
        (SELECT 1 FROM garde_echange WHERE cpts = $1 AND (donne = $2 OR contre = $2))";
    tx.execute(VOEUX, params![tx.cpts(), id]).await?;
    Ok(tx.execute(ONE, params![tx.cpts(), id]).await? == 1)
}

fn read(row: &Row) -> Result<DemiJournee> {
    let competence: String = row.get("competence")?;
    Ok(DemiJournee {
        id: row.get("id")?,
        planning: row.get("planning")?,
        horaire: Horaire { debut: row.get("debut")?, fin: row.get("fin")? },
        besoin: row.get("besoin")?,
        competence: if competence.is_empty() { None } else { Some(row.parse("competence")?) },
        annonce_le: row.get("annonce_le")?,
    })
}

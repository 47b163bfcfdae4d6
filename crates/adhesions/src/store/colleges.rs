//! Colleges.

use crate::College;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::{Id, fold};
use uuid::Uuid;

/// The colleges, in the order of the statutes; those that are closed come too.
///
/// # Errors
/// A fault of storage.
pub async fn colleges(tx: &mut Tx) -> Result<Vec<College>> {
    const SQL: &str = "SELECT id, nom, ordre, pour, ferme_le FROM adhesions_college
        WHERE cpts = $1 ORDER BY ordre, cle, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<College> {
    Ok(College {
        id: row.get("id")?,
        nom: row.get("nom")?,
        ordre: row.get("ordre")?,
        pour: row.get("pour")?,
        ferme_le: row.get("ferme_le")?,
    })
}

/// Adds a college; false when that id, or an open college of that name, is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &College, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO adhesions_college (cpts, id, nom, cle, ordre, pour, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), one.id, &one.nom, fold(&one.nom), one.ordre, &one.pour, auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Renames a college, moves it in lists, says who fits; false when there is none.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when another one has that name.
pub async fn change(tx: &mut Tx, one: &College) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_college SET nom = $3, cle = $4, ordre = $5, pour = $6
        WHERE cpts = $1 AND id = $2";
    let values = params![tx.cpts(), one.id, &one.nom, fold(&one.nom), one.ordre, &one.pour];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Closes a college on that day, or opens it again; false when there is none.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when an open one has its name.
pub async fn close(tx: &mut Tx, id: Id<College>, le: Option<Date>) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_college SET ferme_le = $3 WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id, le]).await? == 1)
}

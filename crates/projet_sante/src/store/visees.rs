//! The aims of the regional plan.

use crate::action::Visee;
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Adds an aim; false when that code of that plan is already on the list.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, visee: &Visee) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_visee (cpts, id, prs, code, libelle, depuis, source, ajoutee_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Visee { id, prs, code, libelle, depuis, source } = visee;
    Ok(tx.execute(SQL, params![tx.cpts(), *id, prs, code, libelle, *depuis, source, now]).await? == 1)
}

/// Says an aim otherwise; what serves it still does.
///
/// # Errors
/// A fault of storage.
pub async fn reword(tx: &mut Tx, visee: &Visee) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_visee SET libelle = $3, depuis = $4, source = $5
        WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL";
    let Visee { id, libelle, depuis, source, .. } = visee;
    Ok(tx.execute(SQL, params![tx.cpts(), *id, libelle, *depuis, source]).await? == 1)
}

/// Takes an aim off the list; false when it was not there.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Visee>) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_visee SET retiree_le = $3 WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// The aims on the list, by plan then by code.
///
/// # Errors
/// A fault of storage.
pub async fn visees(tx: &mut Tx) -> Result<Vec<Visee>> {
    const SQL: &str = "SELECT id, prs, code, libelle, depuis, source FROM projet_sante_visee
        WHERE cpts = $1 AND retiree_le IS NULL ORDER BY prs, code";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Visee {
            id: row.get("id")?,
            prs: row.get("prs")?,
            code: row.get("code")?,
            libelle: row.get("libelle")?,
            depuis: row.get("depuis")?,
            source: row.get("source")?,
        })
    };
    rows.iter().map(read).collect()
}

//! The frozen versions: lines are added and read, never changed.

use crate::version::Version;
use db::{Result, Row, Tx, params};

const COLUMNS: &str = "numero, motif, empreinte, auteur, figee_le";

/// Keeps a version under its number; false when that number is taken: the primary key decides.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, version: &Version, contenu: &str) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_version (cpts, numero, motif, contenu, empreinte, auteur, figee_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let Version { numero, motif, empreinte, auteur, figee_le } = version;
    let values = params![tx.cpts(), *numero, motif, contenu, empreinte, *auteur, *figee_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// The versions, the last first.
///
/// # Errors
/// A fault of storage.
pub async fn versions(tx: &mut Tx) -> Result<Vec<Version>> {
    let sql = format!("SELECT {COLUMNS} FROM projet_sante_version WHERE cpts = $1 ORDER BY numero DESC");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// One version, and the text that was frozen.
///
/// # Errors
/// A fault of storage.
pub async fn version(tx: &mut Tx, numero: u32) -> Result<Option<(Version, String)>> {
    let sql = format!("SELECT {COLUMNS}, contenu FROM projet_sante_version WHERE cpts = $1 AND numero = $2");
    let Some(row) = tx.row(&sql, params![tx.cpts(), numero]).await? else { return Ok(None) };
    Ok(Some((read(&row)?, row.get("contenu")?)))
}

fn read(row: &Row) -> Result<Version> {
    Ok(Version {
        numero: row.get("numero")?,
        motif: row.get("motif")?,
        empreinte: row.get("empreinte")?,
        auteur: row.get("auteur")?,
        figee_le: row.get("figee_le")?,
    })
}

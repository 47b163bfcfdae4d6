//! Texts of minutes.

use crate::minutes::CompteRendu;
use crate::reunion::Reunion;
use db::{Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

/// Adds the next text; false when somebody wrote it first: the primary key decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(
    tx: &mut Tx,
    reunion: Id<Reunion>,
    numero: u32,
    texte: &str,
    auteur: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO reunions_compte_rendu (cpts, reunion, numero, texte, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), reunion, numero, texte, auteur, now]).await? == 1)
}

/// Validates a text; false when it was, or is not there.
///
/// # Errors
/// A fault of storage.
pub async fn validate(tx: &mut Tx, reunion: Id<Reunion>, numero: u32, par: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_compte_rendu SET valide_le = $4, valide_par = $5
        WHERE cpts = $1 AND reunion = $2 AND numero = $3 AND valide_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), reunion, numero, now, par]).await? == 1)
}

/// Every text of a meeting, the last one first.
///
/// # Errors
/// A fault of storage.
pub async fn all(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<CompteRendu>> {
    const SQL: &str =
        "SELECT numero, texte, auteur, ecrit_le, valide_le, valide_par FROM reunions_compte_rendu
        WHERE cpts = $1 AND reunion = $2 ORDER BY numero DESC";
    tx.rows(SQL, params![tx.cpts(), reunion]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<CompteRendu> {
    let valide_le: Option<jiff::Timestamp> = row.get("valide_le")?;
    let par: Option<Uuid> = row.get("valide_par")?;
    Ok(CompteRendu {
        numero: row.get("numero")?,
        texte: row.get("texte")?,
        auteur: row.get("auteur")?,
        ecrit_le: row.get("ecrit_le")?,
        valide: valide_le.map(|le| (le, par)),
    })
}

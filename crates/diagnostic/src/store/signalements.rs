//! Reports of communes.

use crate::signalement::{Signalement, Suite};
use db::{Result, Row, Tx, params};
use kernel::Id;

const COLUMNS: &str = "id, commune, texte, auteur, recu_le, reponse, repondu_le, besoin";

/// Adds a report.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, signalement: &Signalement) -> Result<()> {
    const SQL: &str =
        "INSERT INTO diagnostic_signalement (cpts, id, commune, texte, auteur, recu_le, reponse)
        VALUES ($1, $2, $3, $4, $5, $6, '')";
    let Signalement { id, commune, texte, auteur, recu_le, .. } = signalement;
    tx.execute(SQL, params![tx.cpts(), *id, commune.to_string(), texte, *auteur, *recu_le]).await?;
    Ok(())
}

/// Keeps an answer. False when one was already given: the row decides.
///
/// # Errors
/// A fault of storage.
pub async fn answer(tx: &mut Tx, id: Id<Signalement>, suite: &Suite) -> Result<bool> {
    const SQL: &str = "UPDATE diagnostic_signalement SET reponse = $3, repondu_le = $4, besoin = $5
        WHERE cpts = $1 AND id = $2 AND repondu_le IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, &suite.reponse, suite.le, suite.besoin]).await? == 1)
}

/// One report.
///
/// # Errors
/// A fault of storage.
pub async fn signalement(tx: &mut Tx, id: Id<Signalement>) -> Result<Option<Signalement>> {
    let sql = format!("SELECT {COLUMNS} FROM diagnostic_signalement WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The reports, newest first; those of one author only when `auteur` is given.
///
/// # Errors
/// A fault of storage.
pub async fn signalements(tx: &mut Tx, auteur: Option<uuid::Uuid>) -> Result<Vec<Signalement>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM diagnostic_signalement WHERE cpts = $1 AND (auteur = $2 OR $2 IS NULL)
         ORDER BY recu_le DESC, id DESC LIMIT 500"
    );
    tx.rows(&sql, params![tx.cpts(), auteur]).await?.iter().map(read).collect()
}

/// How many reports wait for an answer.
///
/// # Errors
/// A fault of storage.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    const SQL: &str =
        "SELECT count(*) AS n FROM diagnostic_signalement WHERE cpts = $1 AND repondu_le IS NULL";
    tx.must_row(SQL, params![tx.cpts()]).await?.get("n")
}

fn read(row: &Row) -> Result<Signalement> {
    let suite = match row.get("repondu_le")? {
        None => None,
        Some(le) => Some(Suite { reponse: row.get("reponse")?, le, besoin: row.get("besoin")? }),
    };
    Ok(Signalement {
        id: row.get("id")?,
        commune: row.parse("commune")?,
        texte: row.get("texte")?,
        auteur: row.get("auteur")?,
        recu_le: row.get("recu_le")?,
        suite,
    })
}

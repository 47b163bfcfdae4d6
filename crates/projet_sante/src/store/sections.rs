//! The parts of the projet, their texts and comments.

use crate::section::{Commentaire, Etat, Redaction};
use db::{Error, Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use std::collections::HashMap;
use uuid::Uuid;

/// Who writes each part and where it stands, by code.
///
/// # Errors
/// A fault of storage.
pub async fn suivi(tx: &mut Tx) -> Result<HashMap<String, (Option<Uuid>, Etat)>> {
    const SQL: &str = "SELECT code, responsable, etat FROM projet_sante_section WHERE cpts = $1";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("code")?, (row.get("responsable")?, row.parse("etat")?)))).collect()
}

/// Holds a part until the end of the transaction: what is read of it afterwards is what is written upon.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, code: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO projet_sante_section (cpts, code, etat) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, code) DO UPDATE SET etat = projet_sante_section.etat";
    tx.execute(SQL, params![tx.cpts(), code, Etat::AEcrire.code()]).await?;
    Ok(())
}

/// Says who writes a part that is held.
///
/// # Errors
/// A fault of storage.
pub async fn assign(tx: &mut Tx, code: &str, responsable: Option<Uuid>) -> Result<()> {
    const SQL: &str = "UPDATE projet_sante_section SET responsable = $3 WHERE cpts = $1 AND code = $2";
    tx.execute(SQL, params![tx.cpts(), code, responsable]).await?;
    Ok(())
}

/// Says where a part that is held stands.
///
/// # Errors
/// A fault of storage.
pub async fn advance(tx: &mut Tx, code: &str, etat: Etat) -> Result<()> {
    const SQL: &str = "UPDATE projet_sante_section SET etat = $3 WHERE cpts = $1 AND code = $2";
    tx.execute(SQL, params![tx.cpts(), code, etat.code()]).await?;
    Ok(())
}

/// Keeps a text under its number; false when that number is taken: the primary key decides between two writers.
///
/// # Errors
/// A fault of storage.
pub async fn keep_redaction(tx: &mut Tx, redaction: &Redaction) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_redaction (cpts, section, numero, texte, tableau, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let Redaction { section, numero, texte, tableau, auteur, ecrit_le } = redaction;
    let table = serde_json::to_string(tableau).unwrap_or_default();
    let values = params![tx.cpts(), section, *numero, texte, table, *auteur, *ecrit_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

const REDACTION: &str = "section, numero, texte, tableau, auteur, ecrit_le";

/// The text of now of each part, by code.
///
/// # Errors
/// A fault of storage.
pub async fn dernieres(tx: &mut Tx) -> Result<HashMap<String, Redaction>> {
    let sql = format!(
        "SELECT {REDACTION} FROM projet_sante_redaction r WHERE cpts = $1 AND numero =
        (SELECT MAX(numero) FROM projet_sante_redaction s WHERE s.cpts = $1 AND s.section = r.section)"
    );
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    rows.iter().map(|row| read(row).map(|one| (one.section.clone(), one))).collect()
}

/// Every text of a part, the last first.
///
/// # Errors
/// A fault of storage.
pub async fn redactions(tx: &mut Tx, section: &str) -> Result<Vec<Redaction>> {
    let sql = format!(
        "SELECT {REDACTION} FROM projet_sante_redaction WHERE cpts = $1 AND section = $2 ORDER BY numero DESC"
    );
    tx.rows(&sql, params![tx.cpts(), section]).await?.iter().map(read).collect()
}

/// One text of a part.
///
/// # Errors
/// A fault of storage.
pub async fn redaction(tx: &mut Tx, section: &str, numero: u32) -> Result<Option<Redaction>> {
    let sql = format!(
        "SELECT {REDACTION} FROM projet_sante_redaction WHERE cpts = $1 AND section = $2 AND numero = $3"
    );
    tx.row(&sql, params![tx.cpts(), section, numero]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Redaction> {
    let table: String = row.get("tableau")?;
    let tableau = serde_json::from_str(&table).map_err(|error| Error::Decode {
        column: "tableau".to_owned(),
        expected: "rows of cells",
        got: error.to_string(),
    })?;
    Ok(Redaction {
        section: row.get("section")?,
        numero: row.get("numero")?,
        texte: row.get("texte")?,
        tableau,
        auteur: row.get("auteur")?,
        ecrit_le: row.get("ecrit_le")?,
    })
}

/// Adds a comment.
///
/// # Errors
/// A fault of storage.
pub async fn add_commentaire(tx: &mut Tx, one: &Commentaire) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_commentaire (cpts, id, section, redaction, texte, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let Commentaire { id, section, redaction, texte, auteur, ecrit_le, .. } = one;
    tx.execute(SQL, params![tx.cpts(), *id, section, *redaction, texte, *auteur, *ecrit_le]).await?;
    Ok(())
}

/// One comment.
///
/// # Errors
/// A fault of storage.
pub async fn commentaire(tx: &mut Tx, id: Id<Commentaire>) -> Result<Option<Commentaire>> {
    const SQL: &str = "SELECT id, section, redaction, texte, auteur, ecrit_le, resolu_le, resolu_par
        FROM projet_sante_commentaire WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    tx.row(SQL, params![tx.cpts(), id]).await?.as_ref().map(comment).transpose()
}

/// What is said of a part, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn commentaires(tx: &mut Tx, section: &str) -> Result<Vec<Commentaire>> {
    const SQL: &str = "SELECT id, section, redaction, texte, auteur, ecrit_le, resolu_le, resolu_par
        FROM projet_sante_commentaire WHERE cpts = $1 AND section = $2 AND retire_le IS NULL
        ORDER BY ecrit_le, id";
    tx.rows(SQL, params![tx.cpts(), section]).await?.iter().map(comment).collect()
}

fn comment(row: &Row) -> Result<Commentaire> {
    let (le, par): (Option<Timestamp>, Option<Uuid>) = (row.get("resolu_le")?, row.get("resolu_par")?);
    Ok(Commentaire {
        id: row.get("id")?,
        section: row.get("section")?,
        redaction: row.get("redaction")?,
        texte: row.get("texte")?,
        auteur: row.get("auteur")?,
        ecrit_le: row.get("ecrit_le")?,
        resolu: le.map(|le| (le, par)),
    })
}

/// How many comments nobody has settled, by part.
///
/// # Errors
/// A fault of storage.
pub async fn ouverts(tx: &mut Tx) -> Result<HashMap<String, i64>> {
    const SQL: &str = "SELECT section, COUNT(*) AS n FROM projet_sante_commentaire
        WHERE cpts = $1 AND resolu_le IS NULL AND retire_le IS NULL GROUP BY section";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("section")?, row.get("n")?))).collect()
}

/// Settles a comment, or opens it again; false when it stands so already.
///
/// # Errors
/// A fault of storage.
pub async fn settle_commentaire(
    tx: &mut Tx,
    id: Id<Commentaire>,
    resolu: Option<(Timestamp, Option<Uuid>)>,
) -> Result<bool> {
    const SETTLE: &str = "UPDATE projet_sante_commentaire SET resolu_le = $3, resolu_par = $4
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL AND resolu_le IS NULL";
    const REOPEN: &str = "UPDATE projet_sante_commentaire SET resolu_le = NULL, resolu_par = NULL
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL AND resolu_le IS NOT NULL";
    let cpts = tx.cpts();
    let touched = match resolu {
        Some((le, par)) => tx.execute(SETTLE, params![cpts, id, le, par]).await?,
        None => tx.execute(REOPEN, params![cpts, id]).await?,
    };
    Ok(touched == 1)
}

/// Takes back one's own comment; `None` as author takes back anybody's. False when there is nothing to take back.
///
/// # Errors
/// A fault of storage.
pub async fn retire_commentaire(tx: &mut Tx, id: Id<Commentaire>, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_commentaire SET retire_le = $4
        WHERE cpts = $1 AND id = $2 AND (auteur = $3 OR $3 IS NULL) AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, auteur, now]).await? == 1)
}

//! What was imported, what was set aside, and what tells a program that the directories changed.

use crate::{Bilan, Edition, Nature};
use db::{Error, Result, Row, Tx, params};
use extractions::Rejet;

const COLUMNS: &str = "nature, numero, du, importee_le, par, fichier, empreinte, communes, resume";

/// Adds an edition.
///
/// # Errors
/// A fault of storage.
pub async fn keep_edition(tx: &mut Tx, edition: &Edition) -> Result<()> {
    const SQL: &str = "INSERT INTO repertoire_edition
        (nature, numero, du, importee_le, par, fichier, empreinte, communes, resume)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let Edition { nature, numero, du, importee_le, par, fichier, empreinte, communes, bilan } = edition;
    let resume = serde_json::to_string(bilan).unwrap_or_default();
    let values =
        params![nature.code(), *numero, *du, *importee_le, par, fichier, empreinte, communes, resume];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// What was imported, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn editions(tx: &mut Tx) -> Result<Vec<Edition>> {
    let sql =
        format!("SELECT {COLUMNS} FROM repertoire_edition ORDER BY importee_le DESC, nature, numero DESC");
    tx.rows(&sql, &[]).await?.iter().map(read).collect()
}

/// The edition in force of a nature.
///
/// # Errors
/// A fault of storage.
pub async fn en_vigueur(tx: &mut Tx, nature: Nature) -> Result<Option<Edition>> {
    let sql =
        format!("SELECT {COLUMNS} FROM repertoire_edition WHERE nature = $1 ORDER BY numero DESC LIMIT 1");
    tx.row(&sql, params![nature.code()]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Edition> {
    let resume: String = row.get("resume")?;
    let bilan: Bilan = serde_json::from_str(&resume).map_err(|_| Error::Decode {
        column: "resume".to_owned(),
        expected: "the counts of an import",
        got: resume.chars().take(80).collect(),
    })?;
    Ok(Edition {
        nature: row.parse("nature")?,
        numero: row.get("numero")?,
        du: row.get("du")?,
        importee_le: row.get("importee_le")?,
        par: row.get("par")?,
        fichier: row.get("fichier")?,
        empreinte: row.get("empreinte")?,
        communes: row.get("communes")?,
        bilan,
    })
}

/// Keeps the first lines that an edition set aside.
///
/// # Errors
/// A fault of storage.
pub async fn keep_ecartes(tx: &mut Tx, nature: Nature, numero: i64, rejets: &[Rejet]) -> Result<()> {
    const SQL: &str = "INSERT INTO repertoire_ecarte (nature, numero, rang, ligne, colonne, recu, raison)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for (rang, rejet) in (1_i64..).zip(rejets) {
        let line = i64::try_from(rejet.ligne).unwrap_or(i64::MAX);
        let (colonne, recu, raison) = (&rejet.colonne, &rejet.recu, &rejet.raison);
        tx.execute(SQL, params![nature.code(), numero, rang, line, colonne, recu, raison]).await?;
    }
    Ok(())
}

/// The first lines that an edition set aside, in the order of the file.
///
/// # Errors
/// A fault of storage.
pub async fn ecartes(tx: &mut Tx, nature: Nature, numero: i64) -> Result<Vec<Rejet>> {
    const SQL: &str = "SELECT ligne, colonne, recu, raison FROM repertoire_ecarte
        WHERE nature = $1 AND numero = $2 ORDER BY rang";
    let rows = tx.rows(SQL, params![nature.code(), numero]).await?;
    let read = |row: &Row| -> Result<Rejet> {
        let ligne: i64 = row.get("ligne")?;
        Ok(Rejet {
            ligne: u64::try_from(ligne).unwrap_or_default(),
            colonne: row.get("colonne")?,
            recu: row.get("recu")?,
            raison: row.get("raison")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How many times the directories have changed.
///
/// # Errors
/// A fault of storage.
pub async fn revision(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "SELECT numero FROM repertoire_revision WHERE sujet = 'repertoire'";
    tx.row(SQL, &[]).await?.map_or(Ok(0), |row| row.get("numero"))
}

/// Says that they change. Takes the row, so that two imports wait for each other.
///
/// # Errors
/// A fault of storage.
pub async fn revise(tx: &mut Tx) -> Result<()> {
    const SQL: &str = "INSERT INTO repertoire_revision (sujet, numero) VALUES ('repertoire', 1)
        ON CONFLICT (sujet) DO UPDATE SET numero = repertoire_revision.numero + 1";
    tx.execute(SQL, &[]).await?;
    Ok(())
}

//! What was imported, what was set aside, and what tells a program that the directories changed.

use crate::{Bilan, Ecarte, Edition, Nature};
use db::{Batch, Error, Result, Row, Tx, params};
use extractions::Rejet;
use identifiants::{CommuneCode, DepartementCode};

/// Rows written at once.
const TOGETHER: usize = 500;
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

const ECARTES: &[&str] = &[
    "nature",
    "numero",
    "rang",
    "ligne",
    "colonne",
    "recu",
    "raison",
    "identifiant",
    "commune",
    "departement",
];

/// Keeps the first lines that an edition set aside.
///
/// # Errors
/// A fault of storage.
pub async fn keep_ecartes(tx: &mut Tx, nature: Nature, numero: i64, ecartes: &[Ecarte]) -> Result<()> {
    for (some, chunk) in ecartes.chunks(TOGETHER).zip(0_usize..) {
        let mut rows = Batch::new("repertoire_ecarte", ECARTES);
        for (rang, one) in (chunk * TOGETHER + 1..).zip(some) {
            rows.row()
                .text(nature.code())
                .int(numero)
                .int(i64::try_from(rang).unwrap_or(i64::MAX))
                .int(i64::try_from(one.rejet.ligne).unwrap_or(i64::MAX))
                .text(&one.rejet.colonne)
                .text(&one.rejet.recu)
                .text(&one.rejet.raison)
                .text(&one.identifiant)
                .maybe(one.commune.as_ref().map(CommuneCode::as_str))
                .maybe(one.departement.as_ref().map(DepartementCode::as_str));
        }
        tx.pour(&rows).await?;
    }
    Ok(())
}

/// The first lines that an edition set aside, in the order they were refused. `departement`: only those that it says, or
/// that say no place.
///
/// # Errors
/// A fault of storage.
pub async fn ecartes(
    tx: &mut Tx,
    nature: Nature,
    numero: i64,
    departement: Option<DepartementCode>,
) -> Result<Vec<Ecarte>> {
    const SQL: &str = "SELECT ligne, colonne, recu, raison, identifiant, commune, departement FROM repertoire_ecarte
        WHERE nature = $1 AND numero = $2 AND (departement = $3 OR departement IS NULL OR $3 IS NULL) ORDER BY rang";
    let departement = departement.map(|code| code.to_string());
    let rows = tx.rows(SQL, params![nature.code(), numero, departement]).await?;
    let read = |row: &Row| -> Result<Ecarte> {
        let ligne: i64 = row.get("ligne")?;
        let (commune, departement): (Option<String>, Option<String>) =
            (row.get("commune")?, row.get("departement")?);
        Ok(Ecarte {
            rejet: Rejet {
                ligne: u64::try_from(ligne).unwrap_or_default(),
                colonne: row.get("colonne")?,
                recu: row.get("recu")?,
                raison: row.get("raison")?,
            },
            identifiant: row.get("identifiant")?,
            commune: commune.and_then(|code| code.parse().ok()),
            departement: departement.and_then(|code| code.parse().ok()),
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

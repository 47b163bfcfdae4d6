//! Reference files and what tells a program that they changed.

use crate::edition::{Importee, Jeu};
use db::{Error, Result, Row, Tx, params};
use identifiants::DepartementCode;

/// Adds an edition.
///
/// # Errors
/// A fault of storage.
pub async fn keep_edition(tx: &mut Tx, edition: &Importee, contenu: Vec<u8>) -> Result<()> {
    const SQL: &str = "INSERT INTO territoire_edition
        (nature, numero, importee_le, par, fichier, empreinte, resume, contenu)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Importee { jeu, numero, le, par, fichier, empreinte, bilan } = edition;
    let resume = serde_json::to_string(bilan).unwrap_or_default();
    let values = params![jeu.code(), *numero, *le, par, fichier, empreinte, resume, contenu];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// The rank of the next edition.
///
/// # Errors
/// A fault of storage.
pub async fn next_numero(tx: &mut Tx, jeu: Jeu) -> Result<i64> {
    const SQL: &str =
        "SELECT coalesce(max(numero), 0) + 1 AS suivant FROM territoire_edition WHERE nature = $1";
    tx.must_row(SQL, params![jeu.code()]).await?.get("suivant")
}

/// What was imported, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn editions(tx: &mut Tx) -> Result<Vec<Importee>> {
    const SQL: &str =
        "SELECT nature, numero, importee_le, par, fichier, empreinte, resume FROM territoire_edition
        ORDER BY importee_le DESC, nature, numero DESC";
    tx.rows(SQL, &[]).await?.iter().map(read).collect()
}

/// The bytes of the edition in force, when one was imported.
///
/// # Errors
/// A fault of storage.
pub async fn contenu(tx: &mut Tx, jeu: Jeu) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT contenu FROM territoire_edition WHERE nature = $1 ORDER BY numero DESC LIMIT 1";
    tx.row(SQL, params![jeu.code()]).await?.map(|row| row.get("contenu")).transpose()
}

fn read(row: &Row) -> Result<Importee> {
    let resume: String = row.get("resume")?;
    Ok(Importee {
        jeu: row.parse("nature")?,
        numero: row.get("numero")?,
        le: row.get("importee_le")?,
        par: row.get("par")?,
        fichier: row.get("fichier")?,
        empreinte: row.get("empreinte")?,
        bilan: serde_json::from_str(&resume).map_err(|_| Error::Decode {
            column: "resume".to_owned(),
            expected: "the counts of an import",
            got: resume.chars().take(80).collect(),
        })?,
    })
}

/// Keeps the outlines of a département, of the edition in force.
///
/// # Errors
/// A fault of storage.
pub async fn keep_contour(tx: &mut Tx, departement: DepartementCode, contenu: Vec<u8>) -> Result<()> {
    const SQL: &str = "INSERT INTO territoire_contour (departement, contenu) VALUES ($1, $2)
        ON CONFLICT (departement) DO UPDATE SET contenu = $2";
    tx.execute(SQL, params![departement.as_str(), contenu]).await?;
    Ok(())
}

/// The outlines of a département, when some were imported.
///
/// # Errors
/// A fault of storage.
pub async fn contour(tx: &mut Tx, departement: DepartementCode) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT contenu FROM territoire_contour WHERE departement = $1";
    tx.row(SQL, params![departement.as_str()]).await?.map(|row| row.get("contenu")).transpose()
}

/// Every département that has outlines, with them.
///
/// # Errors
/// A fault of storage.
pub async fn contours(tx: &mut Tx) -> Result<Vec<(DepartementCode, Vec<u8>)>> {
    const SQL: &str = "SELECT departement, contenu FROM territoire_contour ORDER BY departement";
    let rows = tx.rows(SQL, &[]).await?;
    rows.iter().map(|row| Ok((row.parse("departement")?, row.get("contenu")?))).collect()
}

/// How many times what every page shares has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revision {
    /// Reference files.
    pub editions: i64,
    /// Territories and stages.
    pub cpts: i64,
}

/// Where the counters stand.
///
/// # Errors
/// A fault of storage.
pub async fn revision(tx: &mut Tx) -> Result<Revision> {
    let mut revision = Revision::default();
    for row in tx.rows("SELECT sujet, numero FROM territoire_revision", &[]).await? {
        let numero = row.get("numero")?;
        match row.get::<String>("sujet")?.as_str() {
            "editions" => revision.editions = numero,
            _ => revision.cpts = numero,
        }
    }
    Ok(revision)
}

/// Says that something changed: `editions` or `cpts`. Takes the row, so that two imports wait for each other.
///
/// # Errors
/// A fault of storage.
pub async fn revise(tx: &mut Tx, sujet: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO territoire_revision (sujet, numero) VALUES ($1, 1)
        ON CONFLICT (sujet) DO UPDATE SET numero = territoire_revision.numero + 1";
    tx.execute(SQL, params![sujet]).await?;
    Ok(())
}

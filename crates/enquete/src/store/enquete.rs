use crate::{Anonymat, Enquete, Intitule, enquete::Ouverture};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;

const COLUMNS: &str = "id, titre, introduction, destinataires, anonyme, modele, creee_le, du, au, close_le,
    premiere, derniere, reponses, relances, lien";

/// Begins a survey.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, enquete: &Enquete) -> Result<()> {
    const SQL: &str =
        "INSERT INTO enquete_enquete (cpts, id, titre, introduction, destinataires, anonyme, modele,
        creee_le, reponses, relances, lien) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '')";
    let Intitule { titre, introduction, destinataires } = &enquete.intitule;
    let anonyme = enquete.anonymat.is_anonyme();
    let values = params![
        tx.cpts(),
        enquete.id,
        titre,
        introduction,
        destinataires,
        anonyme,
        &enquete.modele,
        enquete.creee_le
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Other words for a draft.
///
/// # Errors
/// A fault of storage.
pub async fn keep_intitule(
    tx: &mut Tx,
    id: Id<Enquete>,
    intitule: &Intitule,
    anonymat: Anonymat,
) -> Result<()> {
    const SQL: &str =
        "UPDATE enquete_enquete SET titre = $3, introduction = $4, destinataires = $5, anonyme = $6
        WHERE cpts = $1 AND id = $2";
    let Intitule { titre, introduction, destinataires } = intitule;
    let values = params![tx.cpts(), id, titre, introduction, destinataires, anonymat.is_anonyme()];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Opens, closes, reopens.
///
/// # Errors
/// A fault of storage.
pub async fn keep_periode(tx: &mut Tx, id: Id<Enquete>, periode: Ouverture) -> Result<()> {
    const SQL: &str =
        "UPDATE enquete_enquete SET du = $3, au = $4, close_le = $5 WHERE cpts = $1 AND id = $2";
    let values = params![tx.cpts(), id, periode.du, periode.au, periode.close_le];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// A new open link, or none.
///
/// # Errors
/// A fault of storage.
pub async fn keep_lien(tx: &mut Tx, id: Id<Enquete>, code: &str) -> Result<()> {
    const SQL: &str = "UPDATE enquete_enquete SET lien = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, code]).await?;
    Ok(())
}

/// One more answer, on that day.
///
/// # Errors
/// A fault of storage.
pub async fn add_reponse(tx: &mut Tx, id: Id<Enquete>, jour: Date) -> Result<()> {
    const SQL: &str = "UPDATE enquete_enquete SET reponses = reponses + 1, premiere = COALESCE(premiere, $3),
        derniere = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, jour]).await?;
    Ok(())
}

/// One more reminder to those who are silent.
///
/// # Errors
/// A fault of storage.
pub async fn add_relance(tx: &mut Tx, id: Id<Enquete>) -> Result<()> {
    const SQL: &str = "UPDATE enquete_enquete SET relances = relances + 1 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id]).await?;
    Ok(())
}

/// Makes other changes of this survey wait for the end of this one, on both engines. False when it does not exist.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Enquete>) -> Result<bool> {
    const SQL: &str = "UPDATE enquete_enquete SET lien = lien WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    Ok(tx.execute_untraced(SQL, params![cpts, id]).await? == 1)
}

/// One survey.
///
/// # Errors
/// A fault of storage.
pub async fn enquete(tx: &mut Tx, id: Id<Enquete>) -> Result<Option<Enquete>> {
    let sql = format!("SELECT {COLUMNS} FROM enquete_enquete WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The survey of an open link.
///
/// # Errors
/// A fault of storage.
pub async fn by_lien(tx: &mut Tx, code: &str) -> Result<Option<Enquete>> {
    let sql = format!("SELECT {COLUMNS} FROM enquete_enquete WHERE cpts = $1 AND lien = $2 AND lien <> ''");
    tx.row(&sql, params![tx.cpts(), code]).await?.as_ref().map(read).transpose()
}

/// Every survey, the newest first.
///
/// # Errors
/// A fault of storage.
pub async fn all(tx: &mut Tx) -> Result<Vec<Enquete>> {
    let sql =
        format!("SELECT {COLUMNS} FROM enquete_enquete WHERE cpts = $1 ORDER BY creee_le DESC, id DESC");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Throws a draft away, with its questions.
///
/// # Errors
/// A fault of storage.
pub async fn discard(tx: &mut Tx, id: Id<Enquete>) -> Result<()> {
    const QUESTIONS: &str = "DELETE FROM enquete_question WHERE cpts = $1 AND enquete = $2";
    const SURVEY: &str = "DELETE FROM enquete_enquete WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute(QUESTIONS, params![cpts, id]).await?;
    tx.execute(SURVEY, params![cpts, id]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Enquete> {
    let days: (Option<Date>, Option<Date>) = (row.get("du")?, row.get("au")?);
    let close_le = row.get("close_le")?;
    let recues: (Option<Date>, Option<Date>) = (row.get("premiere")?, row.get("derniere")?);
    let anonyme: bool = row.get("anonyme")?;
    Ok(Enquete {
        id: row.get("id")?,
        intitule: Intitule {
            titre: row.get("titre")?,
            introduction: row.get("introduction")?,
            destinataires: row.get("destinataires")?,
        },
        anonymat: if anonyme { Anonymat::Anonyme } else { Anonymat::Nominative },
        modele: row.get("modele")?,
        creee_le: row.get("creee_le")?,
        periode: days.0.zip(days.1).map(|(du, au)| Ouverture { du, au, close_le }),
        recues: recues.0.zip(recues.1),
        reponses: row.get("reponses")?,
        relances: row.get("relances")?,
        lien: row.get("lien")?,
    })
}

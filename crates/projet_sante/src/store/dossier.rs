//! The file sent to the ARS.

use crate::dossier::{Decision, Envoi, Nature, Question};
use db::{Error, Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "e.id, e.objet, e.version, e.destinataires, e.jour, e.moyen, e.note, e.auteur,
    d.nature, d.jour AS decide_le, d.reference, d.note AS decision_note";
const FROM: &str = "FROM projet_sante_envoi e
    LEFT JOIN projet_sante_decision d ON d.cpts = e.cpts AND d.envoi = e.id";

/// Adds a sending; false when that id is kept already: the primary key decides of a form that is sent twice.
///
/// # Errors
/// A fault of storage.
pub async fn add_envoi(tx: &mut Tx, envoi: &Envoi) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_envoi (cpts, id, objet, version, destinataires, jour, moyen, note,
        auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        envoi.id,
        envoi.objet.code(),
        envoi.version,
        &envoi.destinataires,
        envoi.jour,
        &envoi.moyen,
        &envoi.note,
        envoi.auteur,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One sending, held as it is until the end of the transaction: its withdrawal, its decision and its questions see each other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Envoi>) -> Result<Option<Envoi>> {
    const HOLD: &str = "UPDATE projet_sante_envoi SET objet = objet
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    if tx.execute(HOLD, params![tx.cpts(), id]).await? == 0 {
        return Ok(None);
    }
    envoi(tx, id).await
}

/// Takes back a sending noted by mistake; false when there is nothing to take back.
///
/// # Errors
/// A fault of storage.
pub async fn retire_envoi(tx: &mut Tx, id: Id<Envoi>) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_envoi SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// The sendings, oldest first, each with its decision.
///
/// # Errors
/// A fault of storage.
pub async fn envois(tx: &mut Tx) -> Result<Vec<Envoi>> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE e.cpts = $1 AND e.retire_le IS NULL ORDER BY e.jour, e.ecrit_le, e.id"
    );
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// One sending.
///
/// # Errors
/// A fault of storage.
pub async fn envoi(tx: &mut Tx, id: Id<Envoi>) -> Result<Option<Envoi>> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE e.cpts = $1 AND e.id = $2 AND e.retire_le IS NULL");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Envoi> {
    let (nature, decide_le): (Option<String>, Option<Date>) = (row.get("nature")?, row.get("decide_le")?);
    let decision = match nature.zip(decide_le) {
        None => None,
        Some((nature, jour)) => Some(Decision {
            nature: nature_of(&nature)?,
            jour,
            reference: row.get("reference")?,
            note: row.get("decision_note")?,
        }),
    };
    Ok(Envoi {
        id: row.get("id")?,
        objet: row.parse("objet")?,
        version: row.get("version")?,
        destinataires: row.get("destinataires")?,
        jour: row.get("jour")?,
        moyen: row.get("moyen")?,
        note: row.get("note")?,
        auteur: row.get("auteur")?,
        decision,
    })
}

/// What was kept was checked against the grounds of its day: those of today do not matter.
fn nature_of(text: &str) -> Result<Nature> {
    match (text, text.strip_prefix("opposition:")) {
        ("validation", _) => Ok(Nature::Validation),
        (_, Some(motif)) => Ok(Nature::Opposition(motif.to_owned())),
        _ => Err(Error::Decode {
            column: "nature".to_owned(),
            expected: "a decision",
            got: text.chars().take(80).collect(),
        }),
    }
}

/// Keeps a decision; false when there is one already: the primary key decides.
///
/// # Errors
/// A fault of storage.
pub async fn keep_decision(
    tx: &mut Tx,
    envoi: Id<Envoi>,
    decision: &Decision,
    auteur: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO projet_sante_decision (cpts, envoi, nature, jour, reference, note, auteur,
        ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Decision { nature, jour, reference, note } = decision;
    let values = params![tx.cpts(), envoi, nature.code(), *jour, reference, note, auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Adds a question.
///
/// # Errors
/// A fault of storage.
pub async fn add_question(tx: &mut Tx, question: &Question, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_question (cpts, id, envoi, recue_le, de, texte, reponse, auteur,
        ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8)";
    let now = tx.ctx().now;
    let Question { id, envoi, recue_le, de, texte, .. } = question;
    tx.execute(SQL, params![tx.cpts(), *id, *envoi, *recue_le, de, texte, auteur, now]).await?;
    Ok(())
}

/// Answers a question; false when it had its answer.
///
/// # Errors
/// A fault of storage.
pub async fn answer_question(tx: &mut Tx, id: Id<Question>, jour: Date, reponse: &str) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_question SET reponse = $3, repondue_le = $4
        WHERE cpts = $1 AND id = $2 AND repondue_le IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, reponse, jour]).await? == 1)
}

/// The questions, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn questions(tx: &mut Tx) -> Result<Vec<Question>> {
    const SQL: &str = "SELECT q.id, q.envoi, q.recue_le, q.de, q.texte, q.reponse, q.repondue_le
        FROM projet_sante_question q
        JOIN projet_sante_envoi e ON e.cpts = q.cpts AND e.id = q.envoi AND e.retire_le IS NULL
        WHERE q.cpts = $1 ORDER BY q.recue_le, q.ecrit_le, q.id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(question).collect()
}

fn question(row: &Row) -> Result<Question> {
    let (le, mots): (Option<Date>, String) = (row.get("repondue_le")?, row.get("reponse")?);
    Ok(Question {
        id: row.get("id")?,
        envoi: row.get("envoi")?,
        recue_le: row.get("recue_le")?,
        de: row.get("de")?,
        texte: row.get("texte")?,
        reponse: le.map(|le| (le, mots)),
    })
}

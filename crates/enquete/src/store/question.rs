use crate::{Condition, Enonce, Enquete, Genre, Question};
use db::{Error, Result, Row, Tx, params};
use kernel::Id;

/// The questions that are asked, in order.
///
/// # Errors
/// A fault of storage.
pub async fn questions(tx: &mut Tx, enquete: Id<Enquete>) -> Result<Vec<Question>> {
    list(tx, enquete, false).await
}

/// The questions that were withdrawn from a draft, which can come back.
///
/// # Errors
/// A fault of storage.
pub async fn retirees(tx: &mut Tx, enquete: Id<Enquete>) -> Result<Vec<Question>> {
    list(tx, enquete, true).await
}

async fn list(tx: &mut Tx, enquete: Id<Enquete>, retiree: bool) -> Result<Vec<Question>> {
    const SQL: &str = "SELECT numero, intitule, aide, genre, obligatoire, si_numero, si_code, repere
        FROM enquete_question WHERE cpts = $1 AND enquete = $2 AND retiree = $3 ORDER BY rang, numero";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, enquete, retiree]).await?.iter().map(read).collect()
}

/// The greatest number ever given in this survey; 0 at first.
///
/// # Errors
/// A fault of storage.
pub async fn last(tx: &mut Tx, enquete: Id<Enquete>) -> Result<u16> {
    const SQL: &str =
        "SELECT COALESCE(MAX(numero), 0) AS n FROM enquete_question WHERE cpts = $1 AND enquete = $2";
    let cpts = tx.cpts();
    tx.must_row(SQL, params![cpts, enquete]).await?.get("n")
}

/// Adds a question at a place.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, enquete: Id<Enquete>, question: &Question, rang: u16) -> Result<()> {
    const SQL: &str =
        "INSERT INTO enquete_question (cpts, enquete, numero, rang, intitule, aide, genre, obligatoire,
        si_numero, si_code, repere, retiree) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let Question { numero, enonce, repere } = question;
    let (si_numero, si_code) = condition(enonce);
    let values = params![
        tx.cpts(),
        enquete,
        *numero,
        rang,
        enonce.intitule.trim(),
        enonce.aide.trim(),
        genre(&enonce.genre)?,
        enonce.obligatoire,
        si_numero,
        si_code,
        repere,
        false
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Other words or another kind for a question of a draft.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, enquete: Id<Enquete>, numero: u16, enonce: &Enonce) -> Result<()> {
    const SQL: &str = "UPDATE enquete_question SET intitule = $4, aide = $5, genre = $6, obligatoire = $7,
        si_numero = $8, si_code = $9 WHERE cpts = $1 AND enquete = $2 AND numero = $3";
    let (si_numero, si_code) = condition(enonce);
    let values = params![
        tx.cpts(),
        enquete,
        numero,
        enonce.intitule.trim(),
        enonce.aide.trim(),
        genre(&enonce.genre)?,
        enonce.obligatoire,
        si_numero,
        si_code
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Another place.
///
/// # Errors
/// A fault of storage.
pub async fn place(tx: &mut Tx, enquete: Id<Enquete>, numero: u16, rang: u16) -> Result<()> {
    const SQL: &str =
        "UPDATE enquete_question SET rang = $4 WHERE cpts = $1 AND enquete = $2 AND numero = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, enquete, numero, rang]).await?;
    Ok(())
}

/// Withdraws a question, or puts it back.
///
/// # Errors
/// A fault of storage.
pub async fn keep_retiree(tx: &mut Tx, enquete: Id<Enquete>, numero: u16, retiree: bool) -> Result<()> {
    const SQL: &str =
        "UPDATE enquete_question SET retiree = $4 WHERE cpts = $1 AND enquete = $2 AND numero = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, enquete, numero, retiree]).await?;
    Ok(())
}

/// Forgets what was withdrawn, once the survey opens.
///
/// # Errors
/// A fault of storage.
pub async fn forget_retirees(tx: &mut Tx, enquete: Id<Enquete>) -> Result<()> {
    const SQL: &str = "DELETE FROM enquete_question WHERE cpts = $1 AND enquete = $2 AND retiree = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, enquete, true]).await?;
    Ok(())
}

fn genre(genre: &Genre) -> Result<String> {
    serde_json::to_string(genre).map_err(|error| Error::Decode {
        column: "genre".to_owned(),
        expected: "a kind of question that has a JSON form",
        got: error.to_string(),
    })
}

fn condition(enonce: &Enonce) -> (Option<u16>, String) {
    enonce.si.as_ref().map_or((None, String::new()), |si| (Some(si.question), si.code.clone()))
}

fn read(row: &Row) -> Result<Question> {
    let text: String = row.get("genre")?;
    let genre = serde_json::from_str(&text).map_err(|_| Error::Decode {
        column: "genre".to_owned(),
        expected: "a kind of question",
        got: text.chars().take(80).collect(),
    })?;
    let code: String = row.get("si_code")?;
    let si: Option<u16> = row.get("si_numero")?;
    let enonce = Enonce {
        intitule: row.get("intitule")?,
        aide: row.get("aide")?,
        genre,
        obligatoire: row.get("obligatoire")?,
        si: si.map(|question| Condition { question, code }),
    };
    Ok(Question { numero: row.get("numero")?, enonce, repere: row.get("repere")? })
}

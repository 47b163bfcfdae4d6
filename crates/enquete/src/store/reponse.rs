use crate::{Bulletin, Enquete, Invitation, Reponse, Urne};
use db::{Error, Result, Row, Tx, params};
use kernel::Id;

/// A named answer. False when this invitation already gave one.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, enquete: Id<Enquete>, reponse: &Reponse) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO enquete_reponse (cpts, enquete, id, invitation, nom, bulletin, revision, recue_le,
        modifiee_le) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        enquete,
        reponse.id,
        reponse.invitation,
        &reponse.nom,
        json(&reponse.bulletin)?,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Other words from the same person. False when somebody changed the answer since it was read.
///
/// # Errors
/// A fault of storage.
pub async fn change(
    tx: &mut Tx,
    enquete: Id<Enquete>,
    invitation: Id<Invitation>,
    bulletin: &Bulletin,
    revision: u32,
) -> Result<bool> {
    const SQL: &str = "UPDATE enquete_reponse SET bulletin = $4, revision = revision + 1, modifiee_le = $6
        WHERE cpts = $1 AND enquete = $2 AND invitation = $3 AND revision = $5";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    let values = params![cpts, enquete, invitation, json(bulletin)?, revision, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

const COLUMNS: &str = "id, invitation, nom, bulletin, revision, recue_le, modifiee_le";

/// The named answer that an invitation gave.
///
/// # Errors
/// A fault of storage.
pub async fn of_invitation(
    tx: &mut Tx,
    enquete: Id<Enquete>,
    invitation: Id<Invitation>,
) -> Result<Option<Reponse>> {
    let sql =
        format!("SELECT {COLUMNS} FROM enquete_reponse WHERE cpts = $1 AND enquete = $2 AND invitation = $3");
    tx.row(&sql, params![tx.cpts(), enquete, invitation]).await?.as_ref().map(read).transpose()
}

/// Every named answer, by name.
///
/// # Errors
/// A fault of storage.
pub async fn all(tx: &mut Tx, enquete: Id<Enquete>) -> Result<Vec<Reponse>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM enquete_reponse WHERE cpts = $1 AND enquete = $2 ORDER BY nom, recue_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), enquete]).await?.iter().map(read).collect()
}

/// The unnamed answers of a survey.
///
/// # Errors
/// A fault of storage.
pub async fn urne(tx: &mut Tx, enquete: Id<Enquete>) -> Result<Urne> {
    const SQL: &str = "SELECT bulletins FROM enquete_urne WHERE cpts = $1 AND enquete = $2";
    let cpts = tx.cpts();
    match tx.row(SQL, params![cpts, enquete]).await? {
        Some(row) => parse(&row, "bulletins"),
        None => Ok(Urne::default()),
    }
}

/// Puts the urn back. Whoever calls holds the survey.
///
/// # Errors
/// A fault of storage.
pub async fn keep_urne(tx: &mut Tx, enquete: Id<Enquete>, urne: &Urne) -> Result<()> {
    const SQL: &str = "INSERT INTO enquete_urne (cpts, enquete, bulletins) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, enquete) DO UPDATE SET bulletins = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, enquete, json(urne)?]).await?;
    Ok(())
}

/// A form was received. False when it already was.
///
/// # Errors
/// A fault of storage.
pub async fn keep_formulaire(tx: &mut Tx, enquete: Id<Enquete>, empreinte: &str) -> Result<bool> {
    const SQL: &str = "INSERT INTO enquete_formulaire (cpts, enquete, empreinte) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, enquete, empreinte]).await? == 1)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Decode {
        column: "bulletin".to_owned(),
        expected: "an answer that has a JSON form",
        got: error.to_string(),
    })
}

/// The text is never quoted in the fault: it is what somebody answered.
fn parse<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|_| Error::Decode {
        column: column.to_owned(),
        expected: "answers",
        got: format!("{} octets", text.len()),
    })
}

fn read(row: &Row) -> Result<Reponse> {
    Ok(Reponse {
        id: row.get("id")?,
        invitation: row.get("invitation")?,
        nom: row.get("nom")?,
        bulletin: parse(row, "bulletin")?,
        revision: row.get("revision")?,
        recue_le: row.get("recue_le")?,
        modifiee_le: row.get("modifiee_le")?,
    })
}

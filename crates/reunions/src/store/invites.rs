//! Invitations and answers.

use crate::invite::{Invite, Reponse};
use crate::reunion::Reunion;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

const COLUMNS: &str = "id, reunion, adherent, nom, courriel, reponse, repondu_le, relance_le, invite_le";

/// Invites somebody; false when they are invited already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Invite, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO reunions_invite (cpts, id, reunion, adherent, nom, courriel, reponse, auteur, invite_le)
        VALUES ($1, $2, $3, $4, $5, $6, 'attendu', $7, $8) ON CONFLICT DO NOTHING";
    let values =
        params![tx.cpts(), one.id, one.reunion, one.adherent, &one.nom, &one.courriel, auteur, one.invite_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One invitation, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Invite>) -> Result<Option<Invite>> {
    let sql = format!("UPDATE reunions_invite SET nom = nom WHERE cpts = $1 AND id = $2 RETURNING {COLUMNS}");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// One invitation.
///
/// # Errors
/// A fault of storage.
pub async fn one(tx: &mut Tx, id: Id<Invite>) -> Result<Option<Invite>> {
    let sql = format!("SELECT {COLUMNS} FROM reunions_invite WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The invitation of a member to a meeting.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, reunion: Id<Reunion>, adherent: Id<Adherent>) -> Result<Option<Invite>> {
    let sql =
        format!("SELECT {COLUMNS} FROM reunions_invite WHERE cpts = $1 AND reunion = $2 AND adherent = $3");
    tx.row(&sql, params![tx.cpts(), reunion, adherent]).await?.as_ref().map(read).transpose()
}

/// Everybody who is invited to a meeting.
///
/// # Errors
/// A fault of storage.
pub async fn of_reunion(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<Invite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_invite WHERE cpts = $1 AND reunion = $2 ORDER BY invite_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), reunion]).await?.iter().map(read).collect()
}

/// Those who are invited to a meeting and are no members.
///
/// # Errors
/// A fault of storage.
pub async fn guests(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<Invite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_invite WHERE cpts = $1 AND reunion = $2 AND adherent IS NULL ORDER BY invite_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), reunion]).await?.iter().map(read).collect()
}

/// What a member answered to each meeting that invites them.
///
/// # Errors
/// A fault of storage.
pub async fn answers(tx: &mut Tx, adherent: Id<Adherent>) -> Result<BTreeMap<Id<Reunion>, Reponse>> {
    const SQL: &str = "SELECT reunion, reponse FROM reunions_invite WHERE cpts = $1 AND adherent = $2";
    let rows = tx.rows(SQL, params![tx.cpts(), adherent]).await?;
    rows.iter().map(|row| Ok((row.get("reunion")?, row.parse("reponse")?))).collect()
}

/// Keeps an answer.
///
/// # Errors
/// A fault of storage.
pub async fn answer(tx: &mut Tx, id: Id<Invite>, reponse: Reponse) -> Result<()> {
    const SQL: &str = "UPDATE reunions_invite SET reponse = $3, repondu_le = $4 WHERE cpts = $1 AND id = $2";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), id, reponse.code(), now]).await.map(drop)
}

/// Notes that everybody who did not answer was reminded.
///
/// # Errors
/// A fault of storage.
pub async fn remind(tx: &mut Tx, reunion: Id<Reunion>) -> Result<u64> {
    const SQL: &str =
        "UPDATE reunions_invite SET relance_le = $3 WHERE cpts = $1 AND reunion = $2 AND reponse = 'attendu'";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), reunion, now]).await
}

/// Takes an invitation back; false when there is none.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Invite>) -> Result<bool> {
    const SQL: &str = "DELETE FROM reunions_invite WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id]).await? == 1)
}

fn read(row: &Row) -> Result<Invite> {
    Ok(Invite {
        id: row.get("id")?,
        reunion: row.get("reunion")?,
        adherent: row.get("adherent")?,
        nom: row.get("nom")?,
        courriel: row.get("courriel")?,
        reponse: row.parse("reponse")?,
        repondu_le: row.get("repondu_le")?,
        relance_le: row.get("relance_le")?,
        invite_le: row.get("invite_le")?,
    })
}

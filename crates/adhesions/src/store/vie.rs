//! The life of a membership: decided, left, taken back; its account, its college.

use crate::{Adherent, College};
use db::{Result, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use uuid::Uuid;

/// A request becomes a membership; false when it no longer waits.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when whoever decides is whoever asked, or when the same person asked or belongs.
pub async fn accept(tx: &mut Tx, id: Id<Adherent>, depuis: Date, par: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "UPDATE adhesions_adherent SET etat = 'adherent', depuis = $3, decide_par = $4, en_double = NULL
        WHERE cpts = $1 AND id = $2 AND etat = 'demande'";
    Ok(tx.execute(SQL, params![tx.cpts(), id, depuis, par]).await? == 1)
}

/// A request is refused; false when it no longer waits.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when whoever decides is whoever asked.
pub async fn refuse(
    tx: &mut Tx,
    id: Id<Adherent>,
    (le, motif): (Date, &str),
    par: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str =
        "UPDATE adhesions_adherent SET etat = 'refuse', fin_le = $3, motif = $4, decide_par = $5
        WHERE cpts = $1 AND id = $2 AND etat = 'demande'";
    Ok(tx.execute(SQL, params![tx.cpts(), id, le, motif, par]).await? == 1)
}

/// A member leaves; false when they are not one.
///
/// # Errors
/// A fault of storage.
pub async fn leave(tx: &mut Tx, id: Id<Adherent>, le: Date, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_adherent SET etat = 'sorti', fin_le = $3, motif = $4
        WHERE cpts = $1 AND id = $2 AND etat = 'adherent' AND depuis <= $3";
    Ok(tx.execute(SQL, params![tx.cpts(), id, le, motif]).await? == 1)
}

/// An exit noted by mistake is undone; false when there is none.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when the same person came back under another id.
pub async fn undo_leave(tx: &mut Tx, id: Id<Adherent>) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_adherent SET etat = 'adherent', fin_le = NULL, motif = ''
        WHERE cpts = $1 AND id = $2 AND etat = 'sorti'";
    Ok(tx.execute(SQL, params![tx.cpts(), id]).await? == 1)
}

/// Says which account is theirs, or none.
///
/// # Errors
/// A fault of storage; [`db::Error::Constraint`] when the account is somebody else's, or decided of them.
pub async fn link(tx: &mut Tx, id: Id<Adherent>, compte: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_adherent SET compte = $3 WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id, compte]).await? == 1)
}

/// Moves somebody to a college, or to none.
///
/// # Errors
/// A fault of storage.
pub async fn move_college(tx: &mut Tx, id: Id<Adherent>, college: Option<Id<College>>) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_adherent SET college = $3 WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id, college]).await? == 1)
}

/// Notes that somebody is reminded of the texts now, unless they were since `rested`; false then.
///
/// # Errors
/// A fault of storage.
pub async fn claim_rappel(tx: &mut Tx, id: Id<Adherent>, rested: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_adherent SET textes_rappeles_le = $3 WHERE cpts = $1 AND id = $2
        AND (textes_rappeles_le IS NULL OR textes_rappeles_le <= $4)";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, rested]).await? == 1)
}

//! Cards.

use super::{count, maybe};
use crate::Medecin;
use crate::demande::Foyer;
use crate::proposition::{Proposition, Reponse, Voie};
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const COLUMNS: &str =
    "id, foyer, medecin, personnes, metres, etat, prete_le, envoyee_le, expire_le, repondue_le, par,
    motif, revenir_le";

/// One card.
///
/// # Errors
/// A fault of storage.
pub async fn proposition(tx: &mut Tx, id: Id<Proposition>) -> Result<Option<Proposition>> {
    let sql = format!("SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Every card of a household, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn du_foyer(tx: &mut Tx, foyer: Id<Foyer>) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1 AND foyer = $2 ORDER BY prete_le, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), foyer]).await?;
    rows.iter().map(read).collect()
}

/// The cards that a doctor may still answer, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn ouvertes(tx: &mut Tx, medecin: Id<Medecin>) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition
        WHERE cpts = $1 AND medecin = $2 AND etat IN ('prete', 'envoyee') ORDER BY prete_le, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), medecin]).await?;
    rows.iter().map(read).collect()
}

/// People that each doctor accepted since that instant.
///
/// # Errors
/// A fault of storage.
pub async fn acceptees_depuis(tx: &mut Tx, depuis: Timestamp) -> Result<BTreeMap<Id<Medecin>, u32>> {
    const SQL: &str =
        "SELECT medecin, CAST(SUM(personnes) AS BIGINT) AS combien FROM medecin_traitant_proposition
        WHERE cpts = $1 AND etat = 'oui' AND repondue_le >= $2 GROUP BY medecin";
    let rows = tx.rows(SQL, params![tx.cpts(), depuis]).await?;
    rows.iter().map(|row| Ok((row.get("medecin")?, count(row, "combien")?))).collect()
}

/// Makes a card; false when that household is proposed to that doctor already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Proposition, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_proposition (cpts, id, foyer, medecin, personnes, metres, etat,
        prete_le, auteur, motif) VALUES ($1, $2, $3, $4, $5, $6, 'prete', $7, $8, '') ON CONFLICT DO NOTHING";
    let values =
        params![tx.cpts(), one.id, one.foyer, one.medecin, one.personnes, one.metres, one.prete_le, auteur];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// A card leaves; false when it was not waiting to.
///
/// # Errors
/// A fault of storage.
pub async fn set_envoyee(tx: &mut Tx, id: Id<Proposition>, expire: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE medecin_traitant_proposition SET etat = 'envoyee', envoyee_le = $3, expire_le = $4
        WHERE cpts = $1 AND id = $2 AND etat = 'prete'";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, expire]).await? == 1)
}

/// What an answer says beside yes or no.
pub struct Dite<'a> {
    /// How it came.
    pub par: Voie,
    /// Who typed it, when they have an account.
    pub auteur: Option<Uuid>,
    /// Why not.
    pub motif: &'a str,
    /// « Not now »: not before that day.
    pub revenir_le: Option<Date>,
}

/// Writes the answer to a card that still waits for one; false when it does not. A second « yes » for the same household is
/// refused by the schema.
///
/// # Errors
/// A fault of storage; a constraint when another doctor said yes.
pub async fn answer(tx: &mut Tx, id: Id<Proposition>, reponse: Reponse, dite: Dite<'_>) -> Result<bool> {
    const SQL: &str =
        "UPDATE medecin_traitant_proposition SET etat = $3, repondue_le = $4, par = $5, auteur = $6,
        motif = $7, revenir_le = $8 WHERE cpts = $1 AND id = $2 AND etat IN ('prete', 'envoyee')";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        id,
        reponse.code(),
        now,
        dite.par.code(),
        dite.auteur,
        dite.motif,
        dite.revenir_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes back the cards of a household that wait for an answer; how many.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw(tx: &mut Tx, foyer: Id<Foyer>) -> Result<u64> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET etat = 'retiree'
        WHERE cpts = $1 AND foyer = $2 AND etat IN ('prete', 'envoyee')";
    tx.execute(SQL, params![tx.cpts(), foyer]).await
}

/// Undoes a « yes »; false when there was none.
///
/// # Errors
/// A fault of storage.
pub async fn undo(tx: &mut Tx, foyer: Id<Foyer>, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET etat = 'defaite', motif = $3
        WHERE cpts = $1 AND foyer = $2 AND etat = 'oui'";
    Ok(tx.execute(SQL, params![tx.cpts(), foyer, motif]).await? == 1)
}

pub(super) fn read(row: &Row) -> Result<Proposition> {
    let metres: Option<i64> = row.get("metres")?;
    Ok(Proposition {
        id: row.get("id")?,
        foyer: row.get("foyer")?,
        medecin: row.get("medecin")?,
        personnes: count(row, "personnes")?,
        metres: metres.and_then(|metres| u32::try_from(metres).ok()),
        reponse: row.parse("etat")?,
        prete_le: row.get("prete_le")?,
        envoyee_le: row.get("envoyee_le")?,
        expire_le: row.get("expire_le")?,
        repondue_le: row.get("repondue_le")?,
        par: maybe(row, "par")?,
        motif: row.get("motif")?,
        revenir_le: row.get("revenir_le")?,
    })
}

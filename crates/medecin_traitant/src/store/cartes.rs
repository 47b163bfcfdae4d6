//! Cards as they are prepared, sent, left without an answer; the codes of doctors.

use super::propositions::{COLUMNS, read};
use crate::demande::{Demande, Foyer};
use crate::medecin::Medecin;
use crate::proposition::Proposition;
use db::{Result, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Wrong codes, at most, for each that was sent.
const ESSAIS: u32 = 5;
/// Codes in a day, at most.
const ENVOIS: u32 = 10;

/// Takes the turn to prepare cards, until the end of the transaction: nobody else prepares any meanwhile.
///
/// # Errors
/// A fault of storage.
pub async fn tour(tx: &mut Tx) -> Result<()> {
    const SQL: &str = "INSERT INTO medecin_traitant_tour (cpts, le) VALUES ($1, $2)
        ON CONFLICT (cpts) DO UPDATE SET le = $2";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), now]).await?;
    Ok(())
}

/// Every card of the households of which somebody waits, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn des_attentes(tx: &mut Tx) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1 AND foyer IN
        (SELECT foyer FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'attente') ORDER BY prete_le, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    rows.iter().map(read).collect()
}

/// People on the cards that each doctor may still answer.
///
/// # Errors
/// A fault of storage.
pub async fn en_cours(tx: &mut Tx) -> Result<BTreeMap<Id<Medecin>, u32>> {
    const SQL: &str =
        "SELECT medecin, CAST(SUM(personnes) AS BIGINT) AS combien FROM medecin_traitant_proposition
        WHERE cpts = $1 AND etat IN ('prete', 'envoyee') GROUP BY medecin";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("medecin")?, super::count(row, "combien")?))).collect()
}

/// Households of which somebody is still to be looked at by the office.
///
/// # Errors
/// A fault of storage.
pub async fn a_verifier(tx: &mut Tx) -> Result<BTreeSet<Id<Foyer>>> {
    const SQL: &str =
        "SELECT DISTINCT foyer FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'a_verifier'";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| row.get("foyer")).collect()
}

/// Doctors for whom cards wait to leave, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn a_servir(tx: &mut Tx) -> Result<Vec<Id<Medecin>>> {
    const SQL: &str = "SELECT DISTINCT medecin FROM medecin_traitant_proposition
        WHERE cpts = $1 AND etat = 'prete' ORDER BY medecin";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| row.get("medecin")).collect()
}

/// Cards whose time to answer has passed.
///
/// # Errors
/// A fault of storage.
pub async fn echues(tx: &mut Tx) -> Result<Vec<Id<Proposition>>> {
    const SQL: &str = "SELECT id FROM medecin_traitant_proposition
        WHERE cpts = $1 AND etat = 'envoyee' AND expire_le <= $2 ORDER BY expire_le, id";
    let now = tx.ctx().now;
    let rows = tx.rows(SQL, params![tx.cpts(), now]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// A card whose time to answer has passed is without an answer; false when it was answered meanwhile.
///
/// # Errors
/// A fault of storage.
pub async fn expire(tx: &mut Tx, id: Id<Proposition>) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET etat = 'sans_reponse'
        WHERE cpts = $1 AND id = $2 AND etat = 'envoyee' AND expire_le <= $3";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Takes one card back; false when it no longer waits for an answer.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw_one(tx: &mut Tx, id: Id<Proposition>) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET etat = 'retiree'
        WHERE cpts = $1 AND id = $2 AND etat IN ('prete', 'envoyee')";
    Ok(tx.execute(SQL, params![tx.cpts(), id]).await? == 1)
}

/// Takes back the cards of a doctor that have not left; how many.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw_pretes(tx: &mut Tx, medecin: Id<Medecin>) -> Result<u64> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET etat = 'retiree'
        WHERE cpts = $1 AND medecin = $2 AND etat = 'prete'";
    tx.execute(SQL, params![tx.cpts(), medecin]).await
}

/// Writes how many people a card is about, now that it is accepted.
///
/// # Errors
/// A fault of storage.
pub async fn set_personnes(tx: &mut Tx, id: Id<Proposition>, personnes: u32) -> Result<()> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET personnes = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, personnes]).await?;
    Ok(())
}

/// The cards that a doctor accepted and whose people are not all settled, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn acceptees(tx: &mut Tx, medecin: Id<Medecin>) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1 AND medecin = $2 AND etat = 'oui' AND foyer IN
        (SELECT foyer FROM medecin_traitant_demande WHERE cpts = $1 AND medecin = $2 AND etat IN ('acceptee', 'rendez_vous'))
        ORDER BY repondue_le DESC, id DESC"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), medecin]).await?;
    rows.iter().map(read).collect()
}

/// Cards that wait for an answer and those answered, taken back or left without an answer, since: the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn recentes(tx: &mut Tx, depuis: Timestamp) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1
        AND (etat IN ('prete', 'envoyee') OR prete_le >= $2) ORDER BY prete_le DESC, id DESC"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), depuis]).await?;
    rows.iter().map(read).collect()
}

/// The requests of the households of those cards.
///
/// # Errors
/// A fault of storage.
pub async fn demandes_des_recentes(
    tx: &mut Tx,
    depuis: Timestamp,
) -> Result<BTreeMap<Id<Foyer>, Vec<Id<Demande>>>> {
    const SQL: &str = "SELECT foyer, id FROM medecin_traitant_demande WHERE cpts = $1 AND foyer IN
        (SELECT foyer FROM medecin_traitant_proposition WHERE cpts = $1
        AND (etat IN ('prete', 'envoyee') OR prete_le >= $2)) ORDER BY recue_le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), depuis]).await?;
    let mut all: BTreeMap<Id<Foyer>, Vec<Id<Demande>>> = BTreeMap::new();
    for row in &rows {
        all.entry(row.get("foyer")?).or_default().push(row.get("id")?);
    }
    Ok(all)
}

/// Names of the doctors, those who left too.
///
/// # Errors
/// A fault of storage.
pub async fn noms(tx: &mut Tx) -> Result<BTreeMap<Id<Medecin>, String>> {
    const SQL: &str = "SELECT id, nom FROM medecin_traitant_medecin WHERE cpts = $1";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("nom")?))).collect()
}

/// Forgets what doctors wrote about households of whom nothing is kept any more; how many.
///
/// # Errors
/// A fault of storage.
pub async fn forget_words(tx: &mut Tx) -> Result<u64> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET motif = 'autre' WHERE cpts = $1
        AND motif NOT IN ('', 'complet', 'distance', 'visites', 'connu', 'autre')
        AND foyer NOT IN (SELECT foyer FROM medecin_traitant_demande WHERE cpts = $1)";
    tx.execute(SQL, params![tx.cpts()]).await
}

/// Keeps the code sent to a doctor in place of the one before; false when one has just left, or too many on that day.
///
/// # Errors
/// A fault of storage.
pub async fn keep_code(
    tx: &mut Tx,
    medecin: Id<Medecin>,
    empreinte: &[u8],
    (jour, repos, expire): (Date, Timestamp, Timestamp),
) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_code (cpts, medecin, empreinte, envoye_le, expire_le, essais, jour, envois)
        VALUES ($1, $2, $3, $4, $5, 0, $6, 1) ON CONFLICT (cpts, medecin) DO UPDATE SET
        empreinte = $3, envoye_le = $4, expire_le = $5, essais = 0, jour = $6,
        envois = CASE WHEN medecin_traitant_code.jour = $6 THEN medecin_traitant_code.envois + 1 ELSE 1 END
        WHERE medecin_traitant_code.envoye_le <= $7
        AND (medecin_traitant_code.jour <> $6 OR medecin_traitant_code.envois < $8)";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), medecin, empreinte, now, expire, jour, repos, ENVOIS];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Counts a try of a code; the fingerprint of the right one, unless it expired or too many were tried.
///
/// # Errors
/// A fault of storage.
pub async fn try_code(tx: &mut Tx, medecin: Id<Medecin>) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "UPDATE medecin_traitant_code SET essais = essais + 1
        WHERE cpts = $1 AND medecin = $2 AND expire_le > $3 AND essais < $4 RETURNING empreinte";
    let now = tx.ctx().now;
    let row = tx.row(SQL, params![tx.cpts(), medecin, now, ESSAIS]).await?;
    row.map(|row| row.get("empreinte")).transpose()
}

/// The code of a doctor serves no more.
///
/// # Errors
/// A fault of storage.
pub async fn spend_code(tx: &mut Tx, medecin: Id<Medecin>) -> Result<()> {
    const SQL: &str = "UPDATE medecin_traitant_code SET expire_le = $3 WHERE cpts = $1 AND medecin = $2";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), medecin, now]).await?;
    Ok(())
}

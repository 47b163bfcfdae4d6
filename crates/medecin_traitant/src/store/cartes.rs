//! Cards as they are prepared, sent, left without an answer.

use super::propositions::{COLUMNS, read};
use crate::demande::Foyer;
use crate::medecin::Medecin;
use crate::proposition::{Proposition, Voie};
use db::{Result, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

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

/// Takes one card back and says why; `par`: who did, when it is somebody. False when it no longer waits for an answer.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw_one(tx: &mut Tx, id: Id<Proposition>, motif: &str, par: Option<Voie>) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_proposition SET etat = 'retiree', motif = $3, par = $4
        WHERE cpts = $1 AND id = $2 AND etat IN ('prete', 'envoyee')";
    Ok(tx.execute(SQL, params![tx.cpts(), id, motif, par.map(Voie::code)]).await? == 1)
}

/// A card that was refused, or put off, waits for an answer again; false when it was neither. The schema refuses a second open
/// card of that household for that doctor.
///
/// # Errors
/// A fault of storage; a constraint when such a card is open.
pub async fn reopen(tx: &mut Tx, id: Id<Proposition>, expire: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE medecin_traitant_proposition SET etat = 'envoyee', envoyee_le = COALESCE(envoyee_le, $3),
        expire_le = $4, repondue_le = NULL, par = NULL, motif = '', revenir_le = NULL
        WHERE cpts = $1 AND id = $2 AND etat IN ('non', 'pas_maintenant')";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, expire]).await? == 1)
}

/// Makes a card of a plan, if nothing came against it since: false when somebody of the household no longer waits, changed or
/// is to be looked at, when a doctor said yes, when as many cards as wanted are open, or when that doctor has one already or
/// answered meanwhile.
///
/// # Errors
/// A fault of storage.
pub async fn prepare(tx: &mut Tx, one: &Proposition, auteur: Option<Uuid>, a_la_fois: u32) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_proposition (cpts, id, foyer, medecin, personnes, metres, etat,
        prete_le, auteur, motif) SELECT $1, $2, $3, $4, $5, $6, 'prete', $7, $8, ''
        WHERE $5 = (SELECT COUNT(*) FROM medecin_traitant_demande WHERE cpts = $1 AND foyer = $3 AND etat = 'attente')
        AND NOT EXISTS (SELECT 1 FROM medecin_traitant_demande
            WHERE cpts = $1 AND foyer = $3 AND (etat = 'a_verifier' OR (etat = 'attente' AND change_le > $7)))
        AND NOT EXISTS (SELECT 1 FROM medecin_traitant_proposition WHERE cpts = $1 AND foyer = $3
            AND (etat = 'oui' OR (medecin = $4 AND etat <> 'retiree' AND prete_le >= $7)))
        AND $9 > (SELECT COUNT(*) FROM medecin_traitant_proposition
            WHERE cpts = $1 AND foyer = $3 AND etat IN ('prete', 'envoyee'))
        ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.foyer,
        one.medecin,
        one.personnes,
        one.metres,
        one.prete_le,
        auteur,
        a_la_fois
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// People on the cards that a doctor may still answer.
///
/// # Errors
/// A fault of storage.
pub async fn en_cours_de(tx: &mut Tx, medecin: Id<Medecin>) -> Result<u32> {
    const SQL: &str =
        "SELECT CAST(COALESCE(SUM(personnes), 0) AS BIGINT) AS combien FROM medecin_traitant_proposition
        WHERE cpts = $1 AND medecin = $2 AND etat IN ('prete', 'envoyee')";
    super::count(&tx.must_row(SQL, params![tx.cpts(), medecin]).await?, "combien")
}

/// The cards that wait to leave for a doctor: those of the households with most priority first, then the oldest.
///
/// # Errors
/// A fault of storage.
pub async fn pretes(tx: &mut Tx, medecin: Id<Medecin>) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition p WHERE p.cpts = $1 AND p.medecin = $2 AND p.etat = 'prete'
        ORDER BY (SELECT COALESCE(SUM(d.points), 0) FROM medecin_traitant_demande d
            WHERE d.cpts = p.cpts AND d.foyer = p.foyer AND d.etat = 'attente') DESC, p.prete_le, p.id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), medecin]).await?;
    rows.iter().map(read).collect()
}

/// The cards of a doctor that left and wait for an answer, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn envoyees(tx: &mut Tx, medecin: Id<Medecin>) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition
        WHERE cpts = $1 AND medecin = $2 AND etat = 'envoyee' ORDER BY envoyee_le, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), medecin]).await?;
    rows.iter().map(read).collect()
}

/// The cards that a doctor refused or put off since, of households of which somebody still waits: the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn refusees(tx: &mut Tx, medecin: Id<Medecin>, depuis: Timestamp) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1 AND medecin = $2
        AND etat IN ('non', 'pas_maintenant') AND repondue_le >= $3 AND foyer IN
        (SELECT foyer FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'attente')
        ORDER BY repondue_le DESC, id DESC"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), medecin, depuis]).await?;
    rows.iter().map(read).collect()
}

/// The cards that doctors who have stopped may still answer.
///
/// # Errors
/// A fault of storage.
pub async fn des_partis(tx: &mut Tx, jour: Date) -> Result<Vec<Id<Proposition>>> {
    const SQL: &str =
        "SELECT id FROM medecin_traitant_proposition WHERE cpts = $1 AND etat IN ('prete', 'envoyee') AND medecin IN
        (SELECT id FROM medecin_traitant_medecin WHERE cpts = $1 AND depart_le <= $2) ORDER BY id";
    let rows = tx.rows(SQL, params![tx.cpts(), jour]).await?;
    rows.iter().map(|row| row.get("id")).collect()
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

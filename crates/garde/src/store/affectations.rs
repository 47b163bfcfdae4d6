//! Who is on which half-day.

use crate::{Affectation, DemiJournee, Participant, Planning, author};
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use rendez_vous::{Effecteur, Horaire};
use std::collections::BTreeMap;

/// Those of a planning, by half-day.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, planning: Id<Planning>) -> Result<Vec<Affectation>> {
    const SQL: &str =
        "SELECT a.demi_journee, a.participant, a.effecteur, a.fixe, a.origine FROM garde_affectation a
        JOIN garde_demi_journee d ON d.cpts = a.cpts AND d.id = a.demi_journee
        WHERE a.cpts = $1 AND d.planning = $2 ORDER BY d.debut, d.id, a.participant";
    tx.rows(SQL, params![tx.cpts(), planning]).await?.iter().map(read).collect()
}

/// Puts somebody, who is held, on a half-day; false when they are on duty at that time, there or elsewhere.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Affectation, horaire: Horaire) -> Result<bool> {
    const SQL: &str = "INSERT INTO garde_affectation (cpts, demi_journee, participant, effecteur, debut, fin, fixe,
        origine, auteur, ecrit_le) SELECT c.cpts, c.id, $3, $4, c.debut, c.fin, $5, $6, $7, $8
        FROM garde_demi_journee c WHERE c.cpts = $1 AND c.id = $2 AND NOT EXISTS
        (SELECT 1 FROM garde_affectation o WHERE o.cpts = $1 AND o.effecteur = $4 AND o.debut < $10 AND o.fin > $9)
        ON CONFLICT DO NOTHING";
    write(tx, SQL, one, horaire).await
}

/// The same when somebody is still missing there; false when nobody is, or as above.
///
/// # Errors
/// A fault of storage.
pub async fn take(tx: &mut Tx, one: &Affectation, horaire: Horaire) -> Result<bool> {
    const SQL: &str = "INSERT INTO garde_affectation (cpts, demi_journee, participant, effecteur, debut, fin, fixe,
        origine, auteur, ecrit_le) SELECT c.cpts, c.id, $3, $4, c.debut, c.fin, $5, $6, $7, $8
        FROM garde_demi_journee c WHERE c.cpts = $1 AND c.id = $2 AND c.besoin >
        (SELECT count(*) FROM garde_affectation o WHERE o.cpts = $1 AND o.demi_journee = $2) AND NOT EXISTS
        (SELECT 1 FROM garde_affectation o WHERE o.cpts = $1 AND o.effecteur = $4 AND o.debut < $10 AND o.fin > $9)
        ON CONFLICT DO NOTHING";
    write(tx, SQL, one, horaire).await
}

async fn write(tx: &mut Tx, sql: &str, one: &Affectation, horaire: Horaire) -> Result<bool> {
    let values = params![
        tx.cpts(),
        one.demi_journee,
        one.participant,
        one.effecteur,
        one.fixe,
        one.origine.code(),
        author(tx.ctx()),
        tx.ctx().now,
        horaire.debut,
        horaire.fin
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Says whether the solver leaves one as it is.
///
/// # Errors
/// A fault of storage.
pub async fn set_fixe(
    tx: &mut Tx,
    (demi_journee, participant): (Id<DemiJournee>, Id<Participant>),
    fixe: bool,
) -> Result<bool> {
    const SQL: &str =
        "UPDATE garde_affectation SET fixe = $4 WHERE cpts = $1 AND demi_journee = $2 AND participant = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), demi_journee, participant, fixe]).await? == 1)
}

/// Takes somebody off a half-day; false when they are not there, or when what became of it was said.
///
/// # Errors
/// A fault of storage.
pub async fn remove(
    tx: &mut Tx,
    demi_journee: Id<DemiJournee>,
    participant: Id<Participant>,
) -> Result<bool> {
    const SQL: &str = "DELETE FROM garde_affectation WHERE cpts = $1 AND demi_journee = $2 AND participant = $3
        AND NOT EXISTS (SELECT 1 FROM garde_constat WHERE cpts = $1 AND demi_journee = $2 AND participant = $3)";
    Ok(tx.execute(SQL, params![tx.cpts(), demi_journee, participant]).await? == 1)
}

/// Takes off whatever a new proposal may change: to come, and not fixed.
///
/// # Errors
/// A fault of storage.
pub async fn clear(tx: &mut Tx, planning: Id<Planning>) -> Result<()> {
    const SQL: &str =
        "DELETE FROM garde_affectation WHERE cpts = $1 AND fixe = $4 AND debut > $3 AND demi_journee IN
        (SELECT id FROM garde_demi_journee WHERE cpts = $1 AND planning = $2)";
    tx.execute(SQL, params![tx.cpts(), planning, tx.ctx().now, false]).await.map(drop)
}

/// Takes somebody off whatever did not begin in their planning; how many.
///
/// # Errors
/// A fault of storage.
pub async fn clear_of(tx: &mut Tx, participant: Id<Participant>) -> Result<u64> {
    const SQL: &str = "DELETE FROM garde_affectation WHERE cpts = $1 AND participant = $2 AND debut > $3";
    tx.execute(SQL, params![tx.cpts(), participant, tx.ctx().now]).await
}

/// How many published half-days of other plannings each person has had since `depuis`.
///
/// # Errors
/// A fault of storage.
pub async fn charges(
    tx: &mut Tx,
    but: Id<Planning>,
    depuis: Timestamp,
) -> Result<BTreeMap<Id<Effecteur>, u32>> {
    const SQL: &str = "SELECT a.effecteur, count(*) AS combien FROM garde_affectation a
        JOIN garde_demi_journee d ON d.cpts = a.cpts AND d.id = a.demi_journee
        JOIN garde_planning g ON g.cpts = d.cpts AND g.id = d.planning
        WHERE a.cpts = $1 AND g.id <> $2 AND g.etat IN ('publie', 'clos') AND a.debut >= $3 GROUP BY a.effecteur";
    let rows = tx.rows(SQL, params![tx.cpts(), but, depuis]).await?;
    rows.iter().map(|row| Ok((row.get("effecteur")?, row.get("combien")?))).collect()
}

/// When people are on duty in other plannings, between these instants.
///
/// # Errors
/// A fault of storage.
pub async fn elsewhere(
    tx: &mut Tx,
    but: Id<Planning>,
    span: Horaire,
) -> Result<Vec<(Id<Effecteur>, Horaire)>> {
    const SQL: &str = "SELECT a.effecteur, a.debut, a.fin FROM garde_affectation a
        JOIN garde_demi_journee d ON d.cpts = a.cpts AND d.id = a.demi_journee
        WHERE a.cpts = $1 AND d.planning <> $2 AND a.debut < $4 AND a.fin > $3";
    let rows = tx.rows(SQL, params![tx.cpts(), but, span.debut, span.fin]).await?;
    rows.iter()
        .map(|row| Ok((row.get("effecteur")?, Horaire { debut: row.get("debut")?, fin: row.get("fin")? })))
        .collect()
}

fn read(row: &Row) -> Result<Affectation> {
    Ok(Affectation {
        demi_journee: row.get("demi_journee")?,
        participant: row.get("participant")?,
        effecteur: row.get("effecteur")?,
        fixe: row.get("fixe")?,
        origine: row.parse("origine")?,
    })
}

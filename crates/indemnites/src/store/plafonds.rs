//! Ceilings and what is committed under them. The row of a person and a year decides: an approval adds to it on one
//! condition, in the statement that adds.

use crate::plafond::Plafond;
use adhesions::Adherent;
use db::{Result, Tx, params};
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The ceiling that the CPTS wrote for a year, if any.
///
/// # Errors
/// A fault of storage.
pub async fn ecrit(tx: &mut Tx, annee: i16) -> Result<Option<Plafond>> {
    const SQL: &str = "SELECT cents, source FROM indemnites_pass WHERE cpts = $1 AND annee = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), i32::from(annee)]).await? else { return Ok(None) };
    Ok(Some(Plafond { annee, cents: row.get("cents")?, source: row.get("source")?, incertain: false }))
}

/// Writes the ceiling of a year, in place of the one that was written.
///
/// # Errors
/// A fault of storage.
pub async fn write(tx: &mut Tx, one: &Plafond, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str = "INSERT INTO indemnites_pass (cpts, annee, cents, source, auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (cpts, annee) DO UPDATE SET cents = $3, source = $4, auteur = $5, ecrit_le = $6";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), i32::from(one.annee), one.cents, &one.source, auteur, now]).await?;
    Ok(())
}

/// Commits an amount to a person for a year; false, and nothing is committed, when the ceiling would be passed. What lowers the
/// commitment always passes.
///
/// # Errors
/// A fault of storage.
pub async fn engage(
    tx: &mut Tx,
    personne: Id<Adherent>,
    annee: i16,
    cents: i64,
    plafond: i64,
) -> Result<bool> {
    const OPEN: &str = "INSERT INTO indemnites_plafond (cpts, personne, annee, engage) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING";
    const ADD: &str = "UPDATE indemnites_plafond SET engage = engage + $4
        WHERE cpts = $1 AND personne = $2 AND annee = $3 AND (engage + $4 <= $5 OR $4 <= 0)";
    let (cpts, annee) = (tx.cpts(), i32::from(annee));
    tx.execute(OPEN, params![cpts, personne, annee]).await?;
    Ok(tx.execute(ADD, params![cpts, personne, annee, cents, plafond]).await? == 1)
}

/// Gives back what a line committed.
///
/// # Errors
/// A fault of storage.
pub async fn give_back(tx: &mut Tx, personne: Id<Adherent>, annee: i16, cents: i64) -> Result<()> {
    const SQL: &str =
        "UPDATE indemnites_plafond SET engage = engage - $4 WHERE cpts = $1 AND personne = $2 AND annee = $3";
    tx.execute(SQL, params![tx.cpts(), personne, i32::from(annee), cents]).await?;
    Ok(())
}

/// What is committed to a person for a year, in cents.
///
/// # Errors
/// A fault of storage.
pub async fn engage_de(tx: &mut Tx, personne: Id<Adherent>, annee: i16) -> Result<i64> {
    const SQL: &str =
        "SELECT engage FROM indemnites_plafond WHERE cpts = $1 AND personne = $2 AND annee = $3";
    tx.row(SQL, params![tx.cpts(), personne, i32::from(annee)]).await?.map_or(Ok(0), |row| row.get("engage"))
}

/// What is committed to everybody for a year, in cents.
///
/// # Errors
/// A fault of storage.
pub async fn engages(tx: &mut Tx, annee: i16) -> Result<BTreeMap<Id<Adherent>, i64>> {
    const SQL: &str = "SELECT personne, engage FROM indemnites_plafond WHERE cpts = $1 AND annee = $2";
    let rows = tx.rows(SQL, params![tx.cpts(), i32::from(annee)]).await?;
    rows.iter().map(|row| Ok((row.get("personne")?, row.get("engage")?))).collect()
}

/// Commits, person by person, the chosen lines that were just approved; those whose ceiling would be passed go back to waiting.
/// In two statements whatever their number: each row of a person takes all its lines or none.
///
/// # Errors
/// A fault of storage.
pub async fn engage_choice(tx: &mut Tx, annee: i16, plafond: i64) -> Result<u64> {
    const OPEN: &str = "INSERT INTO indemnites_plafond (cpts, personne, annee, engage)
        SELECT DISTINCT i.cpts, i.racine, CAST($2 AS BIGINT), 0 FROM indemnites_choix c
        JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne WHERE c.cpts = $1
        ON CONFLICT DO NOTHING";
    const OVER: &str = "UPDATE indemnites_indemnite SET etat = 'proposee', approbateur = NULL, decide_le = NULL, annee = NULL
        WHERE cpts = $1 AND id IN (SELECT ligne FROM indemnites_choix WHERE cpts = $1) AND racine IN (
            SELECT i.racine FROM indemnites_choix c JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne
            JOIN indemnites_plafond p ON p.cpts = i.cpts AND p.personne = i.racine AND p.annee = $2
            WHERE c.cpts = $1 GROUP BY i.racine, p.engage HAVING SUM(i.cents) > 0 AND CAST(p.engage + SUM(i.cents) AS BIGINT) > $3)";
    const ADD: &str = "UPDATE indemnites_plafond SET engage = engage + s.total FROM (
            SELECT i.racine, CAST(SUM(i.cents) AS BIGINT) AS total FROM indemnites_choix c
            JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne
            WHERE c.cpts = $1 AND i.etat = 'approuvee' GROUP BY i.racine) s
        WHERE indemnites_plafond.cpts = $1 AND indemnites_plafond.annee = $2 AND indemnites_plafond.personne = s.racine
            AND (engage + s.total <= $3 OR s.total <= 0)";
    let (cpts, annee) = (tx.cpts(), i32::from(annee));
    tx.execute(OPEN, params![cpts, annee]).await?;
    lock_choice(tx, annee).await?;
    let over = tx.execute(OVER, params![cpts, annee, plafond]).await?;
    tx.execute(ADD, params![cpts, annee, plafond]).await?;
    Ok(over)
}

/// Holds the rows of the people of the choice, so that what is compared is what is added to.
async fn lock_choice(tx: &mut Tx, annee: i32) -> Result<()> {
    const SQL: &str = "UPDATE indemnites_plafond SET engage = engage WHERE cpts = $1 AND annee = $2 AND personne IN (
        SELECT i.racine FROM indemnites_choix c JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne WHERE c.cpts = $1)";
    tx.execute(SQL, params![tx.cpts(), annee]).await?;
    Ok(())
}

/// Moves to `annee` what the chosen lines commit in other years; the people whose ceiling would then be passed (nothing is kept
/// when there are some: the caller gives up its transaction).
///
/// # Errors
/// A fault of storage.
pub async fn move_choice(tx: &mut Tx, annee: i16, plafond: i64) -> Result<Vec<Id<Adherent>>> {
    const OPEN: &str = "INSERT INTO indemnites_plafond (cpts, personne, annee, engage)
        SELECT DISTINCT i.cpts, i.racine, CAST($2 AS BIGINT), 0 FROM indemnites_choix c
        JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne WHERE c.cpts = $1 AND i.annee <> $2
        ON CONFLICT DO NOTHING";
    const LEAVE: &str = "UPDATE indemnites_plafond SET engage = engage - s.total FROM (
            SELECT i.racine, i.annee, CAST(SUM(i.cents) AS BIGINT) AS total FROM indemnites_choix c
            JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne
            WHERE c.cpts = $1 AND i.annee <> $2 GROUP BY i.racine, i.annee) s
        WHERE indemnites_plafond.cpts = $1 AND indemnites_plafond.annee = s.annee AND indemnites_plafond.personne = s.racine";
    const REACH: &str = "UPDATE indemnites_plafond SET engage = engage + s.total FROM (
            SELECT i.racine, CAST(SUM(i.cents) AS BIGINT) AS total FROM indemnites_choix c
            JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne
            WHERE c.cpts = $1 AND i.annee <> $2 GROUP BY i.racine) s
        WHERE indemnites_plafond.cpts = $1 AND indemnites_plafond.annee = $2 AND indemnites_plafond.personne = s.racine";
    const OVER: &str = "SELECT DISTINCT p.personne FROM indemnites_choix c
        JOIN indemnites_indemnite i ON i.cpts = c.cpts AND i.id = c.ligne
        JOIN indemnites_plafond p ON p.cpts = i.cpts AND p.personne = i.racine AND p.annee = $2
        WHERE c.cpts = $1 AND i.annee <> $2 AND p.engage > $3";
    const MOVE: &str = "UPDATE indemnites_indemnite SET annee = $2
        WHERE cpts = $1 AND annee <> $2 AND id IN (SELECT ligne FROM indemnites_choix WHERE cpts = $1)";
    let (cpts, annee) = (tx.cpts(), i32::from(annee));
    tx.execute(OPEN, params![cpts, annee]).await?;
    tx.execute(LEAVE, params![cpts, annee]).await?;
    tx.execute(REACH, params![cpts, annee]).await?;
    let over = tx.rows(OVER, params![cpts, annee, plafond]).await?;
    tx.execute(MOVE, params![cpts, annee]).await?;
    over.iter().map(|row| row.get("personne")).collect()
}

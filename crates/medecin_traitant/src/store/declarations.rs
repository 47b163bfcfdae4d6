//! What doctors are asked and answer of their places; when points were last counted.

use super::count;
use crate::demande::{Demande, Foyer};
use crate::medecin::Medecin;
use crate::{Coffre, Situation};
use db::{Error, Result, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

/// When each doctor last answered a card.
///
/// # Errors
/// A fault of storage.
pub async fn dernieres_reponses(tx: &mut Tx) -> Result<BTreeMap<Id<Medecin>, Timestamp>> {
    const SQL: &str = "SELECT medecin, MAX(repondue_le) AS le FROM medecin_traitant_proposition
        WHERE cpts = $1 AND repondue_le IS NOT NULL AND etat IN ('oui', 'pas_maintenant', 'non', 'defaite') GROUP BY medecin";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("medecin")?, row.get("le")?))).collect()
}

/// When each doctor was last asked for their places, and how often since they last said it.
///
/// # Errors
/// A fault of storage.
pub async fn rappels(tx: &mut Tx) -> Result<BTreeMap<Id<Medecin>, (Timestamp, u32)>> {
    const SQL: &str = "SELECT medecin, le, rappels FROM medecin_traitant_rappel WHERE cpts = $1";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("medecin")?, (row.get("le")?, count(row, "rappels")?)))).collect()
}

/// Says that a doctor is being asked for their places; false when somebody asked them after `depuis`.
///
/// # Errors
/// A fault of storage.
pub async fn claim_rappel(
    tx: &mut Tx,
    medecin: Id<Medecin>,
    depuis: Timestamp,
    rappels: u32,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_rappel (cpts, medecin, le, rappels) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts, medecin) DO UPDATE SET le = $3, rappels = $4 WHERE medecin_traitant_rappel.le <= $5";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), medecin, now, rappels, depuis]).await? == 1)
}

/// Writes the account of a doctor, or that they have none any more, in place of the one that they had; false when it changed.
///
/// # Errors
/// A fault of storage.
pub async fn set_compte(
    tx: &mut Tx,
    medecin: Id<Medecin>,
    (avant, compte): (Option<Uuid>, Option<Uuid>),
) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET compte = $3 WHERE cpts = $1 AND id = $2
        AND (compte = $4 OR (compte IS NULL AND $4 IS NULL))";
    Ok(tx.execute(SQL, params![tx.cpts(), medecin, compte, avant]).await? == 1)
}

/// Situations of those who wait in the households whose cards a doctor may still answer.
///
/// # Errors
/// A fault of storage.
pub async fn situations_des_cartes(
    tx: &mut Tx,
    coffre: &Coffre,
    medecin: Id<Medecin>,
) -> Result<BTreeMap<Id<Foyer>, Vec<Situation>>> {
    const SQL: &str =
        "SELECT foyer, id, situation FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'attente'
        AND foyer IN (SELECT foyer FROM medecin_traitant_proposition
        WHERE cpts = $1 AND medecin = $2 AND etat IN ('prete', 'envoyee')) ORDER BY id";
    let rows = tx.rows(SQL, params![tx.cpts(), medecin]).await?;
    let mut all: BTreeMap<Id<Foyer>, Vec<Situation>> = BTreeMap::new();
    for row in &rows {
        let situation = open(coffre, row.get("id")?, &row.get::<Vec<u8>>("situation")?)?;
        all.entry(row.get("foyer")?).or_default().push(situation);
    }
    Ok(all)
}

/// An open request, as points are counted from it.
#[derive(Debug, Clone)]
pub struct Pointee {
    /// Which.
    pub id: Id<Demande>,
    /// When it came.
    pub recue_le: Timestamp,
    /// Whether it has no doctor yet.
    pub attend: bool,
    /// Without a doctor since.
    pub cherche_depuis: Date,
    /// Its points.
    pub points: u32,
    /// The version of the rule that gave them.
    pub regle: u32,
    /// What counts.
    pub situation: Situation,
}

/// Every open request, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn pointees(tx: &mut Tx, coffre: &Coffre) -> Result<Vec<Pointee>> {
    const SQL: &str = "SELECT id, recue_le, etat, cherche_depuis, points, regle, situation
        FROM medecin_traitant_demande WHERE cpts = $1 AND etat <> 'close' ORDER BY id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &db::Row| {
        let id = row.get("id")?;
        Ok(Pointee {
            id,
            recue_le: row.get("recue_le")?,
            attend: matches!(row.get::<String>("etat")?.as_str(), "attente" | "a_verifier"),
            cherche_depuis: row.get("cherche_depuis")?,
            points: count(row, "points")?,
            regle: count(row, "regle")?,
            situation: open(coffre, id, &row.get::<Vec<u8>>("situation")?)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Writes the points of requests, in one statement, given by that version of the rule; how many were written.
///
/// # Errors
/// A fault of storage.
pub async fn set_points(tx: &mut Tx, regle: u32, points: &[(Id<Demande>, u32)]) -> Result<u64> {
    if points.is_empty() {
        return Ok(0);
    }
    let cases: Vec<String> =
        (0..points.len()).map(|rank| format!("WHEN ${} THEN ${}", 2 * rank + 3, 2 * rank + 4)).collect();
    let marks: Vec<String> = (0..points.len()).map(|rank| format!("${}", 2 * rank + 3)).collect();
    let sql = format!(
        "UPDATE medecin_traitant_demande SET regle = $2, points = CASE id {} ELSE points END
        WHERE cpts = $1 AND etat <> 'close' AND id IN ({})",
        cases.join(" "),
        marks.join(", ")
    );
    let mut values = params![tx.cpts(), regle].to_vec();
    for (id, points) in points {
        values.extend(params![*id, *points].iter().cloned());
    }
    tx.execute(&sql, &values).await
}

/// Whether an open request has points of another version than that one.
///
/// # Errors
/// A fault of storage.
pub async fn perimees(tx: &mut Tx, regle: u32) -> Result<bool> {
    const SQL: &str = "SELECT id FROM medecin_traitant_demande
        WHERE cpts = $1 AND etat <> 'close' AND regle <> $2 LIMIT 1";
    Ok(tx.row(SQL, params![tx.cpts(), regle]).await?.is_some())
}

/// The last day on which points were counted again.
///
/// # Errors
/// A fault of storage.
pub async fn dernier_recompte(tx: &mut Tx) -> Result<Option<Date>> {
    const SQL: &str = "SELECT jour FROM medecin_traitant_recompte WHERE cpts = $1";
    tx.row(SQL, params![tx.cpts()]).await?.map(|row| row.get("jour")).transpose()
}

/// Says that points are being counted again on that day.
///
/// # Errors
/// A fault of storage.
pub async fn set_recompte(tx: &mut Tx, jour: Date) -> Result<()> {
    const SQL: &str = "INSERT INTO medecin_traitant_recompte (cpts, jour) VALUES ($1, $2)
        ON CONFLICT (cpts) DO UPDATE SET jour = $2";
    tx.execute(SQL, params![tx.cpts(), jour]).await?;
    Ok(())
}

fn open(coffre: &Coffre, id: Id<Demande>, sealed: &[u8]) -> Result<Situation> {
    coffre.open_situation(id, sealed).ok_or_else(|| Error::Decode {
        column: "situation".to_owned(),
        expected: "a situation sealed under the key of this instance",
        got: "something else".to_owned(),
    })
}

//! Who was there.

use super::{hour, kept, reunions};
use crate::presence::Presence;
use crate::reunion::Reunion;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "id, reunion, adherent, jour, arrivee, depart, minutes, a_distance, comment, acte, annulee, motif, version, signee_le";

/// Adds a presence; false when that person is there already: the unique index decides, however many sign at once.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Presence, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO reunions_presence (cpts, id, reunion, adherent, jour, arrivee, depart, minutes, a_distance, comment,
        annulee, motif, version, auteur, signee_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 1, $12, $13) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.reunion,
        one.adherent,
        one.jour,
        kept(one.arrivee),
        kept(one.depart),
        one.minutes,
        one.a_distance,
        one.comment.code(),
        one.annulee,
        auteur,
        one.signee_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes a presence again; false when somebody was faster.
///
/// # Errors
/// A fault of storage.
pub async fn rewrite(tx: &mut Tx, one: &Presence) -> Result<bool> {
    const SQL: &str =
        "UPDATE reunions_presence SET arrivee = $3, depart = $4, minutes = $5, a_distance = $6, comment = $7,
        annulee = $8, motif = $9, version = version + 1 WHERE cpts = $1 AND id = $2 AND version = $10";
    let values = params![
        tx.cpts(),
        one.id,
        kept(one.arrivee),
        kept(one.depart),
        one.minutes,
        one.a_distance,
        one.comment.code(),
        one.annulee,
        &one.motif,
        one.version
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// The line of the ledger that says it from now on.
///
/// # Errors
/// A fault of storage.
pub async fn set_acte(tx: &mut Tx, id: Id<Presence>, acte: Id<actes::Acte>) -> Result<()> {
    const SQL: &str = "UPDATE reunions_presence SET acte = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, acte]).await.map(drop)
}

/// One presence, cancelled or not.
///
/// # Errors
/// A fault of storage.
pub async fn presence(tx: &mut Tx, id: Id<Presence>) -> Result<Option<Presence>> {
    let sql = format!("SELECT {COLUMNS} FROM reunions_presence WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The presence of somebody at a meeting, cancelled or not.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, reunion: Id<Reunion>, adherent: Id<Adherent>) -> Result<Option<Presence>> {
    let sql =
        format!("SELECT {COLUMNS} FROM reunions_presence WHERE cpts = $1 AND reunion = $2 AND adherent = $3");
    tx.row(&sql, params![tx.cpts(), reunion, adherent]).await?.as_ref().map(read).transpose()
}

/// Everybody who was at a meeting, cancelled presences too, the first to sign first.
///
/// # Errors
/// A fault of storage.
pub async fn all(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<Presence>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_presence WHERE cpts = $1 AND reunion = $2 ORDER BY signee_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), reunion]).await?.iter().map(read).collect()
}

/// How many were at a meeting.
///
/// # Errors
/// A fault of storage.
pub async fn count(tx: &mut Tx, reunion: Id<Reunion>) -> Result<u32> {
    const SQL: &str =
        "SELECT COUNT(*) AS n FROM reunions_presence WHERE cpts = $1 AND reunion = $2 AND NOT annulee";
    tx.must_row(SQL, params![tx.cpts(), reunion]).await?.get("n")
}

/// Where somebody was from one day to another, both included, in order; cancelled presences apart.
///
/// # Errors
/// A fault of storage.
pub async fn of_adherent(
    tx: &mut Tx,
    adherent: Id<Adherent>,
    du: Date,
    au: Date,
) -> Result<Vec<(Reunion, Presence)>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_presence
         WHERE cpts = $1 AND adherent = $2 AND jour BETWEEN $3 AND $4 AND NOT annulee ORDER BY jour, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), adherent, du, au]).await?;
    let presences = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    let meetings = reunions::seen_by(tx, adherent, du, au).await?;
    let of = |one: &Presence| meetings.iter().find(|meeting| meeting.id == one.reunion).cloned();
    Ok(presences.into_iter().filter_map(|one| Some((of(&one)?, one))).collect())
}

fn read(row: &Row) -> Result<Presence> {
    Ok(Presence {
        id: row.get("id")?,
        reunion: row.get("reunion")?,
        adherent: row.get("adherent")?,
        jour: row.get("jour")?,
        arrivee: hour(row, "arrivee")?,
        depart: hour(row, "depart")?,
        minutes: row.get("minutes")?,
        a_distance: row.get("a_distance")?,
        comment: row.parse("comment")?,
        acte: row.get("acte")?,
        annulee: row.get("annulee")?,
        motif: row.get("motif")?,
        version: row.get("version")?,
        signee_le: row.get("signee_le")?,
    })
}

//! Sessions that rank needs.

use crate::besoin::Besoin;
use crate::seance::{Place, Seance, Vote};
use db::{Error, Result, Row, Tx, params};
use kernel::Id;
use std::collections::BTreeSet;
use uuid::Uuid;

const COLUMNS: &str = "id, titre, jour, points, ouverte_le, close_le";

/// Opens a session on a list of needs. False when another is open: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn open(tx: &mut Tx, seance: &Seance, liste: &BTreeSet<Id<Besoin>>) -> Result<bool> {
    const SQL: &str = "INSERT INTO diagnostic_seance (cpts, id, titre, jour, points, ouverte_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    const LIST: &str = "INSERT INTO diagnostic_seance_besoin (cpts, seance, besoin) VALUES ($1, $2, $3)";
    let Seance { id, titre, jour, points, ouverte_le, .. } = seance;
    if tx.execute(SQL, params![tx.cpts(), *id, titre, *jour, *points, *ouverte_le]).await? == 0 {
        return Ok(false);
    }
    for besoin in liste {
        tx.execute(LIST, params![tx.cpts(), *id, *besoin]).await?;
    }
    Ok(true)
}

/// Holds a session as it is until the end of the transaction: a ballot and the closing wait for each other. None when it
/// is closed or unknown.
///
/// # Errors
/// A fault of storage.
pub async fn hold_open(tx: &mut Tx, id: Id<Seance>) -> Result<Option<Seance>> {
    let sql = format!(
        "UPDATE diagnostic_seance SET titre = titre WHERE cpts = $1 AND id = $2 AND close_le IS NULL
         RETURNING {COLUMNS}"
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Ends a session with its ranking.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, id: Id<Seance>, places: &[Place]) -> Result<()> {
    const SQL: &str =
        "UPDATE diagnostic_seance SET close_le = $3 WHERE cpts = $1 AND id = $2 AND close_le IS NULL";
    const PLACE: &str = "UPDATE diagnostic_seance_besoin SET points = $4, votants = $5, rang = $6
        WHERE cpts = $1 AND seance = $2 AND besoin = $3";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), id, now]).await?;
    for place in places {
        let values = params![tx.cpts(), id, place.besoin, place.points, place.votants, place.rang];
        tx.execute(PLACE, values).await?;
    }
    Ok(())
}

/// One session.
///
/// # Errors
/// A fault of storage.
pub async fn seance(tx: &mut Tx, id: Id<Seance>) -> Result<Option<Seance>> {
    let sql = format!("SELECT {COLUMNS} FROM diagnostic_seance WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Every session, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn seances(tx: &mut Tx) -> Result<Vec<Seance>> {
    let sql =
        format!("SELECT {COLUMNS} FROM diagnostic_seance WHERE cpts = $1 ORDER BY ouverte_le DESC, id DESC");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Whether the open session ranks this need.
///
/// # Errors
/// A fault of storage.
pub async fn is_being_ranked(tx: &mut Tx, besoin: Id<Besoin>) -> Result<bool> {
    const SQL: &str = "SELECT 1 AS un FROM diagnostic_seance s
        JOIN diagnostic_seance_besoin b ON b.cpts = s.cpts AND b.seance = s.id
        WHERE s.cpts = $1 AND b.besoin = $2 AND s.close_le IS NULL";
    Ok(tx.row(SQL, params![tx.cpts(), besoin]).await?.is_some())
}

/// The needs of a session.
///
/// # Errors
/// A fault of storage.
pub async fn liste(tx: &mut Tx, id: Id<Seance>) -> Result<BTreeSet<Id<Besoin>>> {
    const SQL: &str = "SELECT besoin FROM diagnostic_seance_besoin WHERE cpts = $1 AND seance = $2";
    tx.rows(SQL, params![tx.cpts(), id]).await?.iter().map(|row| row.get("besoin")).collect()
}

/// The ranking of a closed session, first place first; empty while it is open.
///
/// # Errors
/// A fault of storage.
pub async fn places(tx: &mut Tx, id: Id<Seance>) -> Result<Vec<Place>> {
    const SQL: &str = "SELECT besoin, points, votants, rang FROM diagnostic_seance_besoin
        WHERE cpts = $1 AND seance = $2 AND rang IS NOT NULL ORDER BY rang, besoin";
    let rows = tx.rows(SQL, params![tx.cpts(), id]).await?;
    let place = |row: &Row| {
        Ok(Place {
            besoin: row.get("besoin")?,
            points: count(row, "points")?,
            votants: count(row, "votants")?,
            rang: count(row, "rang")?,
        })
    };
    rows.iter().map(place).collect()
}

/// Replaces the ballot of one person.
///
/// # Errors
/// A fault of storage.
pub async fn vote(tx: &mut Tx, id: Id<Seance>, personne: Uuid, votes: &[Vote]) -> Result<()> {
    const CLEAR: &str = "DELETE FROM diagnostic_vote WHERE cpts = $1 AND seance = $2 AND personne = $3";
    const SQL: &str = "INSERT INTO diagnostic_vote (cpts, seance, personne, besoin, points, vote_le)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.ctx().now;
    tx.execute(CLEAR, params![tx.cpts(), id, personne]).await?;
    for vote in votes {
        tx.execute(SQL, params![tx.cpts(), id, personne, vote.besoin, vote.points, now]).await?;
    }
    Ok(())
}

/// Who gave how many points to what, by person.
///
/// # Errors
/// A fault of storage.
pub async fn votes(tx: &mut Tx, id: Id<Seance>) -> Result<Vec<Vote>> {
    const SQL: &str = "SELECT personne, besoin, points FROM diagnostic_vote WHERE cpts = $1 AND seance = $2
        ORDER BY personne, besoin";
    let rows = tx.rows(SQL, params![tx.cpts(), id]).await?;
    let vote = |row: &Row| {
        Ok(Vote { personne: row.get("personne")?, besoin: row.get("besoin")?, points: count(row, "points")? })
    };
    rows.iter().map(vote).collect()
}

fn read(row: &Row) -> Result<Seance> {
    Ok(Seance {
        id: row.get("id")?,
        titre: row.get("titre")?,
        jour: row.get("jour")?,
        points: count(row, "points")?,
        ouverte_le: row.get("ouverte_le")?,
        close_le: row.get("close_le")?,
    })
}

fn count(row: &Row, column: &str) -> Result<u32> {
    let n: i64 = row.get(column)?;
    u32::try_from(n).map_err(|_| Error::Decode {
        column: column.to_owned(),
        expected: "a small count",
        got: n.to_string(),
    })
}

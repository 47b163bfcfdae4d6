//! Meetings of instances: agenda, who was called, files.

use crate::Scrutin;
use crate::seance::{Convoque, Deport, Point, Reponse, Seance};
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use pieces::Piece;
use std::collections::HashMap;
use uuid::Uuid;

/// Adds a meeting; false when that id is kept already, or its first meeting has a second one.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Seance) -> Result<bool> {
    const SQL: &str = "INSERT INTO gouvernance_seance (cpts, id, instance, reunion, premiere)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, one.id, one.instance, one.reunion, one.premiere]).await? == 1)
}

/// One meeting, held as it is until the end of the transaction: proxies, convocations and votes of one meeting wait for each other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Seance>) -> Result<Option<Seance>> {
    const SQL: &str = "UPDATE gouvernance_seance SET reunion = reunion WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    if tx.execute_untraced(SQL, params![cpts, id]).await? == 0 {
        return Ok(None);
    }
    seance(tx, id).await
}

/// One meeting.
///
/// # Errors
/// A fault of storage.
pub async fn seance(tx: &mut Tx, id: Id<Seance>) -> Result<Option<Seance>> {
    Ok(seances(tx).await?.into_iter().find(|one| one.id == id))
}

/// Every meeting with its agenda.
///
/// # Errors
/// A fault of storage.
pub async fn seances(tx: &mut Tx) -> Result<Vec<Seance>> {
    const SQL: &str = "SELECT id, instance, reunion, premiere, convoquee_le, ouverte_le, close_le
        FROM gouvernance_seance WHERE cpts = $1 ORDER BY id";
    let cpts = tx.cpts();
    let mut agendas = points(tx).await?;
    let rows = tx.rows(SQL, params![cpts]).await?;
    rows.iter()
        .map(|row| {
            let id = row.get("id")?;
            Ok(Seance {
                id,
                instance: row.get("instance")?,
                reunion: row.get("reunion")?,
                premiere: row.get("premiere")?,
                convoquee_le: row.get("convoquee_le")?,
                ouverte_le: row.get("ouverte_le")?,
                close_le: row.get("close_le")?,
                points: agendas.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

async fn points(tx: &mut Tx) -> Result<HashMap<Id<Seance>, Vec<Point>>> {
    const SQL: &str =
        "SELECT id, seance, rang, titre, texte FROM gouvernance_point WHERE cpts = $1 ORDER BY seance, rang";
    const DEPORTS: &str =
        "SELECT point, adherent, motif FROM gouvernance_deport WHERE cpts = $1 ORDER BY point, adherent";
    let cpts = tx.cpts();
    let mut deports: HashMap<Id<Point>, Vec<Deport>> = HashMap::new();
    for row in tx.rows(DEPORTS, params![cpts]).await? {
        let one = Deport { adherent: row.get("adherent")?, motif: row.get("motif")? };
        deports.entry(row.get("point")?).or_default().push(one);
    }
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for row in tx.rows(SQL, params![cpts]).await? {
        let id = row.get("id")?;
        let deports = deports.remove(&id).unwrap_or_default();
        let (rang, titre, texte) = (row.get("rang")?, row.get("titre")?, row.get("texte")?);
        all.entry(row.get("seance")?).or_default().push(Point { id, rang, titre, texte, deports });
    }
    Ok(all)
}

/// Says that the convocation left, as the meeting was after `sequence` changes; false when it had.
///
/// # Errors
/// A fault of storage.
pub async fn mark_convoquee(tx: &mut Tx, id: Id<Seance>, le: Date, sequence: u32) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_seance SET convoquee_le = $3, sequence = $4
        WHERE cpts = $1 AND id = $2 AND convoquee_le IS NULL";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, id, le, sequence]).await? == 1)
}

/// Says that those who were called know the meeting as it is after `sequence` changes; false when they did.
///
/// # Errors
/// A fault of storage.
pub async fn tell(tx: &mut Tx, id: Id<Seance>, sequence: u32) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_seance SET sequence = $3
        WHERE cpts = $1 AND id = $2 AND (sequence IS NULL OR sequence < $3)";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, id, sequence]).await? == 1)
}

/// Opens a meeting; false when it was.
///
/// # Errors
/// A fault of storage.
pub async fn open(tx: &mut Tx, id: Id<Seance>) -> Result<bool> {
    const SQL: &str =
        "UPDATE gouvernance_seance SET ouverte_le = $3 WHERE cpts = $1 AND id = $2 AND ouverte_le IS NULL";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(SQL, params![cpts, id, now]).await? == 1)
}

/// Closes an open meeting; false when it is not open.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, id: Id<Seance>) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_seance SET close_le = $3
        WHERE cpts = $1 AND id = $2 AND ouverte_le IS NOT NULL AND close_le IS NULL";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(SQL, params![cpts, id, now]).await? == 1)
}

/// Adds a point to an agenda; false when that id or that place is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add_point(tx: &mut Tx, seance: Id<Seance>, one: &Point) -> Result<bool> {
    const SQL: &str = "INSERT INTO gouvernance_point (cpts, id, seance, rang, titre, texte)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, one.id, seance, one.rang, &one.titre, &one.texte]).await? == 1)
}

/// Takes a point off an agenda; false when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove_point(tx: &mut Tx, seance: Id<Seance>, id: Id<Point>) -> Result<bool> {
    const DEPORTS: &str = "DELETE FROM gouvernance_deport WHERE cpts = $1 AND point = $2";
    const SQL: &str = "DELETE FROM gouvernance_point WHERE cpts = $1 AND seance = $2 AND id = $3";
    let cpts = tx.cpts();
    tx.execute(DEPORTS, params![cpts, id]).await?;
    Ok(tx.execute(SQL, params![cpts, seance, id]).await? == 1)
}

/// Notes that somebody takes no part in a point; false when it is noted already.
///
/// # Errors
/// A fault of storage.
pub async fn add_deport(tx: &mut Tx, point: Id<Point>, one: &Deport) -> Result<bool> {
    const SQL: &str = "INSERT INTO gouvernance_deport (cpts, point, adherent, motif) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, point, one.adherent, &one.motif]).await? == 1)
}

/// Adds somebody who is called; false when they are already.
///
/// # Errors
/// A fault of storage.
pub async fn call(tx: &mut Tx, one: &Convoque) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO gouvernance_convoque (cpts, id, seance, scrutin, adherent, par_courriel, reponse)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let values =
        params![cpts, one.id, one.seance, one.scrutin, one.adherent, one.par_courriel, one.reponse.code()];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Who was called to a meeting.
///
/// # Errors
/// A fault of storage.
pub async fn convoques(tx: &mut Tx, seance: Id<Seance>) -> Result<Vec<Convoque>> {
    const SQL: &str = "SELECT id, seance, scrutin, adherent, par_courriel, reponse FROM gouvernance_convoque
        WHERE cpts = $1 AND seance = $2 ORDER BY id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, seance]).await?.iter().map(read).collect()
}

/// Who was called to a consultation.
///
/// # Errors
/// A fault of storage.
pub async fn consultes(tx: &mut Tx, scrutin: Id<Scrutin>) -> Result<Vec<Convoque>> {
    const SQL: &str = "SELECT id, seance, scrutin, adherent, par_courriel, reponse FROM gouvernance_convoque
        WHERE cpts = $1 AND scrutin = $2 ORDER BY id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, scrutin]).await?.iter().map(read).collect()
}

/// The line that a link is about.
///
/// # Errors
/// A fault of storage.
pub async fn convoque(tx: &mut Tx, id: Id<Convoque>) -> Result<Option<Convoque>> {
    const SQL: &str = "SELECT id, seance, scrutin, adherent, par_courriel, reponse FROM gouvernance_convoque
        WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, id]).await?.as_ref().map(read).transpose()
}

/// Notes whether a letter left by e-mail the last time somebody was written to.
///
/// # Errors
/// A fault of storage.
pub async fn written(tx: &mut Tx, id: Id<Convoque>, par_courriel: bool) -> Result<()> {
    const SQL: &str = "UPDATE gouvernance_convoque SET par_courriel = $3 WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, par_courriel]).await.map(drop)
}

/// Notes what somebody answered; false when they were not called.
///
/// # Errors
/// A fault of storage.
pub async fn answer(
    tx: &mut Tx,
    seance: Id<Seance>,
    adherent: Id<Adherent>,
    reponse: Reponse,
) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_convoque SET reponse = $4
        WHERE cpts = $1 AND seance = $2 AND adherent = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, seance, adherent, reponse.code()]).await? == 1)
}

fn read(row: &Row) -> Result<Convoque> {
    Ok(Convoque {
        id: row.get("id")?,
        seance: row.get("seance")?,
        scrutin: row.get("scrutin")?,
        adherent: row.get("adherent")?,
        par_courriel: row.get("par_courriel")?,
        reponse: row.parse("reponse")?,
    })
}

/// Keeps a file beside a meeting or a consultation.
///
/// # Errors
/// A fault of storage.
pub async fn attach(tx: &mut Tx, sujet: Uuid, piece: Id<Piece>) -> Result<()> {
    const SQL: &str = "INSERT INTO gouvernance_jointe (cpts, id, sujet, piece) VALUES ($1, $2, $3, $4)";
    let (cpts, id) = (tx.cpts(), tx.ctx().id::<()>());
    tx.execute(SQL, params![cpts, id, sujet, piece]).await?;
    Ok(())
}

/// Takes a file away; false when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn detach(tx: &mut Tx, sujet: Uuid, piece: Id<Piece>) -> Result<bool> {
    const SQL: &str = "DELETE FROM gouvernance_jointe WHERE cpts = $1 AND sujet = $2 AND piece = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, sujet, piece]).await? > 0)
}

/// The files kept beside something, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn jointes(tx: &mut Tx, sujet: Uuid) -> Result<Vec<Piece>> {
    const SQL: &str = "SELECT piece FROM gouvernance_jointe WHERE cpts = $1 AND sujet = $2 ORDER BY id";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, sujet]).await?;
    let ids: Vec<Id<Piece>> = rows.iter().map(|row| row.get("piece")).collect::<Result<_>>()?;
    let kept = pieces::pieces(tx, &ids).await?;
    Ok(ids.iter().filter_map(|id| kept.iter().find(|one| one.id == *id).cloned()).collect())
}

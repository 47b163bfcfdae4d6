//! The rates.

use crate::bareme::{Bareme, Cle};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

/// Every rate, those in force first, then by what they are for.
///
/// # Errors
/// A fault of storage.
pub async fn baremes(tx: &mut Tx) -> Result<Vec<Bareme>> {
    const SQL: &str = "SELECT id, regime, objet, profession, mission, genre, action, cents, unite, arrondi, du, au, source
        FROM indemnites_bareme WHERE cpts = $1 ORDER BY regime, objet, genre, mission, profession, du DESC, id";
    tx.rows(SQL, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Adds a rate; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Bareme, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO indemnites_bareme (cpts, id, regime, objet, profession, mission, genre, action, cents,
        unite, arrondi, du, au, source, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING";
    let (now, cle) = (tx.ctx().now, &one.cle);
    let mission = cle.mission.map_or("", actes::Mission::code);
    let values = params![
        tx.cpts(),
        one.id,
        cle.regime.code(),
        cle.objet.code(),
        &cle.profession,
        mission,
        &cle.genre,
        cle.action,
        one.cents,
        one.unite.code(),
        one.arrondi.code(),
        one.du,
        one.au,
        &one.source,
        auteur,
        now,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Says the last day of a rate; false when there is no such rate or it begins after that day.
///
/// # Errors
/// A fault of storage.
pub async fn end(tx: &mut Tx, id: Id<Bareme>, au: Date) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_bareme SET au = $3 WHERE cpts = $1 AND id = $2 AND du <= $3";
    Ok(tx.execute(SQL, params![tx.cpts(), id, au]).await? == 1)
}

fn read(row: &Row) -> Result<Bareme> {
    let mission: String = row.get("mission")?;
    Ok(Bareme {
        id: row.get("id")?,
        cle: Cle {
            regime: row.parse("regime")?,
            objet: row.parse("objet")?,
            profession: row.get("profession")?,
            mission: if mission.is_empty() { None } else { Some(row.parse("mission")?) },
            genre: row.get("genre")?,
            action: row.get("action")?,
        },
        cents: row.get("cents")?,
        unite: row.parse("unite")?,
        arrondi: row.parse("arrondi")?,
        du: row.get("du")?,
        au: row.get("au")?,
        source: row.get("source")?,
    })
}

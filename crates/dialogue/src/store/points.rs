//! The agenda.

use crate::{Dialogue, Point};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Adds a point at the end.
pub async fn add(tx: &mut Tx, dialogue: Id<Dialogue>, point: &Point) -> Result<()> {
    const SQL: &str = "INSERT INTO dialogue_point (cpts, dialogue, id, rang, titre, notes, decision)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let cpts = tx.cpts();
    let values = params![cpts, dialogue, point.id, point.rang, &point.titre, &point.notes, &point.decision];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Writes a point again: its place and its words.
pub async fn change(tx: &mut Tx, dialogue: Id<Dialogue>, point: &Point) -> Result<()> {
    const SQL: &str = "UPDATE dialogue_point SET rang = $4, titre = $5, notes = $6, decision = $7
        WHERE cpts = $1 AND dialogue = $2 AND id = $3";
    let cpts = tx.cpts();
    let values = params![cpts, dialogue, point.id, point.rang, &point.titre, &point.notes, &point.decision];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Takes a point off; false when it is gone already.
pub async fn remove(tx: &mut Tx, dialogue: Id<Dialogue>, point: Id<Point>) -> Result<bool> {
    const SQL: &str = "DELETE FROM dialogue_point WHERE cpts = $1 AND dialogue = $2 AND id = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, dialogue, point]).await? == 1)
}

/// The agenda, in order.
pub async fn points(tx: &mut Tx, dialogue: Id<Dialogue>) -> Result<Vec<Point>> {
    const SQL: &str = "SELECT id, rang, titre, notes, decision FROM dialogue_point
        WHERE cpts = $1 AND dialogue = $2 ORDER BY rang, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, dialogue]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Point> {
    Ok(Point {
        id: row.get("id")?,
        rang: row.get("rang")?,
        titre: row.get("titre")?,
        notes: row.get("notes")?,
        decision: row.get("decision")?,
    })
}

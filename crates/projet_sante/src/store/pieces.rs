//! The files kept beside things of this crate.

use crate::jointe::{Jointe, Sujet};
use db::{Result, Row, Tx, params};
use kernel::Id;
use pieces::Piece;
use uuid::Uuid;

/// Keeps a file beside something.
///
/// # Errors
/// A fault of storage.
pub async fn add(
    tx: &mut Tx,
    id: Id<Jointe>,
    sujet: &Sujet,
    piece: Id<Piece>,
    auteur: Option<Uuid>,
) -> Result<()> {
    const SQL: &str = "INSERT INTO projet_sante_piece (cpts, id, sujet, piece, auteur, jointe_le)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), id, sujet.to_string(), piece, auteur, now]).await?;
    Ok(())
}

/// Takes a file away from what it was beside; the answer is what it was beside, none when there was nothing to take away.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Jointe>) -> Result<Option<Sujet>> {
    const SQL: &str = "UPDATE projet_sante_piece SET retiree_le = $3
        WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL RETURNING sujet";
    let now = tx.ctx().now;
    let row = tx.row(SQL, params![tx.cpts(), id, now]).await?;
    row.as_ref().map(|row| row.parse("sujet")).transpose()
}

/// The files kept, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn jointes(tx: &mut Tx) -> Result<Vec<Jointe>> {
    const SQL: &str = "SELECT id, sujet, piece FROM projet_sante_piece
        WHERE cpts = $1 AND retiree_le IS NULL ORDER BY jointe_le, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let links = rows.iter().map(|row: &Row| Ok((row.get("id")?, row.parse("sujet")?, row.get("piece")?)));
    let links = links.collect::<Result<Vec<(Id<Jointe>, Sujet, Id<Piece>)>>>()?;
    let ids: Vec<Id<Piece>> = links.iter().map(|(_, _, piece)| *piece).collect();
    let kept = pieces::pieces(tx, &ids).await?;
    let file = |id: Id<Piece>| kept.iter().find(|piece| piece.id == id).cloned();
    Ok(links
        .into_iter()
        .filter_map(|(id, sujet, piece)| Some(Jointe { id, sujet, piece: file(piece)? }))
        .collect())
}

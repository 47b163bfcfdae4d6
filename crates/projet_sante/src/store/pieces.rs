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

/// Takes a file away from what it was beside: the answer is what it was beside and the file, none when there was nothing to
/// take away. The line goes, so that nothing cites the file any more; the journal keeps the trace.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, id: Id<Jointe>) -> Result<Option<(Sujet, Id<Piece>)>> {
    const SQL: &str = "DELETE FROM projet_sante_piece WHERE cpts = $1 AND id = $2 RETURNING sujet, piece";
    let row = tx.row(SQL, params![tx.cpts(), id]).await?;
    row.as_ref().map(|row| Ok((row.parse("sujet")?, row.get("piece")?))).transpose()
}

/// Takes away every file from what it was beside: the answer is the files.
///
/// # Errors
/// A fault of storage.
pub async fn clear(tx: &mut Tx, sujet: &Sujet) -> Result<Vec<Id<Piece>>> {
    const SQL: &str = "DELETE FROM projet_sante_piece WHERE cpts = $1 AND sujet = $2 RETURNING piece";
    let rows = tx.rows(SQL, params![tx.cpts(), sujet.to_string()]).await?;
    rows.iter().map(|row| row.get("piece")).collect()
}

/// Puts another file in the place of one; false when it was taken away in the meantime.
///
/// # Errors
/// A fault of storage.
pub async fn point(tx: &mut Tx, id: Id<Jointe>, piece: Id<Piece>) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_piece SET piece = $3 WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id, piece]).await? == 1)
}

/// The files kept, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn jointes(tx: &mut Tx) -> Result<Vec<Jointe>> {
    const SQL: &str = "SELECT id, sujet, piece FROM projet_sante_piece
        WHERE cpts = $1 ORDER BY jointe_le, id";
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

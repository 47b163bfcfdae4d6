//! Files kept beside movements.

use crate::mouvement::Mouvement;
use db::{Result, Tx, params};
use kernel::Id;
use pieces::Piece;
use uuid::Uuid;

/// A file beside a movement.
pub enum Jointe {}

/// Keeps a file beside a movement.
///
/// # Errors
/// A fault of storage.
pub async fn add(
    tx: &mut Tx,
    id: Id<Jointe>,
    mouvement: Id<Mouvement>,
    piece: Id<Piece>,
    auteur: Option<Uuid>,
) -> Result<()> {
    const SQL: &str = "INSERT INTO budget_piece (cpts, id, mouvement, piece, auteur, jointe_le)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), id, mouvement, piece, auteur, now]).await?;
    Ok(())
}

/// Takes a file off a movement; false when it is not beside it.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, mouvement: Id<Mouvement>, piece: Id<Piece>) -> Result<bool> {
    const SQL: &str = "DELETE FROM budget_piece WHERE cpts = $1 AND mouvement = $2 AND piece = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), mouvement, piece]).await? > 0)
}

/// The files of a movement, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, mouvement: Id<Mouvement>) -> Result<Vec<Piece>> {
    const SQL: &str =
        "SELECT piece FROM budget_piece WHERE cpts = $1 AND mouvement = $2 ORDER BY jointe_le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), mouvement]).await?;
    let ids = rows.iter().map(|row| row.get("piece")).collect::<Result<Vec<Id<Piece>>>>()?;
    ::pieces::pieces(tx, &ids).await
}

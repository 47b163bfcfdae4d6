//! The sealed boxes of secret votes. No statement here leaves a line in the journal, which has an hour.

use crate::Scrutin;
use db::{Result, Tx, params};
use kernel::Id;

/// Puts a box in place, or the same box sealed afresh in the place of the one before.
///
/// # Errors
/// A fault of storage.
pub async fn put(tx: &mut Tx, id: Id<Scrutin>, contenu: Vec<u8>) -> Result<()> {
    const SQL: &str = "INSERT INTO gouvernance_urne (cpts, scrutin, contenu) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, scrutin) DO UPDATE SET contenu = excluded.contenu";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts, id, contenu]).await?;
    Ok(())
}

/// The box of a vote.
///
/// # Errors
/// A fault of storage.
pub async fn urne(tx: &mut Tx, id: Id<Scrutin>) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT contenu FROM gouvernance_urne WHERE cpts = $1 AND scrutin = $2";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, id]).await?.map(|row| row.get("contenu")).transpose()
}

/// Destroys the box of a vote.
///
/// # Errors
/// A fault of storage.
pub async fn destroy(tx: &mut Tx, id: Id<Scrutin>) -> Result<()> {
    const SQL: &str = "DELETE FROM gouvernance_urne WHERE cpts = $1 AND scrutin = $2";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts, id]).await?;
    Ok(())
}

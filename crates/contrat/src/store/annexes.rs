//! Documents attached to a contract.

use crate::annexe::Annexe;
use crate::contrat::Contrat;
use db::{Result, Row, Tx, params};
use kernel::Id;
use pieces::Piece;

/// Attaches a document.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, contrat: Id<Contrat>, annexe: &Annexe) -> Result<()> {
    const SQL: &str =
        "INSERT INTO contrat_annexe (cpts, contrat, id, piece, libelle, ajoutee_le, avenant, fait)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Annexe { id, avenant, fait, libelle, piece, ajoutee_le } = annexe;
    let values = params![tx.cpts(), contrat, *id, *piece, libelle, *ajoutee_le, *avenant, *fait];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Writes which file a document is.
///
/// # Errors
/// A fault of storage.
pub async fn point(tx: &mut Tx, contrat: Id<Contrat>, id: Id<Annexe>, piece: Id<Piece>) -> Result<()> {
    const SQL: &str = "UPDATE contrat_annexe SET piece = $4 WHERE cpts = $1 AND contrat = $2 AND id = $3";
    tx.execute(SQL, params![tx.cpts(), contrat, id, piece]).await?;
    Ok(())
}

/// Detaches a document; its file stays a piece. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, contrat: Id<Contrat>, id: Id<Annexe>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_annexe WHERE cpts = $1 AND contrat = $2 AND id = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, id]).await? == 1)
}

/// Documents of a contract, in the order they came.
///
/// # Errors
/// A fault of storage.
pub async fn annexes(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Annexe>> {
    const SQL: &str = "SELECT id, avenant, fait, piece, libelle, ajoutee_le FROM contrat_annexe
        WHERE cpts = $1 AND contrat = $2 ORDER BY ajoutee_le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat]).await?;
    let annexe = |row: &Row| {
        Ok(Annexe {
            id: row.get("id")?,
            avenant: row.get("avenant")?,
            fait: row.get("fait")?,
            libelle: row.get("libelle")?,
            piece: row.get("piece")?,
            ajoutee_le: row.get("ajoutee_le")?,
        })
    };
    rows.iter().map(annexe).collect()
}

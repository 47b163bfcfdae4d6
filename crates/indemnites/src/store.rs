//! Every SQL statement of the crate: questions, not CRUD.

pub mod baremes;
pub mod choix;
pub mod coordonnees;
pub mod depenses;
pub mod lectures;
pub mod lignes;
pub mod lots;
pub mod plafonds;
pub mod virements;

use db::{Result, Tx, params};

/// Holds what the CPTS has one of until the end of the transaction: two people who number a batch, approve a whole list or
/// write a rate at once wait for each other. Statements that lock rows of several people do so after this.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx) -> Result<()> {
    const OPEN: &str =
        "INSERT INTO indemnites_reglage (cpts, lots, masque) VALUES ($1, 0, '') ON CONFLICT DO NOTHING";
    const HOLD: &str = "UPDATE indemnites_reglage SET lots = lots WHERE cpts = $1";
    let cpts = tx.cpts();
    tx.execute_untraced(OPEN, params![cpts]).await?;
    tx.execute_untraced(HOLD, params![cpts]).await?;
    Ok(())
}

/// « ($1, $2, $3), ($1, $4, $5) »: the marks of so many rows, the first column of each being `$1`.
fn marks(rows: usize, columns: usize) -> String {
    let row = |rank: usize| {
        let cells: Vec<String> = (0..columns).map(|at| format!("${}", rank * columns + at + 2)).collect();
        format!("($1, {})", cells.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

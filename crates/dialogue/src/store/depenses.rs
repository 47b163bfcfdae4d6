//! Declared spending.

use crate::Depense;
use contrat::Contrat;
use db::{Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

/// Writes what a component spent in a contract year, in place of `old`; false when something else was declared meanwhile.
pub async fn declare(
    tx: &mut Tx,
    (contrat, annee): (Id<Contrat>, u32),
    (depense, old): (&Depense, Option<&Depense>),
    par: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO dialogue_depense (cpts, contrat, annee, composante, cents, note, declaree_le, declaree_par)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (cpts, contrat, annee, composante) DO UPDATE SET cents = excluded.cents, note = excluded.note,
        declaree_le = excluded.declaree_le, declaree_par = excluded.declaree_par
        WHERE dialogue_depense.declaree_le = $9 AND dialogue_depense.cents = $10";
    let cpts = tx.cpts();
    let values = params![
        cpts,
        contrat,
        annee,
        &depense.composante,
        depense.cents,
        &depense.note,
        depense.declaree_le,
        par,
        old.map(|old| old.declaree_le),
        old.map(|old| old.cents)
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes the declaration `old` back; false when something else was declared meanwhile, or nothing is any more.
pub async fn forget(tx: &mut Tx, (contrat, annee): (Id<Contrat>, u32), old: &Depense) -> Result<bool> {
    const SQL: &str = "DELETE FROM dialogue_depense WHERE cpts = $1 AND contrat = $2 AND annee = $3
        AND composante = $4 AND declaree_le = $5 AND cents = $6";
    let cpts = tx.cpts();
    let values = params![cpts, contrat, annee, &old.composante, old.declaree_le, old.cents];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// What was declared for a contract year, by component.
pub async fn depenses(tx: &mut Tx, contrat: Id<Contrat>, annee: u32) -> Result<Vec<Depense>> {
    const SQL: &str = "SELECT composante, cents, note, declaree_le FROM dialogue_depense
        WHERE cpts = $1 AND contrat = $2 AND annee = $3 ORDER BY composante";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, contrat, annee]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Depense> {
    Ok(Depense {
        composante: row.get("composante")?,
        cents: row.get("cents")?,
        note: row.get("note")?,
        declaree_le: row.get("declaree_le")?,
    })
}

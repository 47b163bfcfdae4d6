//! Money received.

use crate::contrat::Contrat;
use crate::versement::{Ligne, Versement};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Keeps money received. False when the same line of the statement is there: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, contrat: Id<Contrat>, versement: &Versement) -> Result<bool> {
    const SQL: &str = "INSERT INTO contrat_versement (cpts, contrat, id, recu_le, cents, composante, libelle,
        reference, auteur, saisi_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let Versement { id, ligne, auteur, saisi_le } = versement;
    let Ligne { recu_le, cents, composante, libelle, reference } = ligne;
    let values = params![
        tx.cpts(),
        contrat,
        *id,
        *recu_le,
        *cents,
        composante,
        libelle,
        reference,
        *auteur,
        *saisi_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes a line again. False when another line says the same.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, contrat: Id<Contrat>, id: Id<Versement>, ligne: &Ligne) -> Result<bool> {
    const TAKEN: &str = "SELECT 1 AS un FROM contrat_versement WHERE cpts = $1 AND contrat = $2 AND id <> $3
        AND recu_le = $4 AND cents = $5 AND composante = $6 AND libelle = $7 AND reference = $8";
    const SQL: &str = "UPDATE contrat_versement SET recu_le = $4, cents = $5, composante = $6, libelle = $7,
        reference = $8 WHERE cpts = $1 AND contrat = $2 AND id = $3";
    let Ligne { recu_le, cents, composante, libelle, reference } = ligne;
    let values = params![tx.cpts(), contrat, id, *recu_le, *cents, composante, libelle, reference];
    if tx.row(TAKEN, values).await?.is_some() {
        return Ok(false);
    }
    tx.execute(SQL, values).await?;
    Ok(true)
}

/// Removes money received. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, contrat: Id<Contrat>, id: Id<Versement>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_versement WHERE cpts = $1 AND contrat = $2 AND id = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, id]).await? == 1)
}

/// Money received for a contract, by day.
///
/// # Errors
/// A fault of storage.
pub async fn versements(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Versement>> {
    const SQL: &str = "SELECT id, recu_le, cents, composante, libelle, reference, auteur, saisi_le
        FROM contrat_versement WHERE cpts = $1 AND contrat = $2 ORDER BY recu_le, saisi_le, id";
    tx.rows(SQL, params![tx.cpts(), contrat]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Versement> {
    let ligne = Ligne {
        recu_le: row.get("recu_le")?,
        cents: row.get("cents")?,
        composante: row.get("composante")?,
        libelle: row.get("libelle")?,
        reference: row.get("reference")?,
    };
    Ok(Versement { id: row.get("id")?, ligne, auteur: row.get("auteur")?, saisi_le: row.get("saisi_le")? })
}

//! Papers behind values.

use crate::{Indicateur, PreuveDeposee, Valeur};
use contrat::Contrat;
use db::{Result, Row, Tx, params};
use kernel::Id;
use pieces::Piece;
use std::collections::HashMap;
use uuid::Uuid;

const COLUMNS: &str = "p.id, p.indicateur, p.annee, p.valeur, p.piece, p.libelle, p.ajoutee_le";

/// Adds a paper.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, preuve: &PreuveDeposee, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str = "INSERT INTO indicateurs_preuve (cpts, id, indicateur, annee, valeur, piece, libelle, auteur, ajoutee_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let PreuveDeposee { id, indicateur, annee, valeur, piece, libelle, ajoutee_le } = preuve;
    let values = params![tx.cpts(), *id, *indicateur, *annee, *valeur, *piece, libelle, auteur, *ajoutee_le];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Takes a paper away from what it proved, for good: the file that nothing cites any more; none when it was not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove(
    tx: &mut Tx,
    indicateur: Id<Indicateur>,
    id: Id<PreuveDeposee>,
) -> Result<Option<Id<Piece>>> {
    const SQL: &str =
        "DELETE FROM indicateurs_preuve WHERE cpts = $1 AND indicateur = $2 AND id = $3 RETURNING piece";
    tx.row(SQL, params![tx.cpts(), indicateur, id]).await?.map(|row| row.get("piece")).transpose()
}

/// The papers of a contract, of one year or of all, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn du_contrat(tx: &mut Tx, contrat: Id<Contrat>, annee: Option<u32>) -> Result<Vec<PreuveDeposee>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_preuve p JOIN indicateurs_indicateur i ON i.cpts = p.cpts AND i.id = p.indicateur
         WHERE p.cpts = $1 AND i.contrat = $2 AND (p.annee = $3 OR $3 IS NULL)
         ORDER BY p.ajoutee_le, p.id"
    );
    tx.rows(&sql, params![tx.cpts(), contrat, annee]).await?.iter().map(read).collect()
}

/// The papers of one indicator, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn preuves(tx: &mut Tx, indicateur: Id<Indicateur>) -> Result<Vec<PreuveDeposee>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_preuve p WHERE p.cpts = $1 AND p.indicateur = $2
         ORDER BY p.ajoutee_le, p.id"
    );
    tx.rows(&sql, params![tx.cpts(), indicateur]).await?.iter().map(read).collect()
}

/// How many papers each indicator of a contract has in one year: those of the value in the key, and those of the indicator as
/// a whole under `None`.
///
/// # Errors
/// A fault of storage.
pub async fn counts(
    tx: &mut Tx,
    contrat: Id<Contrat>,
    annee: u32,
) -> Result<HashMap<(Id<Indicateur>, Option<Id<Valeur>>), i64>> {
    const SQL: &str = "SELECT p.indicateur, p.valeur, COUNT(*) AS pieces FROM indicateurs_preuve p
        JOIN indicateurs_indicateur i ON i.cpts = p.cpts AND i.id = p.indicateur
        WHERE p.cpts = $1 AND i.contrat = $2 AND p.annee = $3 GROUP BY p.indicateur, p.valeur";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat, annee]).await?;
    rows.iter().map(|row| Ok(((row.get("indicateur")?, row.get("valeur")?), row.get("pieces")?))).collect()
}

fn read(row: &Row) -> Result<PreuveDeposee> {
    Ok(PreuveDeposee {
        id: row.get("id")?,
        indicateur: row.get("indicateur")?,
        annee: row.get("annee")?,
        valeur: row.get("valeur")?,
        piece: row.get("piece")?,
        libelle: row.get("libelle")?,
        ajoutee_le: row.get("ajoutee_le")?,
    })
}

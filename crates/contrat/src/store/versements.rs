//! Money received.

use crate::contrat::Contrat;
use crate::versement::{Destination, Ligne, Recu, Versement};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Keeps money received. False when the same line of the statement is there: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, contrat: Id<Contrat>, recu: &Recu) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO contrat_versement (cpts, contrat, id, recu_le, cents, composante, part, annee,
        libelle, reference, virement, auteur, saisi_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING";
    let Recu { versement: Versement { id, ligne, auteur, saisi_le }, pour, virement } = recu;
    let Ligne { recu_le, cents, composante, libelle, reference } = ligne;
    let values = params![
        tx.cpts(),
        contrat,
        *id,
        *recu_le,
        *cents,
        composante,
        &pour.part,
        pour.annee.unwrap_or_default(),
        libelle,
        reference,
        *virement,
        *auteur,
        *saisi_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes a line again. False when another line says the same; under the lock of the contract, nobody adds one meanwhile.
///
/// # Errors
/// A fault of storage.
pub async fn change(
    tx: &mut Tx,
    contrat: Id<Contrat>,
    id: Id<Versement>,
    (ligne, pour): (&Ligne, &Destination),
) -> Result<bool> {
    const TAKEN: &str = "SELECT 1 AS un FROM contrat_versement WHERE cpts = $1 AND contrat = $2 AND id <> $3
        AND recu_le = $4 AND cents = $5 AND composante = $6 AND part = $7 AND annee = $8 AND libelle = $9
        AND reference = $10";
    const SQL: &str = "UPDATE contrat_versement SET recu_le = $4, cents = $5, composante = $6, part = $7,
        annee = $8, libelle = $9, reference = $10 WHERE cpts = $1 AND contrat = $2 AND id = $3";
    let Ligne { recu_le, cents, composante, libelle, reference } = ligne;
    let values = params![
        tx.cpts(),
        contrat,
        id,
        *recu_le,
        *cents,
        composante,
        &pour.part,
        pour.annee.unwrap_or_default(),
        libelle,
        reference
    ];
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
    Ok(recus(tx, contrat).await?.into_iter().map(|one| one.versement).collect())
}

/// The same, with what each line pays and the transfer that brought it.
///
/// # Errors
/// A fault of storage.
pub async fn recus(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Recu>> {
    const SQL: &str =
        "SELECT id, recu_le, cents, composante, part, annee, virement, libelle, reference, auteur,
        saisi_le FROM contrat_versement WHERE cpts = $1 AND contrat = $2 ORDER BY recu_le, saisi_le, id";
    tx.rows(SQL, params![tx.cpts(), contrat]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Recu> {
    let ligne = Ligne {
        recu_le: row.get("recu_le")?,
        cents: row.get("cents")?,
        composante: row.get("composante")?,
        libelle: row.get("libelle")?,
        reference: row.get("reference")?,
    };
    let (id, auteur, saisi_le) = (row.get("id")?, row.get("auteur")?, row.get("saisi_le")?);
    let annee: u32 = super::small(row, "annee")?;
    let pour = Destination { part: row.get("part")?, annee: Some(annee).filter(|annee| *annee > 0) };
    Ok(Recu { versement: Versement { id, ligne, auteur, saisi_le }, pour, virement: row.get("virement")? })
}

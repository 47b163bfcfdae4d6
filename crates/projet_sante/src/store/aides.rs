//! Start-up aids and what was received of them.

use crate::aide::{Aide, Depense, Octroi, Versement};
use db::{Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

/// Adds an aid; false when that id is kept already: the primary key decides of a form that is sent twice.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, id: Id<Aide>, octroi: &Octroi, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_aide (cpts, id, intitule, financeur, montant, accordee_le, source,
        auteur, ecrit_le, fin) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Octroi { intitule, financeur, montant, accordee_le, source, fin } = octroi;
    let values =
        params![tx.cpts(), id, intitule, financeur, *montant, *accordee_le, source, auteur, now, *fin];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One aid, held as it is until the end of the transaction: two payments noted at once see each other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Aide>) -> Result<Option<Aide>> {
    const HOLD: &str = "UPDATE projet_sante_aide SET intitule = intitule
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL RETURNING id";
    let cpts = tx.cpts();
    if tx.row(HOLD, params![cpts, id]).await?.is_none() {
        return Ok(None);
    }
    Ok(aides(tx).await?.into_iter().find(|aide| aide.id == id))
}

/// The aid that paid for something, held as it is until the end of the transaction; none when there is no such expense.
///
/// # Errors
/// A fault of storage.
pub async fn hold_depense(tx: &mut Tx, id: Id<Depense>) -> Result<Option<Aide>> {
    const SQL: &str = "SELECT aide FROM projet_sante_depense WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    let Some(row) = tx.row(SQL, params![cpts, id]).await? else { return Ok(None) };
    let aide = hold(tx, row.get("aide")?).await?;
    Ok(aide.filter(|aide| aide.depenses.iter().any(|one| one.id == id)))
}

/// Takes away an aid noted by mistake; false when there is nothing to take away.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Aide>) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_aide SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Adds money received; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add_versement(tx: &mut Tx, one: &Versement, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_versement (cpts, id, aide, montant, recu_le, reference, auteur,
        ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Versement { id, aide, montant, recu_le, reference } = one;
    let values = params![tx.cpts(), *id, *aide, *montant, *recu_le, reference, auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes away money noted by mistake; false when there is nothing to take away.
///
/// # Errors
/// A fault of storage.
pub async fn retire_versement(tx: &mut Tx, id: Id<Versement>) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_versement SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Adds an expense; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add_depense(tx: &mut Tx, one: &Depense, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_depense (cpts, id, aide, libelle, montant, jour, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Depense { id, aide, libelle, montant, jour } = one;
    Ok(tx.execute(SQL, params![tx.cpts(), *id, *aide, libelle, *montant, *jour, auteur, now]).await? == 1)
}

/// Takes away an expense noted by mistake; false when there is nothing to take away.
///
/// # Errors
/// A fault of storage.
pub async fn retire_depense(tx: &mut Tx, id: Id<Depense>) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_depense SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// The aids, oldest first, each with what was received of it and paid with it.
///
/// # Errors
/// A fault of storage.
pub async fn aides(tx: &mut Tx) -> Result<Vec<Aide>> {
    const SQL: &str =
        "SELECT id, intitule, financeur, montant, accordee_le, source, fin FROM projet_sante_aide
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY accordee_le, ecrit_le, id";
    const RECEIVED: &str = "SELECT id, aide, montant, recu_le, reference FROM projet_sante_versement
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY recu_le, ecrit_le, id";
    const SPENT: &str = "SELECT id, aide, libelle, montant, jour FROM projet_sante_depense
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY jour, ecrit_le, id";
    let cpts = tx.cpts();
    let rows = tx.rows(RECEIVED, params![cpts]).await?;
    let versements = rows.iter().map(versement).collect::<Result<Vec<_>>>()?;
    let rows = tx.rows(SPENT, params![cpts]).await?;
    let depenses = rows.iter().map(depense).collect::<Result<Vec<_>>>()?;
    let read = |row: &Row| {
        let id = row.get("id")?;
        Ok(Aide {
            id,
            octroi: Octroi {
                intitule: row.get("intitule")?,
                financeur: row.get("financeur")?,
                montant: row.get("montant")?,
                accordee_le: row.get("accordee_le")?,
                source: row.get("source")?,
                fin: row.get("fin")?,
            },
            depenses: depenses.iter().filter(|one| one.aide == id).cloned().collect(),
            versements: versements.iter().filter(|one| one.aide == id).cloned().collect(),
        })
    };
    tx.rows(SQL, params![cpts]).await?.iter().map(read).collect()
}

fn depense(row: &Row) -> Result<Depense> {
    Ok(Depense {
        id: row.get("id")?,
        aide: row.get("aide")?,
        libelle: row.get("libelle")?,
        montant: row.get("montant")?,
        jour: row.get("jour")?,
    })
}

fn versement(row: &Row) -> Result<Versement> {
    Ok(Versement {
        id: row.get("id")?,
        aide: row.get("aide")?,
        montant: row.get("montant")?,
        recu_le: row.get("recu_le")?,
        reference: row.get("reference")?,
    })
}

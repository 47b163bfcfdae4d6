//! The lines that one gesture takes, set aside for the time of its transaction: statements then work on the whole set.

use crate::indemnite::Indemnite;
use adhesions::Adherent;
use db::{Result, Tx, Value, params};
use kernel::Id;
use uuid::Uuid;

/// Sets the choice to these lines; the caller holds [`super::hold`].
///
/// # Errors
/// A fault of storage.
pub async fn choose(tx: &mut Tx, lignes: &[Id<Indemnite>]) -> Result<()> {
    clear(tx).await?;
    for some in lignes.chunks(500) {
        let sql =
            format!("INSERT INTO indemnites_choix (cpts, ligne) VALUES {}", super::marks(some.len(), 1));
        let ids = some.iter().map(|id| Value::from(*id));
        let values: Vec<Value> = std::iter::once(Value::from(tx.cpts())).chain(ids).collect();
        tx.execute(&sql, &values).await?;
    }
    Ok(())
}

/// Sets the choice to the approved lines, and those sent back whose bank details have changed since, of beneficiaries who have bank
/// details that nobody is still to check and are owed something in the end; the caller holds [`super::hold`].
///
/// # Errors
/// A fault of storage.
pub async fn choose_payable(tx: &mut Tx) -> Result<u64> {
    const READY: &str = "(i.etat = 'approuvee' OR (i.etat = 'rejetee' AND c.donne_le > i.rejete_le))
        AND (c.change_le IS NULL OR c.confirme_le >= c.change_le OR (c.change_le <= $2 AND NOT c.par_autrui))";
    let sql = format!(
        "INSERT INTO indemnites_choix (cpts, ligne) SELECT i.cpts, i.id FROM indemnites_indemnite i
        JOIN indemnites_coordonnees c ON c.cpts = i.cpts AND c.adherent = i.beneficiaire
        WHERE i.cpts = $1 AND {READY} AND i.beneficiaire IN (
            SELECT i.beneficiaire FROM indemnites_indemnite i
            JOIN indemnites_coordonnees c ON c.cpts = i.cpts AND c.adherent = i.beneficiaire
            WHERE i.cpts = $1 AND {READY} GROUP BY i.beneficiaire HAVING SUM(i.cents) > 0)"
    );
    clear(tx).await?;
    let checked = crate::coordonnees::seuil(tx.ctx().now);
    tx.execute(&sql, params![tx.cpts(), checked]).await
}

/// Approves the chosen lines that wait, whatever their number; those that no longer wait leave the choice. How many were approved.
///
/// # Errors
/// A fault of storage.
pub async fn approve(tx: &mut Tx, by: Uuid, annee: i16) -> Result<u64> {
    // Held first: what is then read of them cannot change before the end.
    const HOLD: &str = "UPDATE indemnites_indemnite SET etat = etat WHERE cpts = $1 AND id IN (SELECT ligne FROM indemnites_choix WHERE cpts = $1)";
    const LEAVE: &str = "DELETE FROM indemnites_choix WHERE cpts = $1 AND ligne NOT IN (
        SELECT id FROM indemnites_indemnite WHERE cpts = $1 AND etat = 'proposee' AND cents IS NOT NULL)";
    const APPROVE: &str = "UPDATE indemnites_indemnite SET etat = 'approuvee', approbateur = $2, decide_le = $3, annee = $4, motif = ''
        WHERE cpts = $1 AND id IN (SELECT ligne FROM indemnites_choix WHERE cpts = $1)";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    tx.execute(HOLD, params![cpts]).await?;
    tx.execute(LEAVE, params![cpts]).await?;
    tx.execute(APPROVE, params![cpts, by, now, i32::from(annee)]).await
}

/// Writes the account of a person on their lines that wait: the constraint then knows whom it keeps from approving.
///
/// # Errors
/// A fault of storage.
pub async fn sign(tx: &mut Tx, adherent: Id<Adherent>, compte: Uuid) -> Result<()> {
    const SQL: &str = "UPDATE indemnites_indemnite SET compte = $3
        WHERE cpts = $1 AND etat = 'proposee' AND (personne = $2 OR beneficiaire = $2)";
    tx.execute(SQL, params![tx.cpts(), adherent, compte]).await?;
    Ok(())
}

/// Empties the choice.
///
/// # Errors
/// A fault of storage.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.execute_untraced("DELETE FROM indemnites_choix WHERE cpts = $1", params![tx.cpts()]).await?;
    Ok(())
}

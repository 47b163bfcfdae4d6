//! Whom to ask for a confirmation.

use crate::Fiche;
use db::{Result, Tx, params};
use jiff::Timestamp;
use kernel::Id;

/// Entries whose owner may be asked: those that nobody ever confirmed first, then the oldest confirmation. `confirmee`:
/// confirmed since is fresh; `demandee`: asked since rests.
///
/// # Errors
/// A fault of storage.
pub async fn a_reconfirmer(
    tx: &mut Tx,
    confirmee: Timestamp,
    demandee: Timestamp,
    limit: u32,
) -> Result<Vec<Id<Fiche>>> {
    const SQL: &str =
        "SELECT id FROM annuaire_fiche WHERE cpts = $1 AND retiree_le IS NULL AND parti_le IS NULL
        AND ne_plus_ecrire = $2 AND (confirmee_le IS NULL OR confirmee_le < $3)
        AND (demandee_le IS NULL OR demandee_le <= $4)
        ORDER BY CASE WHEN confirmee_le IS NULL THEN 0 ELSE 1 END, confirmee_le, creee_le, id LIMIT $5";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, false, confirmee, demandee, limit]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// How many entries are to be confirmed, whether their owner may be asked or not.
///
/// # Errors
/// A fault of storage.
pub async fn count_a_reconfirmer(tx: &mut Tx, confirmee: Timestamp) -> Result<i64> {
    const SQL: &str = "SELECT count(*) AS n FROM annuaire_fiche WHERE cpts = $1 AND retiree_le IS NULL
        AND parti_le IS NULL AND (confirmee_le IS NULL OR confirmee_le < $2)";
    let cpts = tx.cpts();
    tx.must_row(SQL, params![cpts, confirmee]).await?.get("n")
}

/// The owner is asked now. False when somebody asked after `demandee`: the row decides.
///
/// # Errors
/// A fault of storage.
pub async fn claim_demande(tx: &mut Tx, id: Id<Fiche>, demandee: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE annuaire_fiche SET demandee_le = $3 WHERE cpts = $1 AND id = $2
        AND (demandee_le IS NULL OR demandee_le <= $4)";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(SQL, params![cpts, id, now, demandee]).await? == 1)
}

/// Entries whose e-mail field holds exactly this, as the database keeps it.
///
/// # Errors
/// A fault of storage.
pub async fn by_courriel(tx: &mut Tx, valeur: &str) -> Result<Vec<Id<Fiche>>> {
    const SQL: &str =
        "SELECT fiche FROM annuaire_champ WHERE cpts = $1 AND nature = 'courriel' AND valeur = $2
        ORDER BY fiche LIMIT 5";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, valeur]).await?.iter().map(|row| row.get("fiche")).collect()
}

//! Decisions to move money between envelopes, and what is planned to be spent.

use crate::cle::Cle;
use crate::transfert::{Decision, Prevu, Transfert};
use db::{Result, Tx, params};
use kernel::Id;
use pieces::Piece;
use uuid::Uuid;

/// Keeps a decision with its paper; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Decision, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO budget_decision (cpts, id, jour, de, vers, cents, texte, piece, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Transfert { de, vers, cents } = one.transfert;
    let values = params![
        tx.cpts(),
        one.id,
        one.jour,
        de.to_string(),
        vers.to_string(),
        cents,
        &one.texte,
        one.piece,
        auteur,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes away a decision; false when it is gone.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Decision>) -> Result<bool> {
    const SQL: &str =
        "UPDATE budget_decision SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Decisions, by day.
///
/// # Errors
/// A fault of storage.
pub async fn decisions(tx: &mut Tx) -> Result<Vec<Decision>> {
    const SQL: &str = "SELECT id, jour, de, vers, cents, texte, piece FROM budget_decision
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY jour, id";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts]).await?;
    rows.iter()
        .map(|row| {
            let cle = |column| super::mouvements::cle(row, column);
            let transfert = Transfert { de: cle("de")?, vers: cle("vers")?, cents: row.get("cents")? };
            let piece: Id<Piece> = row.get("piece")?;
            Ok(Decision {
                id: row.get("id")?,
                jour: row.get("jour")?,
                transfert,
                texte: row.get("texte")?,
                piece,
            })
        })
        .collect()
}

/// Writes what is planned to be spent of an envelope in a year; none takes the plan away.
///
/// # Errors
/// A fault of storage.
pub async fn plan(
    tx: &mut Tx,
    cle: Cle,
    exercice: &str,
    prevu: Option<(i64, &str)>,
    auteur: Option<Uuid>,
) -> Result<()> {
    const CLEAR: &str = "DELETE FROM budget_prevu WHERE cpts = $1 AND enveloppe = $2 AND exercice = $3";
    const SQL: &str = "INSERT INTO budget_prevu (cpts, enveloppe, exercice, cents, note, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (cpts, enveloppe, exercice) DO UPDATE SET cents = excluded.cents, note = excluded.note,
            auteur = excluded.auteur, ecrit_le = excluded.ecrit_le";
    let (cle, now) = (cle.to_string(), tx.ctx().now);
    match prevu {
        None => tx.execute(CLEAR, params![tx.cpts(), cle, exercice]).await?,
        Some((cents, note)) => {
            tx.execute(SQL, params![tx.cpts(), cle, exercice, cents, note, auteur, now]).await?
        }
    };
    Ok(())
}

/// Everything that is planned.
///
/// # Errors
/// A fault of storage.
pub async fn prevus(tx: &mut Tx) -> Result<Vec<Prevu>> {
    const SQL: &str = "SELECT enveloppe, exercice, cents, note FROM budget_prevu WHERE cpts = $1";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts]).await?;
    rows.iter()
        .map(|row| {
            let cle = super::mouvements::cle(row, "enveloppe")?;
            Ok(Prevu {
                cle,
                exercice: row.get("exercice")?,
                cents: row.get("cents")?,
                note: row.get("note")?,
            })
        })
        .collect()
}

//! Who helped.

use crate::Retrait;
use crate::appui::{Appui, Recit};
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;

/// Adds a help.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, appui: &Appui) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_appui (cpts, id, jour, institution, personnes, minutes, objet, suite,
        auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let now = tx.ctx().now;
    let Recit { jour, institution, personnes, minutes, objet, suite } = &appui.recit;
    let values = params![
        tx.cpts(),
        appui.id,
        *jour,
        institution,
        personnes,
        *minutes,
        objet,
        suite,
        appui.auteur,
        now
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Takes a help off the log, with the reason; false when it was not there.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Appui>, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_appui SET retire_le = $3, motif_retrait = $4 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, motif]).await? == 1)
}

/// What stands on the log, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn appuis(tx: &mut Tx) -> Result<Vec<Appui>> {
    Ok(tous(tx).await?.into_iter().filter(|one| one.retrait.is_none()).collect())
}

/// The whole log, what was taken off it included, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn tous(tx: &mut Tx) -> Result<Vec<Appui>> {
    const SQL: &str =
        "SELECT id, jour, institution, personnes, minutes, objet, suite, auteur, retire_le, motif_retrait
        FROM projet_sante_appui WHERE cpts = $1 ORDER BY jour DESC, ecrit_le DESC, id";
    tx.rows(SQL, params![tx.cpts()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Appui> {
    let (le, motif): (Option<Timestamp>, Option<String>) = (row.get("retire_le")?, row.get("motif_retrait")?);
    Ok(Appui {
        id: row.get("id")?,
        recit: Recit {
            jour: row.get("jour")?,
            institution: row.get("institution")?,
            personnes: row.get("personnes")?,
            minutes: row.get("minutes")?,
            objet: row.get("objet")?,
            suite: row.get("suite")?,
        },
        auteur: row.get("auteur")?,
        retrait: le.zip(motif).map(|(le, motif)| Retrait { le, motif }),
    })
}

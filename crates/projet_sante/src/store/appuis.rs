//! Who helped.

use crate::appui::{Appui, Recit};
use db::{Result, Row, Tx, params};
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

/// Takes a help off the log; false when it was not there.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Appui>) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_appui SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// The log, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn appuis(tx: &mut Tx) -> Result<Vec<Appui>> {
    const SQL: &str = "SELECT id, jour, institution, personnes, minutes, objet, suite, auteur
        FROM projet_sante_appui WHERE cpts = $1 AND retire_le IS NULL ORDER BY jour DESC, ecrit_le DESC, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
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
        })
    };
    rows.iter().map(read).collect()
}

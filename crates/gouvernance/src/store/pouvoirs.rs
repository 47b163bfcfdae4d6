//! Proxies. The counters of `gouvernance_porteur` are the rule: each statement moves one only where the statutes allow.

use crate::pouvoir::Pouvoir;
use crate::seance::Seance;
use adhesions::Adherent;
use db::{Result, Tx, params};
use kernel::Id;

/// The counters of somebody for a meeting, made when they are missing. `maximum` is what the statutes allow on that day.
///
/// # Errors
/// A fault of storage.
pub async fn ready(tx: &mut Tx, seance: Id<Seance>, adherent: Id<Adherent>, maximum: u32) -> Result<()> {
    const SQL: &str = "INSERT INTO gouvernance_porteur (cpts, seance, adherent, recus, maximum, a_donne)
        VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, seance, adherent, maximum, false]).await?;
    Ok(())
}

/// Says that somebody gives their proxy; false when they did, or hold some.
///
/// # Errors
/// A fault of storage.
pub async fn leave(tx: &mut Tx, seance: Id<Seance>, mandant: Id<Adherent>) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_porteur SET a_donne = $4
        WHERE cpts = $1 AND seance = $2 AND adherent = $3 AND recus = 0 AND NOT a_donne";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, seance, mandant, true]).await? == 1)
}

/// One more proxy for somebody; false when they hold all that they may, or gave theirs.
///
/// # Errors
/// A fault of storage.
pub async fn take(tx: &mut Tx, seance: Id<Seance>, mandataire: Id<Adherent>) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_porteur SET recus = recus + 1
        WHERE cpts = $1 AND seance = $2 AND adherent = $3 AND recus < maximum AND NOT a_donne";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, seance, mandataire]).await? == 1)
}

/// Keeps a proxy; false when that person gave one already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: Pouvoir) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO gouvernance_pouvoir (cpts, seance, mandant, mandataire) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, one.seance, one.mandant, one.mandataire]).await? == 1)
}

/// Takes a proxy back, its counters with it; to whom it was given, none when there was none.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, seance: Id<Seance>, mandant: Id<Adherent>) -> Result<Option<Id<Adherent>>> {
    const SQL: &str = "DELETE FROM gouvernance_pouvoir WHERE cpts = $1 AND seance = $2 AND mandant = $3
        RETURNING mandataire";
    const GIVEN: &str =
        "UPDATE gouvernance_porteur SET a_donne = $4 WHERE cpts = $1 AND seance = $2 AND adherent = $3";
    const HELD: &str =
        "UPDATE gouvernance_porteur SET recus = recus - 1 WHERE cpts = $1 AND seance = $2 AND adherent = $3";
    let cpts = tx.cpts();
    let Some(row) = tx.row(SQL, params![cpts, seance, mandant]).await? else { return Ok(None) };
    let holder: Id<Adherent> = row.get("mandataire")?;
    tx.execute(GIVEN, params![cpts, seance, mandant, false]).await?;
    tx.execute(HELD, params![cpts, seance, holder]).await?;
    Ok(Some(holder))
}

/// The proxies of a meeting.
///
/// # Errors
/// A fault of storage.
pub async fn pouvoirs(tx: &mut Tx, seance: Id<Seance>) -> Result<Vec<Pouvoir>> {
    const SQL: &str = "SELECT mandant, mandataire FROM gouvernance_pouvoir
        WHERE cpts = $1 AND seance = $2 ORDER BY mandant";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, seance]).await?;
    rows.iter()
        .map(|row| Ok(Pouvoir { seance, mandant: row.get("mandant")?, mandataire: row.get("mandataire")? }))
        .collect()
}

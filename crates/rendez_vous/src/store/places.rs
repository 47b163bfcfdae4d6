//! Places of slots: who holds which. Taking and freeing one is recorded with the appointment that it is for.

use crate::{Creneau, RendezVous};
use db::{Result, Tx, params};
use kernel::Id;

/// Opens the places from `premiere` to `derniere` of a slot.
///
/// # Errors
/// A fault of storage.
pub async fn open(tx: &mut Tx, creneau: Id<Creneau>, premiere: u32, derniere: u32) -> Result<()> {
    const SQL: &str =
        "INSERT INTO rendez_vous_place (cpts, creneau, rang) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    for rang in premiere..=derniere {
        tx.execute(SQL, params![tx.cpts(), creneau, rang]).await?;
    }
    Ok(())
}

/// Gives the first free place of a slot to an appointment, the slot being held ([`creneaux::hold`](super::creneaux::hold)).
/// False when none is free.
///
/// # Errors
/// A fault of storage.
pub async fn take(tx: &mut Tx, creneau: Id<Creneau>, rdv: Id<RendezVous>) -> Result<bool> {
    const SQL: &str = "UPDATE rendez_vous_place SET rdv = $3 WHERE cpts = $1 AND creneau = $2 AND rdv IS NULL
        AND rang = (SELECT min(rang) FROM rendez_vous_place WHERE cpts = $1 AND creneau = $2 AND rdv IS NULL)";
    Ok(tx.execute_untraced(SQL, params![tx.cpts(), creneau, rdv]).await? == 1)
}

/// Frees the place that an appointment held.
///
/// # Errors
/// A fault of storage.
pub async fn free(tx: &mut Tx, rdv: Id<RendezVous>) -> Result<bool> {
    const SQL: &str = "UPDATE rendez_vous_place SET rdv = NULL WHERE cpts = $1 AND rdv = $2";
    Ok(tx.execute_untraced(SQL, params![tx.cpts(), rdv]).await? == 1)
}

/// Closes the free places of a slot; how many. A place that is held stays.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, creneau: Id<Creneau>) -> Result<u64> {
    const SQL: &str = "DELETE FROM rendez_vous_place WHERE cpts = $1 AND creneau = $2 AND rdv IS NULL";
    tx.execute(SQL, params![tx.cpts(), creneau]).await
}

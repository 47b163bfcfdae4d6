//! What this room tells the rooms above it.

use crate::presence::Presence;
use crate::reunion::Reunion;
use crate::store;
use adhesions::Adherent;
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::Id;

/// One meeting.
///
/// # Errors
/// A fault of storage.
pub async fn reunion(tx: &mut Tx, id: Id<Reunion>) -> Result<Option<Reunion>> {
    store::reunions::reunion(tx, id).await
}

/// One presence, cancelled or not.
///
/// # Errors
/// A fault of storage.
pub async fn presence(tx: &mut Tx, id: Id<Presence>) -> Result<Option<Presence>> {
    store::presences::presence(tx, id).await
}

/// Who was at a meeting, the first to sign first; cancelled presences apart.
///
/// # Errors
/// A fault of storage.
pub async fn presences_de(tx: &mut Tx, reunion: Id<Reunion>) -> Result<Vec<Presence>> {
    let all = store::presences::all(tx, reunion).await?;
    Ok(all.into_iter().filter(|one| !one.annulee).collect())
}

/// Where somebody was from one day to another, both included, in order; cancelled presences apart.
///
/// # Errors
/// A fault of storage.
pub async fn presences(
    tx: &mut Tx,
    adherent: Id<Adherent>,
    du: Date,
    au: Date,
) -> Result<Vec<(Reunion, Presence)>> {
    store::presences::of_adherent(tx, adherent, du, au).await
}

//! The needs that stand, as the projet de santé takes them up.

use crate::pages::besoins;
use crate::{Besoin, Public};
use db::{Result, Tx};
use serde::Serialize;

/// A need that stands, and its rank in the last closed session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retenu {
    /// The need.
    pub besoin: Besoin,
    /// Its rank; none while it was not ranked.
    pub rang: Option<u32>,
}

/// The needs that stand: by rank, then those that were not ranked, the population first.
///
/// # Errors
/// A fault of storage.
pub async fn retenus(tx: &mut Tx) -> Result<Vec<Retenu>> {
    let liste = besoins::read(tx).await?;
    let all = Public::ALL.iter().flat_map(|public| liste.ouverts(*public));
    let mut all: Vec<Retenu> =
        all.map(|besoin| Retenu { rang: liste.rang(besoin.id), besoin: besoin.clone() }).collect();
    all.sort_by_key(|one| one.rang.unwrap_or(u32::MAX));
    Ok(all)
}

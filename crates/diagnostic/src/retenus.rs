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

/// The needs that stand, those of the population first, ranked first.
///
/// # Errors
/// A fault of storage.
pub async fn retenus(tx: &mut Tx) -> Result<Vec<Retenu>> {
    let liste = besoins::read(tx).await?;
    let all = Public::ALL.iter().flat_map(|public| liste.ouverts(*public));
    Ok(all.map(|besoin| Retenu { rang: liste.rang(besoin.id), besoin: besoin.clone() }).collect())
}

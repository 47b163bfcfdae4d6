use crate::{LienDirect, store};
use db::{Result, Tx};
use kernel::{Actor, Id};
use uuid::Uuid;

/// Uses up the link that the caller follows, if it is for `usage` about `sujet`: it may be used once, and among answers that
/// come together the database lets one win. False when it was used, withdrawn or has expired meanwhile, or when the caller
/// follows no such link: then nothing of the transaction should stay.
///
/// # Errors
/// A fault of storage.
pub async fn use_lien_direct(tx: &mut Tx, usage: &str, sujet: Uuid) -> Result<bool> {
    match followed(tx) {
        Some(id) => store::lien_direct::spend(tx, id, usage, sujet).await,
        None => Ok(false),
    }
}

/// Whether the caller follows a link that is good for `usage` about `sujet`. For links that may be used until they expire.
///
/// # Errors
/// A fault of storage.
pub async fn holds_lien_direct(tx: &mut Tx, usage: &str, sujet: Uuid) -> Result<bool> {
    match followed(tx) {
        Some(id) => store::lien_direct::holds(tx, id, usage, sujet).await,
        None => Ok(false),
    }
}

/// The link that the caller follows.
fn followed(tx: &Tx) -> Option<Id<LienDirect>> {
    match tx.ctx().actor {
        Actor::Lien(id) => Some(Id::new(id)),
        Actor::Anonyme | Actor::Personne(_) | Actor::Systeme(_) => None,
    }
}

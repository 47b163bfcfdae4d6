use crate::{Fiche, Reference, Sujet, WriteError, store};
use db::{Trace, Tx};

/// The entry of a subject; for an official one it is opened when the first thing is typed. Two at once open one: the
/// database decides.
///
/// # Errors
/// [`WriteError::Inconnue`] for a local subject that does not exist; a fault of storage.
pub(crate) async fn find_or_open(tx: &mut Tx, reference: &Reference) -> Result<Fiche, WriteError> {
    if let Some(known) = store::by_reference(tx, reference).await? {
        return Ok(known);
    }
    let sujet = Sujet::officiel(reference).ok_or(WriteError::Inconnue)?;
    let new = Fiche::new(tx.ctx().id(), sujet, tx.ctx().now);
    if !store::open(tx, &new).await? {
        return store::by_reference(tx, reference).await?.ok_or(WriteError::Inconnue);
    }
    tx.record(Trace::new("annuaire.fiche_ouverte", new.objet()));
    Ok(new)
}

/// The entry changes from what was read; the one who read an older one is told.
///
/// # Errors
/// [`WriteError::Changee`]; a fault of storage.
pub(crate) async fn advance(tx: &mut Tx, fiche: &Fiche, lu: i64) -> Result<(), WriteError> {
    if store::advance(tx, fiche.id, lu).await? { Ok(()) } else { Err(WriteError::Changee) }
}

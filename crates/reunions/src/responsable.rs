//! Who answers for a meeting: those who plan meetings, whoever planned this one, and the member it was given to.

use crate::droits::ORGANISER;
use crate::reunion::Reunion;
use crate::{WriteError, author, store};
use db::Tx;
use kernel::Id;

/// Whether the caller answers for a meeting.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn answers(tx: &mut Tx, reunion: &Reunion) -> db::Result<bool> {
    if tx.ctx().rights.contains(ORGANISER) {
        return Ok(true);
    }
    let Some(me) = author(tx.ctx()) else { return Ok(false) };
    if reunion.auteur == Some(me) {
        return Ok(true);
    }
    let Some(id) = reunion.responsable else { return Ok(false) };
    Ok(adhesions::adherent(tx, id).await?.is_some_and(|one| one.compte == Some(me)))
}

/// The meeting, held until the end of the transaction, for whoever answers for it.
///
/// # Errors
/// [`WriteError::PasResponsable`], or a fault.
pub(crate) async fn hold(tx: &mut Tx, id: Id<Reunion>) -> Result<Reunion, WriteError> {
    let meeting = store::reunions::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cette réunion"))?;
    if answers(tx, &meeting).await? { Ok(meeting) } else { Err(WriteError::PasResponsable) }
}

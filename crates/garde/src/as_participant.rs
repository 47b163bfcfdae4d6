use crate::droits::{GERER, PARTICIPER};
use crate::store::{demi_journees, participants, plannings};
use crate::{DemiJournee, Participant, Planning, USAGE, WriteError, author};
use db::Tx;
use kernel::Id;
use rendez_vous::Effecteur;
use rendez_vous::store::effecteurs;

/// A participant, when the caller may speak for them: themself by their account or their link, or the office.
pub(crate) async fn as_participant(
    tx: &mut Tx,
    id: Id<Participant>,
) -> Result<(Participant, Effecteur), WriteError> {
    const UNKNOWN: WriteError = WriteError::Inconnu("Ce participant");
    let ctx = tx.ctx().clone();
    let by_link = comptes::holds_lien_direct(tx, USAGE, id.uuid()).await?;
    let office = ctx.rights.contains(GERER);
    if !by_link && !office {
        ctx.require(PARTICIPER)?;
    }
    let one = participants::participant(tx, id).await?.ok_or(UNKNOWN)?;
    let who = effecteurs::effecteur(tx, one.effecteur).await?.ok_or(UNKNOWN)?;
    let mine = who.compte.is_some() && who.compte == author(&ctx);
    if by_link || office || mine { Ok((one, who)) } else { Err(UNKNOWN) }
}

/// The same, who still takes half-days.
pub(crate) async fn as_active(
    tx: &mut Tx,
    id: Id<Participant>,
) -> Result<(Participant, Effecteur), WriteError> {
    let (one, who) = as_participant(tx, id).await?;
    let left = one.retire_le.is_some() || who.retire_le.is_some();
    if left {
        Err(WriteError::PasPossible("Cette personne ne participe plus à ce planning."))
    } else {
        Ok((one, who))
    }
}

/// A planning, held.
pub(crate) async fn hold(tx: &mut Tx, id: Id<Planning>) -> Result<Planning, WriteError> {
    plannings::hold(tx, id).await?.ok_or(WriteError::Inconnu("Ce planning"))
}

/// A half-day and its planning, held.
pub(crate) async fn hold_of(tx: &mut Tx, id: Id<DemiJournee>) -> Result<(Planning, DemiJournee), WriteError> {
    let one = demi_journees::demi_journee(tx, id).await?.ok_or(WriteError::Inconnu("Cette demi-journée"))?;
    let planning = hold(tx, one.planning).await?;
    // Read again once held: somebody may have changed it meanwhile.
    let one = demi_journees::demi_journee(tx, id).await?.ok_or(WriteError::Inconnu("Cette demi-journée"))?;
    Ok((planning, one))
}

use crate::as_participant::hold;
use crate::droits::GERER;
use crate::store::{affectations, participants};
use crate::{Limites, Participant, Planning, WriteError, objet};
use db::{Db, Trace};
use kernel::saisie::Refus;
use kernel::{Ctx, Id};
use rendez_vous::Effecteur;
use rendez_vous::store::effecteurs;

/// People of one planning, at most.
const AU_PLUS: usize = 200;

/// Adds people to a planning, with the limits of their profession; those who had left come back.
///
/// # Errors
/// [`WriteError`].
pub async fn add_participants(
    ctx: &Ctx,
    db: &Db,
    id: Id<Planning>,
    all: &[Id<Effecteur>],
) -> Result<usize, WriteError> {
    ctx.require(GERER)?;
    if all.is_empty() {
        return Err(Refus::new("effecteurs", "Choisissez au moins une personne.").into());
    }
    let mut tx = db.begin(ctx).await?;
    let planning = hold(&mut tx, id).await?;
    planning.check_alive()?;
    if participants::of(&mut tx, id).await?.len() + all.len() > AU_PLUS {
        return Err(
            Refus::new("effecteurs", format!("{AU_PLUS}\u{a0}personnes au plus par planning.")).into()
        );
    }
    for one in all {
        let who = effecteurs::effecteur(&mut tx, *one).await?.filter(|who| who.retire_le.is_none());
        let who = who.ok_or(WriteError::Inconnu("Ce professionnel"))?;
        let limites = Limites::of(who.profession, planning.cadre.par_semaine);
        let one = Participant { id: ctx.id(), planning: id, effecteur: *one, limites, retire_le: None };
        participants::keep(&mut tx, &one).await?;
    }
    tx.record(Trace::new("garde.participants_ajoutes", objet(id)).detail(all.len()));
    tx.commit().await?;
    Ok(all.len())
}

/// Changes what somebody may be asked.
///
/// # Errors
/// [`WriteError`].
pub async fn change_participant(
    ctx: &Ctx,
    db: &Db,
    id: Id<Participant>,
    limites: Limites,
) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let limites = limites.check()?;
    let mut tx = db.begin(ctx).await?;
    let one = participants::participant(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce participant"))?;
    hold(&mut tx, one.planning).await?.check_alive()?;
    if one.retire_le.is_some() {
        return Err(WriteError::PasPossible(
            "Cette personne ne participe plus\u{a0}: ajoutez-la de nouveau.",
        ));
    }
    tx.record(Trace::new("garde.participant_change", objet(one.planning)));
    participants::keep(&mut tx, &Participant { limites, ..one }).await?;
    Ok(tx.commit().await?)
}

/// Somebody takes no half-day more: those that did not begin are free again; how many.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_participant(ctx: &Ctx, db: &Db, id: Id<Participant>) -> Result<u64, WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let one = participants::participant(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce participant"))?;
    hold(&mut tx, one.planning).await?.check_alive()?;
    let freed = affectations::clear_of(&mut tx, id).await?;
    participants::withdraw(&mut tx, id).await?;
    tx.record(Trace::new("garde.participant_retire", objet(one.planning)).detail(freed));
    tx.commit().await?;
    Ok(freed)
}

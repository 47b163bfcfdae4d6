use crate::as_participant::hold_of;
use crate::droits::GERER;
use crate::letter::tell_one;
use crate::store::{affectations, participants};
use crate::{Affectation, DemiJournee, Etat, Origine, Participant, Planning, WriteError, mots, objet};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use rendez_vous::store::effecteurs;

/// Puts somebody on a half-day, whatever rules it breaks but one: nobody is on duty twice at the same time. The solver leaves
/// them there. They are told when the planning is published.
///
/// # Errors
/// [`WriteError`].
pub async fn assign(
    ctx: &Ctx,
    db: &Db,
    sms: bool,
    id: Id<DemiJournee>,
    who: Id<Participant>,
) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let (planning, what) = hold_of(&mut tx, id).await?;
    planning.check_alive()?;
    let one = of_planning(&mut tx, &planning, who).await?;
    if one.retire_le.is_some() {
        return Err(WriteError::PasPossible("Cette personne ne participe plus à ce planning."));
    }
    seat(&mut tx, &one, &what, Origine::Main).await?;
    let texte = format!("vous êtes de garde {}\u{a0}: {{lien}}", mots::quand(&what));
    said(&mut tx, sms, &planning, &one, (&what, &texte)).await?;
    tx.record(Trace::new("garde.affectee", objet(planning.id)).detail(mots::quand(&what)));
    Ok(tx.commit().await?)
}

/// Takes somebody off a half-day.
///
/// # Errors
/// [`WriteError`].
pub async fn remove(
    ctx: &Ctx,
    db: &Db,
    sms: bool,
    id: Id<DemiJournee>,
    who: Id<Participant>,
) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let (planning, what) = hold_of(&mut tx, id).await?;
    planning.check_alive()?;
    let one = of_planning(&mut tx, &planning, who).await?;
    if !affectations::remove(&mut tx, id, who).await? {
        return Err(WriteError::PasPossible(
            "Cette personne n’est pas de garde cette demi-journée, ou ce qu’elle a assuré est déjà noté.",
        ));
    }
    let texte = format!("vous n’êtes plus de garde {}\u{a0}: {{lien}}", mots::quand(&what));
    said(&mut tx, sms, &planning, &one, (&what, &texte)).await?;
    tx.record(Trace::new("garde.desaffectee", objet(planning.id)).detail(mots::quand(&what)));
    Ok(tx.commit().await?)
}

/// Says whether the solver leaves somebody where they are.
///
/// # Errors
/// [`WriteError`].
pub async fn fix(
    ctx: &Ctx,
    db: &Db,
    id: Id<DemiJournee>,
    who: Id<Participant>,
    fixe: bool,
) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let (planning, what) = hold_of(&mut tx, id).await?;
    planning.check_alive()?;
    if !affectations::set_fixe(&mut tx, (id, who), fixe).await? {
        return Err(WriteError::PasPossible("Cette personne n’est pas de garde cette demi-journée."));
    }
    tx.record(Trace::new("garde.fixee", objet(planning.id)).detail(mots::quand(&what)));
    Ok(tx.commit().await?)
}

/// Somebody of that planning.
pub(crate) async fn of_planning(
    tx: &mut Tx,
    planning: &Planning,
    who: Id<Participant>,
) -> Result<Participant, WriteError> {
    let found = participants::participant(tx, who).await?.filter(|one| one.planning == planning.id);
    found.ok_or(WriteError::Inconnu("Ce participant"))
}

/// Puts somebody there, held until the end of the transaction: two plannings that want them at once follow each other.
pub(crate) async fn seat(
    tx: &mut Tx,
    one: &Participant,
    what: &DemiJournee,
    origine: Origine,
) -> Result<(), WriteError> {
    let held = effecteurs::hold(tx, one.effecteur).await?;
    let who = held.filter(|who| who.retire_le.is_none()).ok_or(WriteError::Inconnu("Ce professionnel"))?;
    let seated = Affectation {
        demi_journee: what.id,
        participant: one.id,
        effecteur: one.effecteur,
        fixe: true,
        origine,
    };
    if affectations::keep(tx, &seated, what.horaire).await? {
        Ok(())
    } else {
        Err(WriteError::DejaDeGarde(who.nom))
    }
}

/// Tells somebody what changed for them in a published planning that is still to come.
async fn said(
    tx: &mut Tx,
    sms: bool,
    planning: &Planning,
    one: &Participant,
    (what, texte): (&DemiJournee, &str),
) -> Result<(), WriteError> {
    if planning.etat == Etat::Publie && what.horaire.debut > tx.ctx().now {
        tell_one(tx, sms, planning, one, ("vos gardes changent", texte)).await?;
    }
    Ok(())
}

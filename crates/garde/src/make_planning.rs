use crate::as_participant::hold;
use crate::droits::GERER;
use crate::planning::Refus;
use crate::store::plannings;
use crate::{Cadre, Etat, Planning, WriteError, objet};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id, saisie};

/// Makes a planning, as a draft. The same form sent twice makes one.
///
/// # Errors
/// [`WriteError`].
pub async fn keep_planning(
    ctx: &Ctx,
    db: &Db,
    id: Id<Planning>,
    cadre: Cadre,
) -> Result<Id<Planning>, WriteError> {
    ctx.require(GERER)?;
    let cadre = cadre.check()?;
    let mut tx = db.begin(ctx).await?;
    check_lieu(&mut tx, &cadre).await?;
    if plannings::keep(&mut tx, id, &cadre).await? {
        tx.record(Trace::new("garde.planning_ajoute", objet(id)).detail(&cadre.nom));
        tx.commit().await?;
    }
    Ok(id)
}

/// Changes what was decided of a planning. Half-days stay where they are.
///
/// # Errors
/// [`WriteError`].
pub async fn change_planning(ctx: &Ctx, db: &Db, id: Id<Planning>, cadre: Cadre) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let cadre = cadre.check()?;
    let mut tx = db.begin(ctx).await?;
    check_lieu(&mut tx, &cadre).await?;
    hold(&mut tx, id).await?.check_alive()?;
    plannings::change(&mut tx, id, &cadre).await?;
    tx.record(Trace::new("garde.planning_change", objet(id)).detail(&cadre.nom));
    Ok(tx.commit().await?)
}

/// Throws a planning away, as long as nobody was told of their half-days.
///
/// # Errors
/// [`WriteError`].
pub async fn discard_planning(ctx: &Ctx, db: &Db, id: Id<Planning>) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let one = hold(&mut tx, id).await?;
    if matches!(one.etat, Etat::Publie | Etat::Clos) {
        return Err(Refus::Etat(one.etat, "chacun connaît ses gardes, il ne s’efface plus.").into());
    }
    plannings::forget(&mut tx, id).await?;
    tx.record(Trace::new("garde.planning_efface", objet(id)).detail(&one.cadre.nom));
    Ok(tx.commit().await?)
}

async fn check_lieu(tx: &mut Tx, cadre: &Cadre) -> Result<(), WriteError> {
    let lieu = rendez_vous::store::lieux::lieu(tx, cadre.lieu).await?;
    let gone = lieu.is_none_or(|lieu| lieu.retire_le.is_some());
    let refus = saisie::Refus::new("lieu", "Ce lieu n’existe plus\u{a0}: choisissez-en un autre.");
    if gone { Err(refus.into()) } else { Ok(()) }
}

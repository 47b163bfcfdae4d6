use crate::creneau::Horaire;
use crate::droits::GERER;
use crate::{Effecteur, Retires, WriteError, author, store, withdraw_between};
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use kernel::saisie::Refus;
use kernel::{Ctx, Id};

/// Adds somebody who gives care on slots. The same form sent twice adds one.
///
/// # Errors
/// [`WriteError`].
pub async fn keep_effecteur(ctx: &Ctx, db: &Db, one: Effecteur) -> Result<Id<Effecteur>, WriteError> {
    ctx.require(GERER)?;
    let one = one.check()?;
    let mut tx = db.begin(ctx).await?;
    check_lieu(&mut tx, &one).await?;
    let one = of_member(&mut tx, one).await?;
    if !store::effecteurs::keep(&mut tx, &one, author(ctx)).await? {
        let same =
            store::effecteurs::effecteur(&mut tx, one.id).await?.is_some_and(|kept| kept.nom == one.nom);
        return if same { Ok(one.id) } else { Err(deja()) };
    }
    tx.record(Trace::new("rendez_vous.effecteur_ajoute", format!("effecteur:{}", one.id)).detail(&one.nom));
    tx.commit().await?;
    Ok(one.id)
}

/// Changes who somebody is and how to reach them.
///
/// # Errors
/// [`WriteError`].
pub async fn change_effecteur(ctx: &Ctx, db: &Db, one: Effecteur) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let one = one.check()?;
    let mut tx = db.begin(ctx).await?;
    check_lieu(&mut tx, &one).await?;
    let one = of_member(&mut tx, one).await?;
    match store::effecteurs::change(&mut tx, &one, author(ctx)).await {
        Ok(true) => {}
        Ok(false) => return Err(WriteError::Inconnu("Ce professionnel")),
        Err(error) if error.is_constraint() => return Err(deja()),
        Err(error) => return Err(error.into()),
    }
    tx.record(Trace::new("rendez_vous.effecteur_change", format!("effecteur:{}", one.id)).detail(&one.nom));
    Ok(tx.commit().await?)
}

/// Somebody no longer takes part: their slots to come are taken back first.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_effecteur(ctx: &Ctx, db: &Db, id: Id<Effecteur>) -> Result<Retires, WriteError> {
    ctx.require(GERER)?;
    let far = ctx.now.checked_add(SignedDuration::from_hours(24 * 800)).unwrap_or(ctx.now);
    let span = Horaire { debut: ctx.now, fin: far };
    let done = withdraw_between(ctx, db, id, span, "Ce professionnel ne participe plus.").await?;
    let mut tx = db.read(ctx).await?;
    let one =
        store::effecteurs::effecteur(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce professionnel"))?;
    drop(tx);
    change_effecteur(ctx, db, Effecteur { retire_le: Some(ctx.now), ..one }).await?;
    Ok(done)
}

/// The account of a member comes with the membership; who was a member keeps the one that they had.
async fn of_member(tx: &mut Tx, one: Effecteur) -> Result<Effecteur, WriteError> {
    let Some(id) = one.adherent else { return Ok(one) };
    let member = adhesions::adherent(tx, id).await?.ok_or(WriteError::Inconnu("Ce membre"))?;
    Ok(Effecteur { compte: member.compte.or(one.compte), ..one })
}

async fn check_lieu(tx: &mut Tx, one: &Effecteur) -> Result<(), WriteError> {
    let lieu = store::lieux::lieu(tx, one.lieu).await?;
    if lieu.is_some_and(|lieu| lieu.retire_le.is_none() || one.retire_le.is_some()) {
        return Ok(());
    }
    Err(Refus::new("lieu", "Ce lieu n’existe plus\u{a0}: choisissez-en un autre.").into())
}

fn deja() -> WriteError {
    Refus::new("nom", "Ce professionnel participe déjà\u{a0}: ouvrez sa fiche.").into()
}

use crate::droits::GERER;
use crate::{Lieu, WriteError, author, store};
use db::{Db, Trace};
use kernel::saisie::Refus;
use kernel::{Ctx, Id};

/// Adds a place of care. The same form sent twice adds one.
///
/// # Errors
/// [`WriteError`].
pub async fn keep_lieu(ctx: &Ctx, db: &Db, lieu: Lieu) -> Result<Id<Lieu>, WriteError> {
    ctx.require(GERER)?;
    let one = lieu.check()?;
    let mut tx = db.begin(ctx).await?;
    if !store::lieux::keep(&mut tx, &one, author(ctx)).await? {
        let same = store::lieux::lieu(&mut tx, one.id).await?.is_some_and(|kept| kept.nom == one.nom);
        return if same { Ok(one.id) } else { Err(deja()) };
    }
    tx.record(Trace::new("rendez_vous.lieu_ajoute", format!("lieu:{}", one.id)).detail(&one.nom));
    tx.commit().await?;
    Ok(one.id)
}

/// Changes a place of care.
///
/// # Errors
/// [`WriteError`].
pub async fn change_lieu(ctx: &Ctx, db: &Db, lieu: Lieu) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let one = lieu.check()?;
    let mut tx = db.begin(ctx).await?;
    match store::lieux::change(&mut tx, &one, author(ctx)).await {
        Ok(true) => {}
        Ok(false) => return Err(WriteError::Inconnu("Ce lieu")),
        Err(error) if error.is_constraint() => return Err(deja()),
        Err(error) => return Err(error.into()),
    }
    tx.record(Trace::new("rendez_vous.lieu_change", format!("lieu:{}", one.id)).detail(&one.nom));
    Ok(tx.commit().await?)
}

/// A place no longer serves. What was offered there stays until its day.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_lieu(ctx: &Ctx, db: &Db, id: Id<Lieu>) -> Result<(), WriteError> {
    let mut tx = db.read(ctx).await?;
    let one = store::lieux::lieu(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lieu"))?;
    drop(tx);
    change_lieu(ctx, db, Lieu { retire_le: Some(ctx.now), ..one }).await
}

fn deja() -> WriteError {
    Refus::new("nom", "Un lieu de ce nom existe déjà dans cette commune.").into()
}

use crate::droits::REFERENTS;
use crate::{Referent, WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// Adds a referent, checked today by whoever adds them.
///
/// # Errors
/// [`WriteError`].
pub async fn add_referent(ctx: &Ctx, db: &Db, referent: Referent) -> Result<Id<Referent>, WriteError> {
    ctx.require(REFERENTS)?;
    referent.check()?;
    let new = Referent { id: ctx.id(), verifie_le: ctx.now, retire_le: None, ..referent };
    let mut tx = db.begin(ctx).await?;
    store::keep_referent(&mut tx, &new).await?;
    trace(&mut tx, "annuaire.referent_ajoute", &new);
    tx.commit().await?;
    Ok(new.id)
}

/// Rewrites a referent, checked today by whoever corrects them.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_referent(ctx: &Ctx, db: &Db, referent: Referent) -> Result<(), WriteError> {
    referent.check()?;
    rewrite(ctx, db, referent.id, "annuaire.referent_corrige", |old| Referent {
        verifie_le: ctx.now,
        retire_le: old.retire_le,
        ..referent
    })
    .await
}

/// Somebody has checked that a referent is still the right one.
///
/// # Errors
/// [`WriteError`].
pub async fn recheck_referent(ctx: &Ctx, db: &Db, id: Id<Referent>) -> Result<(), WriteError> {
    let now = ctx.now;
    rewrite(ctx, db, id, "annuaire.referent_verifie", |old| Referent { verifie_le: now, ..old }).await
}

/// Takes a referent out of the list.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_referent(ctx: &Ctx, db: &Db, id: Id<Referent>) -> Result<(), WriteError> {
    let now = ctx.now;
    rewrite(ctx, db, id, "annuaire.referent_retire", |old| Referent { retire_le: Some(now), ..old }).await
}

/// Puts a referent back.
///
/// # Errors
/// [`WriteError`].
pub async fn restore_referent(ctx: &Ctx, db: &Db, id: Id<Referent>) -> Result<(), WriteError> {
    rewrite(ctx, db, id, "annuaire.referent_remis", |old| Referent { retire_le: None, ..old }).await
}

async fn rewrite(
    ctx: &Ctx,
    db: &Db,
    id: Id<Referent>,
    action: &'static str,
    change: impl FnOnce(Referent) -> Referent,
) -> Result<(), WriteError> {
    ctx.require(REFERENTS)?;
    let mut tx = db.begin(ctx).await?;
    let old = store::referent(&mut tx, id).await?.ok_or(WriteError::LigneInconnue)?;
    let new = change(old);
    store::rewrite_referent(&mut tx, &new).await?;
    trace(&mut tx, action, &new);
    tx.commit().await?;
    Ok(())
}

/// Institution and territory; never the person.
fn trace(tx: &mut Tx, action: &'static str, one: &Referent) {
    let detail = format!("{}, {}", one.institution.libelle(), one.departement);
    tx.record(Trace::new(action, format!("referent:{}", one.id)).detail(detail));
}

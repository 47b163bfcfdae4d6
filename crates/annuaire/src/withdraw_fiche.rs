use crate::confirm::USAGE;
use crate::droits::MODIFIER;
use crate::open_fiche::{advance, find_or_open};
use crate::{Reference, WriteError, store};
use db::{Db, Trace};
use kernel::Ctx;

/// Takes somebody or something out of the directory of the CPTS; nothing is erased, [`restore_fiche`] puts it back.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_fiche(ctx: &Ctx, db: &Db, reference: &Reference) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = find_or_open(&mut tx, reference).await?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    store::keep_retrait(&mut tx, fiche.id, Some(ctx.now)).await?;
    comptes::revoke_liens_directs(&mut tx, USAGE, fiche.id.uuid()).await?;
    tx.record(Trace::new("annuaire.fiche_retiree", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

/// Puts it back.
///
/// # Errors
/// [`WriteError`].
pub async fn restore_fiche(ctx: &Ctx, db: &Db, reference: &Reference) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::by_reference(&mut tx, reference).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    store::keep_retrait(&mut tx, fiche.id, None).await?;
    store::keep_parti(&mut tx, fiche.id, None).await?;
    tx.record(Trace::new("annuaire.fiche_remise", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

use crate::confirm::{answering, keep_answer};
use crate::droits::MODIFIER;
use crate::open_fiche::advance;
use crate::reponse::Suite;
use crate::{Fiche, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// The owner says by their link that they no longer practise here. Nothing is erased: it becomes a line for the coordinator.
///
/// # Errors
/// [`WriteError`].
pub async fn leave(ctx: &Ctx, db: &Db, id: Id<Fiche>) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let source = answering(&mut tx, id).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    store::keep_parti(&mut tx, id, Some(ctx.now)).await?;
    keep_answer(&mut tx, &fiche, source, Suite::NexercePlus, (Vec::new(), false)).await?;
    tx.record(Trace::new("annuaire.depart_annonce", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

/// The office has looked: the person still practises here.
///
/// # Errors
/// [`WriteError`].
pub async fn stay(ctx: &Ctx, db: &Db, id: Id<Fiche>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    store::keep_parti(&mut tx, id, None).await?;
    tx.record(Trace::new("annuaire.depart_dementi", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

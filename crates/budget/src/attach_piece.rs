use crate::droits::TENIR;
use crate::mouvement::Mouvement;
use crate::write_mouvement::{held, objet, open};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use pieces::{Depot, Piece};

/// Keeps a file beside a movement.
///
/// # Errors
/// [`WriteError`].
pub async fn attach_piece(ctx: &Ctx, db: &Db, id: Id<Mouvement>, depot: &Depot) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    attach(&mut tx, id, depot).await?;
    tx.record(Trace::new("budget.piece_jointe", objet(id)).detail(depot.nom()));
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn attach(tx: &mut Tx, id: Id<Mouvement>, depot: &Depot) -> Result<(), WriteError> {
    let piece = pieces::keep(tx, depot).await?;
    let ctx = tx.ctx().clone();
    store::pieces::add(tx, ctx.id(), id, piece.id, crate::author(&ctx)).await?;
    Ok(())
}

/// Takes a file off a movement of an open year; it goes when nothing else cites it. The journal keeps its name.
///
/// # Errors
/// [`WriteError`].
pub async fn detach_piece(ctx: &Ctx, db: &Db, id: Id<Mouvement>, piece: Id<Piece>) -> Result<(), WriteError> {
    const UNKNOWN: WriteError = WriteError::Inconnu("Cette pièce");
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let one = held(&mut tx, id).await?;
    open(&mut tx, &[one.saisie.jour]).await?;
    let known = store::pieces::of(&mut tx, id).await?.into_iter().find(|one| one.id == piece);
    let known = known.ok_or(UNKNOWN)?;
    if !store::pieces::remove(&mut tx, id, piece).await? {
        return Err(UNKNOWN);
    }
    tx.record(Trace::new("budget.piece_retiree", objet(id)).detail(known.nom));
    tx.commit().await?;
    pieces::release(ctx, db, piece).await?;
    Ok(())
}

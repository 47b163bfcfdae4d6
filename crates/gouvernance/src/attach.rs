use crate::droits::TENIR;
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use pieces::{Depot, Piece};
use uuid::Uuid;

/// Keeps a file beside a meeting or a consultation.
///
/// # Errors
/// [`WriteError`].
pub async fn attach(ctx: &Ctx, db: &Db, sujet: Uuid, depot: Depot) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    if !exists(&mut tx, sujet).await? {
        return Err(WriteError::Inconnu("Ce à quoi cette pièce se joint"));
    }
    let piece = pieces::keep(&mut tx, &depot).await?;
    store::seances::attach(&mut tx, sujet, piece.id).await?;
    tx.record(Trace::new("gouvernance.piece_jointe", format!("seance:{sujet}")).detail(&piece.nom));
    tx.commit().await?;
    Ok(())
}

/// Takes a file away; it goes when nothing else cites it.
///
/// # Errors
/// [`WriteError`].
pub async fn detach(ctx: &Ctx, db: &Db, sujet: Uuid, piece: Id<Piece>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    if !store::seances::detach(&mut tx, sujet, piece).await? {
        return Err(WriteError::Inconnu("Cette pièce"));
    }
    tx.record(Trace::new("gouvernance.piece_otee", format!("seance:{sujet}")));
    tx.commit().await?;
    pieces::release(ctx, db, piece).await?;
    Ok(())
}

async fn exists(tx: &mut Tx, sujet: Uuid) -> db::Result<bool> {
    Ok(store::seances::seance(tx, Id::new(sujet)).await?.is_some()
        || store::scrutins::scrutin(tx, Id::new(sujet)).await?.is_some())
}

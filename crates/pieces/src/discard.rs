use crate::droits::RETIRER;
use crate::{Piece, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why a file stays.
#[derive(Debug, thiserror::Error)]
pub enum DiscardError {
    /// Not in this CPTS.
    #[error("Cette pièce n’existe pas, ou n’existe plus.")]
    Inconnue,
    /// Something cites it.
    #[error("Cette pièce prouve encore quelque chose : retirez d’abord ce qui la cite.")]
    Citee,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(db::Error),
}

impl From<db::Error> for DiscardError {
    /// The schema refuses to lose what another table cites.
    fn from(error: db::Error) -> Self {
        if error.is_constraint() { Self::Citee } else { Self::Db(error) }
    }
}

impl Refusal for DiscardError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "pieces-inconnue"),
            Self::Citee => (409, "pieces-citee"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

/// Removes a file that nothing cites, and its content when no other file has the same.
///
/// # Errors
/// [`DiscardError`].
pub async fn discard(ctx: &Ctx, db: &Db, id: Id<Piece>) -> Result<(), DiscardError> {
    ctx.require(RETIRER)?;
    remove(ctx, db, id).await
}

/// After a verb has taken away what cited a file, under its own right, and has committed: removes the file when nothing else
/// cites it. False when something does, or when it is gone already. Apart from the transaction of the verb, because only
/// the refusal of the schema tells that something else cites it, and a refusal ends a transaction.
///
/// # Errors
/// A fault of storage.
pub async fn release(ctx: &Ctx, db: &Db, id: Id<Piece>) -> db::Result<bool> {
    match remove(ctx, db, id).await {
        Ok(()) => Ok(true),
        Err(DiscardError::Db(error)) => Err(error),
        Err(DiscardError::Inconnue | DiscardError::Citee | DiscardError::Denied(_)) => Ok(false),
    }
}

async fn remove(ctx: &Ctx, db: &Db, id: Id<Piece>) -> Result<(), DiscardError> {
    let mut tx = db.begin(ctx).await?;
    let piece = store::piece(&mut tx, id).await?.ok_or(DiscardError::Inconnue)?;
    if !store::forget(&mut tx, &piece).await? {
        return Err(DiscardError::Inconnue);
    }
    let trace = Trace::new("pieces.piece_retiree", piece.objet());
    tx.record(trace.detail(piece.en_mots()).before(&piece));
    tx.commit().await?;
    Ok(())
}

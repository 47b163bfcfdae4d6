use crate::droits::{VOIR, VOIR_INTERNES};
use crate::{Cercle, Piece, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why a file does not open.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not in this CPTS, or not for this reader.
    #[error("Cette pièce n’existe pas, ou n’existe plus.")]
    Inconnue,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Refusal for ReadError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "pieces-inconnue"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

/// A file about to be read: who reads it is in the journal first.
///
/// # Errors
/// [`ReadError`].
pub async fn open(ctx: &Ctx, db: &Db, id: Id<Piece>) -> Result<Piece, ReadError> {
    ctx.require(VOIR)?;
    let mut tx = db.begin(ctx).await?;
    let piece = store::piece(&mut tx, id).await?.filter(|piece| may_open(ctx, piece));
    let piece = piece.ok_or(ReadError::Inconnue)?;
    tx.record(Trace::new("pieces.piece_lue", piece.objet()).detail(piece.en_mots()));
    tx.commit().await?;
    Ok(piece)
}

/// Whether this reader is of the circle of this file.
pub(crate) fn may_open(ctx: &Ctx, piece: &Piece) -> bool {
    match piece.cercle {
        Cercle::Institutions => ctx.rights.contains(VOIR),
        Cercle::Espace => ctx.rights.contains(VOIR_INTERNES),
    }
}

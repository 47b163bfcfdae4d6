use crate::droits::{AIDES, CONDUIRE};
use crate::jointe::{Jointe, Sujet};
use crate::{WriteError, store::pieces as store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use pieces::Depot;

/// Keeps a file beside something, as its proof. What goes to the ARS can be opened by its referents.
///
/// # Errors
/// [`WriteError`].
pub async fn attach_piece(ctx: &Ctx, db: &Db, sujet: &Sujet, depot: Depot) -> Result<(), WriteError> {
    may(ctx, sujet)?;
    let depot = if sujet.is_partage() { depot.for_institutions() } else { depot };
    let mut tx = db.begin(ctx).await?;
    let piece = pieces::keep(&mut tx, &depot).await?;
    let id = ctx.id();
    store::add(&mut tx, id, sujet, piece.id, crate::author(ctx)).await?;
    tx.record(Trace::new("projet_sante.piece_jointe", sujet.to_string()).detail(&piece.nom));
    tx.commit().await?;
    Ok(())
}

/// Takes a file away from what it was beside; the file itself stays among the pièces.
///
/// # Errors
/// [`WriteError`].
pub async fn detach_piece(ctx: &Ctx, db: &Db, id: Id<Jointe>) -> Result<Sujet, WriteError> {
    let mut tx = db.begin(ctx).await?;
    let sujet = store::retire(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette pièce"))?;
    may(ctx, &sujet)?;
    tx.record(Trace::new("projet_sante.piece_otee", sujet.to_string()));
    tx.commit().await?;
    Ok(sujet)
}

/// Whoever leads adds every paper; whoever keeps the money, those of aids.
fn may(ctx: &Ctx, sujet: &Sujet) -> Result<(), Denied> {
    if sujet.is_aide() && ctx.rights.contains(AIDES) { Ok(()) } else { ctx.require(CONDUIRE) }
}

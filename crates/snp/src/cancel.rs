use crate::droits::TRAITER;
use crate::place::DEMANDE;
use crate::reopen::reopen_in;
use crate::{Coffre, Demande, WriteError, store};
use db::Db;
use kernel::saisie::maybe_line;
use kernel::{Ctx, Id};

/// Gives back the place of a request, which looks again, its clock unchanged; also of one that a professional took.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel(ctx: &Ctx, db: &Db, id: Id<Demande>, motif: &str) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    ctx.require(rendez_vous::droits::PRENDRE)?;
    let motif = maybe_line("motif", motif)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    reopen_in(&mut tx, &one, false).await?;
    if let Some(rdv) = one.etat.rdv() {
        rendez_vous::cancel_in(&mut tx, rdv, &motif, false).await?;
    }
    Ok(tx.commit().await?)
}

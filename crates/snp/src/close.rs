use crate::droits::TRAITER;
use crate::place::DEMANDE;
use crate::{Coffre, Demande, Etat, WriteError, demande, objet, store};
use db::{Db, Trace};
use kernel::saisie::line;
use kernel::{Ctx, Id};

/// Gives up a request that has no place: found elsewhere, feels better, cannot be reached. `motif` says why, in the journal,
/// and names nobody. Twice is once.
///
/// # Errors
/// [`WriteError`].
pub async fn close(ctx: &Ctx, db: &Db, id: Id<Demande>, motif: &str) -> Result<(), WriteError> {
    let motif = line("motif", motif)?;
    turn(ctx, db, id, "snp.demande_abandonnee", &motif, |one| one.give_up(ctx.now)).await
}

/// Puts a request on the list of those to call back.
///
/// # Errors
/// [`WriteError`].
pub async fn note_rappel(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(), WriteError> {
    turn(ctx, db, id, "snp.rappel_note", "", Demande::call_back).await
}

/// Nobody waits for the own doctor any more: anybody may take the request.
///
/// # Errors
/// [`WriteError`].
pub async fn widen(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(), WriteError> {
    turn(ctx, db, id, "snp.demande_elargie", "", Demande::widen).await
}

/// Moves a request as `act` says, and takes back what was asked of professionals; already there, nothing moves.
async fn turn(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    name: &'static str,
    detail: &str,
    act: impl Fn(&Demande) -> Result<Etat, demande::Refus>,
) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    let etat = match act(&one) {
        Ok(etat) if etat == one.etat => return Ok(()),
        Err(demande::Refus::Terminee) if matches!(one.etat, Etat::Abandonnee { .. }) => return Ok(()),
        other => other?,
    };
    store::demandes::move_to(&mut tx, id, &etat).await?;
    store::sollicitations::withdraw(&mut tx, id).await?;
    if matches!(etat, Etat::Abandonnee { .. }) {
        store::aubaines::forget(&mut tx, id).await?;
    }
    tx.record(Trace::new(name, objet(id)).detail(detail));
    Ok(tx.commit().await?)
}

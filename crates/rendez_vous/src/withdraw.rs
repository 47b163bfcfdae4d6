use crate::creneau::Horaire;
use crate::offer::hold_own;
use crate::rdv::Etat;
use crate::{Creneau, Effecteur, Serie, WriteError, cancel_in, objet, store};
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use kernel::saisie::line;
use kernel::{Ctx, Id};

/// What taking slots back did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retires {
    /// Slots taken back.
    pub creneaux: u32,
    /// Appointments that were held in them, cancelled: somebody looks for another place.
    pub rdv: u32,
}

/// Takes a slot back, and cancels the appointments held in it. Twice is once.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw(ctx: &Ctx, db: &Db, id: Id<Creneau>, motif: &str) -> Result<Retires, WriteError> {
    let motif = line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let one = store::creneaux::creneau(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce créneau"))?;
    hold_own(&mut tx, one.effecteur).await?;
    let mut done = Retires::default();
    take_back(&mut tx, &one, &motif, &mut done).await?;
    finish(tx, done).await
}

/// Takes back what is left of a series.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_serie(
    ctx: &Ctx,
    db: &Db,
    effecteur: Id<Effecteur>,
    id: Id<Serie>,
    motif: &str,
) -> Result<Retires, WriteError> {
    let motif = line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    hold_own(&mut tx, effecteur).await?;
    let all = store::creneaux::de_la_serie(&mut tx, id, ctx.now).await?;
    let mut done = Retires::default();
    for one in all.iter().filter(|one| one.effecteur == effecteur) {
        take_back(&mut tx, one, &motif, &mut done).await?;
    }
    finish(tx, done).await
}

/// Leave: takes back every slot of somebody that meets these hours.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_between(
    ctx: &Ctx,
    db: &Db,
    effecteur: Id<Effecteur>,
    span: Horaire,
    motif: &str,
) -> Result<Retires, WriteError> {
    let motif = line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    hold_own(&mut tx, effecteur).await?;
    let from = span.debut.max(ctx.now);
    let mut done = Retires::default();
    for one in store::creneaux::de(&mut tx, effecteur, from, span.fin.max(from)).await? {
        take_back(&mut tx, &one, &motif, &mut done).await?;
    }
    finish(tx, done).await
}

/// Free places go first: whoever books at that moment has one before, or finds none.
async fn take_back(tx: &mut Tx, one: &Creneau, motif: &str, done: &mut Retires) -> Result<(), WriteError> {
    if over(one, tx.ctx().now) {
        return Err(WriteError::PasPossible("Ce créneau est terminé\u{a0}: il ne se retire plus."));
    }
    if !store::creneaux::withdraw(tx, one.id, motif).await? {
        return Ok(());
    }
    store::places::close(tx, one.id).await?;
    for held in store::rdvs::of_slot(tx, one.id).await?.iter().filter(|held| held.etat == Etat::Pris) {
        done.rdv += u32::from(cancel_in(tx, held.id, motif, true).await?.is_some());
    }
    store::places::close(tx, one.id).await?;
    done.creneaux += 1;
    tx.record(Trace::new("rendez_vous.creneau_retire", objet(one.id)).detail(motif));
    Ok(())
}

fn over(one: &Creneau, now: Timestamp) -> bool {
    one.horaire.fin <= now
}

async fn finish(tx: Tx, done: Retires) -> Result<Retires, WriteError> {
    if done.creneaux > 0 {
        tx.commit().await?;
    }
    Ok(done)
}

use crate::annonce::Tenu;
use crate::droits::ECRIRE;
use crate::publish::leaves;
use crate::{Annonce, RdvError, RdvPris, Recu, store};
use db::{Db, Trace, Tx};
use fhir::sas::{Booking, BookingStatus};
use identifiants::Rpps;
use jiff::Timestamp;
use kernel::{Cpts, Ctx, Id};
use rendez_vous::rdv::{Etat, Origine};
use rendez_vous::{Creneau, Effecteur, Ordre};
use std::collections::BTreeSet;

/// How often a message is taken up again because another one of the same number was faster.
const TRIES: usize = 4;

/// Takes what the platform says of an appointment that it made here: books, moves, cancels, or says what became of it. `changed` is
/// when it last changed there: what is older than what is held changes nothing, the same message twice is one, and a cancellation
/// that comes before its booking wins.
///
/// # Errors
/// [`RdvError`]; nothing is written then.
pub async fn receive_rdv(
    ctx: &Ctx,
    db: &Db,
    booking: &Booking,
    changed: Option<Timestamp>,
) -> Result<Recu<Annonce>, RdvError> {
    ctx.require(ECRIRE)?;
    // A date to come would close the door to what comes next.
    let marque = changed.map(|at| at.min(ctx.now));
    for _ in 0..TRIES {
        let held = store::annonces::annonce(&mut db.read(ctx).await?, &booking.number).await?;
        let done = match held {
            None => match first(ctx, db, booking, marque).await {
                // The place went to the same message, which was faster.
                Err(refus @ RdvError::Complet) => match heard_meanwhile(ctx, db, booking).await? {
                    true => None,
                    false => return Err(refus),
                },
                done => done?.map(Recu::Cree),
            },
            Some(held) => again(ctx, db, booking, marque, held).await?.map(Recu::Connu),
        };
        if let Some(done) = done {
            return Ok(done);
        }
    }
    Err(RdvError::Occupe)
}

async fn heard_meanwhile(ctx: &Ctx, db: &Db, booking: &Booking) -> db::Result<bool> {
    Ok(store::annonces::annonce(&mut db.read(ctx).await?, &booking.number).await?.is_some())
}

/// A number that was never heard; nothing when somebody else said it meanwhile.
async fn first(
    ctx: &Ctx,
    db: &Db,
    booking: &Booking,
    marque: Option<Timestamp>,
) -> Result<Option<Annonce>, RdvError> {
    let one = heard(ctx, booking, marque, None);
    let place = match booking.status {
        BookingStatus::Booked => Some(find(ctx, db, booking).await?),
        BookingStatus::Cancelled => None,
        BookingStatus::Fulfilled | BookingStatus::NoShow => return Err(RdvError::RdvInconnu),
    };
    let chez = place.as_ref().map_or(Id::INSTANCE, |(chez, _)| *chez);
    let mut tx = db.begin(&ctx.within(chez)).await?;
    if !store::annonces::keep(&mut tx, &one).await? {
        return Ok(None);
    }
    let one = match place {
        Some((chez, slot)) => take(&mut tx, one, chez, &slot).await?,
        None => one,
    };
    finish(tx, &one).await.map(Some)
}

/// A number that is known.
async fn again(
    ctx: &Ctx,
    db: &Db,
    booking: &Booking,
    marque: Option<Timestamp>,
    held: Annonce,
) -> Result<Option<Annonce>, RdvError> {
    let later = marque.zip(held.marque).is_some_and(|(new, old)| new > old);
    let over = held.statut == BookingStatus::Cancelled;
    let repeats = booking.status == held.statut && (over || held.same_place(booking));
    if held.is_newer_than(marque) || (over && !later) || (repeats && !later) {
        return Ok(Some(held));
    }
    let one = heard(ctx, booking, marque, held.tenu);
    let wants_place = booking.status == BookingStatus::Booked && (over || !held.same_place(booking));
    let place = if wants_place { Some(find(ctx, db, booking).await?) } else { None };
    let here = held.tenu.map(|tenu| tenu.chez);
    let chez = place.as_ref().map(|(chez, _)| *chez).or(here).unwrap_or(Id::INSTANCE);
    if !over && here.is_some_and(|here| here != chez) {
        return Err(RdvError::AutreCpts);
    }
    let mut tx = db.begin(&ctx.within(chez)).await?;
    if !store::annonces::change(&mut tx, &held, &one).await? {
        return Ok(None);
    }
    let one = match (place, one.tenu) {
        (Some((chez, slot)), old) => {
            if let Some(old) = old.filter(|old| old.chez == chez) {
                hold_both(&mut tx, old, slot.id).await?;
                rendez_vous::cancel_in(&mut tx, old.rdv, "Déplacé par le régulateur", false).await?;
            }
            take(&mut tx, one, chez, &slot).await?
        }
        (None, Some(tenu)) => {
            follow(&mut tx, tenu, booking.status).await?;
            one
        }
        (None, None) => one,
    };
    finish(tx, &one).await.map(Some)
}

/// Both slots of a move, always in the same order: two moves that cross each other do not wait for one another for ever.
async fn hold_both(tx: &mut Tx, old: Tenu, new: Id<Creneau>) -> db::Result<()> {
    let from = rendez_vous::store::rdvs::rdv(tx, old.rdv).await?.map(|rdv| rdv.creneau);
    for slot in BTreeSet::from_iter(from.into_iter().chain([new])) {
        rendez_vous::store::creneaux::hold(tx, slot).await?;
    }
    Ok(())
}

/// What the message says, before it has an appointment.
fn heard(ctx: &Ctx, booking: &Booking, marque: Option<Timestamp>, tenu: Option<Tenu>) -> Annonce {
    Annonce {
        number: booking.number.clone(),
        tenu,
        operator: booking.operator.clone(),
        professionnel: booking.practitioner.clone(),
        debut: booking.start,
        fin: booking.end,
        statut: booking.status,
        marque,
        dit: Some(booking.status),
        change_le: ctx.now,
    }
}

/// What became of the appointment, when the platform says it first.
async fn follow(tx: &mut Tx, tenu: Tenu, status: BookingStatus) -> Result<(), RdvError> {
    match status {
        BookingStatus::Booked => {
            // Said again by the platform, which does not know yet what became of it.
            let now = rendez_vous::store::rdvs::rdv(tx, tenu.rdv).await?;
            if now.is_some_and(|now| now.etat != Etat::Pris) {
                tx.publish(&RdvPris { rdv: tenu.rdv }).await?;
            }
        }
        BookingStatus::Cancelled => {
            let done = rendez_vous::cancel_in(tx, tenu.rdv, "Annulé par le régulateur", false).await?;
            let now = rendez_vous::store::rdvs::rdv(tx, tenu.rdv).await?;
            if done.is_none() && now.is_some_and(|now| now.etat.is_issue()) {
                return Err(RdvError::DejaRegle);
            }
        }
        BookingStatus::Fulfilled => {
            rendez_vous::settle_in(tx, tenu.rdv, Etat::Honore, "").await?;
        }
        BookingStatus::NoShow => {
            rendez_vous::settle_in(tx, tenu.rdv, Etat::NonHonore, "").await?;
        }
    }
    Ok(())
}

async fn take(tx: &mut Tx, one: Annonce, chez: Id<Cpts>, slot: &Creneau) -> Result<Annonce, RdvError> {
    let ctx = tx.ctx().clone();
    let cle = ctx.id::<()>().uuid();
    let ordre = Ordre { cle, creneau: slot.id, demande: None, origine: Origine::Regulateur };
    let made = rendez_vous::book_in(&ctx, tx, &ordre).await?;
    let tenu = Tenu { chez, rdv: made.id };
    store::annonces::hold(tx, &one.number, tenu).await?;
    Ok(Annonce { tenu: Some(tenu), ..one })
}

async fn finish(mut tx: Tx, one: &Annonce) -> Result<Annonce, RdvError> {
    let what = one.tenu.map_or_else(|| "rdv:inconnu".to_owned(), |tenu| format!("rdv:{}", tenu.rdv));
    tx.record(Trace::new("sas.rdv_recu", what).detail(one.statut.code()));
    tx.commit().await?;
    Ok(one.clone())
}

/// The slot of that professional at those hours, in a CPTS that is open to the platform and among those that it may see: one with
/// a place left before any other.
async fn find(ctx: &Ctx, db: &Db, booking: &Booking) -> Result<(Id<Cpts>, Creneau), RdvError> {
    let number = booking.practitioner.rpps().and_then(|number| number.parse::<Rpps>().ok());
    let number = number.ok_or(RdvError::ProfessionnelInconnu)?;
    let numbers = std::slice::from_ref(&number);
    let mut tx = db.read(ctx).await?;
    let there = rendez_vous::store::effecteurs::chez(&mut tx, numbers).await?;
    let open = store::ouvertes(&mut tx).await?;
    drop(tx);
    let (mut known, mut full) = (false, false);
    for (cpts, reglage) in open.into_iter().filter(|(cpts, _)| there.contains(cpts)) {
        let mut tx = db.read(&ctx.within(cpts)).await?;
        let people = rendez_vous::store::effecteurs::of_rpps(&mut tx, numbers).await?;
        for Effecteur { id, .. } in people {
            known = true;
            let near = rendez_vous::store::creneaux::de(&mut tx, id, booking.start, booking.end).await?;
            let same = |one: &Creneau| one.horaire.debut == booking.start && one.horaire.fin == booking.end;
            for slot in near.into_iter().filter(|one| same(one) && leaves(one, &reglage)) {
                if slot.libres > 0 {
                    return Ok((cpts, slot));
                }
                full = true;
            }
        }
    }
    Err(match (known, full) {
        (_, true) => RdvError::Complet,
        (true, false) => RdvError::PasDeCreneau,
        (false, false) => RdvError::ProfessionnelInconnu,
    })
}

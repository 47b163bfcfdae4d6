//! What this room writes in the ledger of acts: a presence is an act, a meeting that took place is another.
//!
//! Whoever signs at a door has no right on the ledger: what they prove (the code on the screen, their link) is what gives the room the
//! right to write that one line. So the verbs of this crate require their own right first, then open their transaction with the
//! caller [`entrusted`] by the room. Nothing else hands these rights over.

use crate::droits;
use crate::presence::{Presence, PresenceChangee};
use crate::reunion::{Etat, Reunion};
use crate::{WriteError, store};
use actes::acte::Fait;
use actes::{Acte, CORRIGER, Genre, NOTER};
use adhesions::Adherent;
use db::Tx;
use kernel::{Ctx, Id, Rights};
use uuid::Uuid;

/// The caller, with the rights that this room lends for its own lines of the ledger.
pub(crate) fn entrusted(ctx: &Ctx) -> Ctx {
    let own = droits::ALL.into_iter().filter(|right| ctx.rights.contains(*right));
    Ctx { rights: Rights::of(own.chain([NOTER, CORRIGER])), ..ctx.clone() }
}

/// What the ledger says of a presence: the time of one person, for the mission of the meeting. The people reached are counted by the act
/// of the meeting itself.
fn fait(reunion: &Reunion, presence: &Presence, compte: Option<Uuid>) -> Fait {
    Fait {
        auteur: compte,
        commune: reunion.commune,
        minutes: presence.minutes,
        genre: Some(Genre::Presence),
        theme: reunion.theme.clone(),
        action: reunion.action,
        ..Fait::new(presence.jour, reunion.mission, format!("Présence\u{a0}: {}", reunion.titre))
    }
}

/// Writes the act of a presence that was just noted, and says so to the rooms above.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn note(
    tx: &mut Tx,
    reunion: &Reunion,
    presence: &Presence,
    who: &Adherent,
) -> Result<(), WriteError> {
    let source = presence.id.to_string();
    let acte = actes::record(tx, fait(reunion, presence, who.compte), ("reunions_presence", &source)).await?;
    store::presences::set_acte(tx, presence.id, acte).await?;
    follow(tx, reunion, presence.id).await
}

/// Corrects the act of a presence that was written again; a cancelled one no longer counts.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn amend(
    tx: &mut Tx,
    reunion: &Reunion,
    presence: &Presence,
    compte: Option<Uuid>,
) -> Result<(), WriteError> {
    if let Some(old) = presence.acte {
        let fait = (!presence.annulee).then(|| fait(reunion, presence, compte));
        let acte = actes::correct(tx, old, fait, &presence.motif).await?;
        store::presences::set_acte(tx, presence.id, acte).await?;
    }
    follow(tx, reunion, presence.id).await
}

/// A presence changed: the act of a meeting already closed counts again, the rooms above learn it.
async fn follow(tx: &mut Tx, reunion: &Reunion, id: Id<Presence>) -> Result<(), WriteError> {
    tx.publish(&PresenceChangee { presence: id.uuid() }).await?;
    if matches!(reunion.etat, Etat::Tenue { .. }) {
        recount(tx, reunion).await?;
    }
    Ok(())
}

/// The act of a meeting that took place: how many people it reached; their time is in their presences.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn held(tx: &mut Tx, reunion: &Reunion) -> Result<Id<Acte>, WriteError> {
    let fait = seance(tx, reunion).await?;
    Ok(actes::record(tx, fait, ("reunions_reunion", &reunion.id.to_string())).await?)
}

async fn seance(tx: &mut Tx, reunion: &Reunion) -> Result<Fait, WriteError> {
    let guests = store::visiteurs::of_reunion(tx, reunion.id)
        .await?
        .iter()
        .filter(|one| one.rattache.is_none())
        .count();
    let there = store::presences::count(tx, reunion.id).await?;
    Ok(Fait {
        commune: reunion.commune,
        personnes: there.saturating_add(u32::try_from(guests).unwrap_or(u32::MAX)),
        genre: Some(reunion.genre.acte()),
        theme: reunion.theme.clone(),
        action: reunion.action,
        ..Fait::new(reunion.jour(), reunion.mission, reunion.titre.clone())
    })
}

/// Counts again who was there at a meeting already closed.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn recount(tx: &mut Tx, reunion: &Reunion) -> Result<(), WriteError> {
    let fait = seance(tx, reunion).await?;
    settle(tx, reunion.id, Some(fait), "Présences corrigées après la réunion").await
}

/// Writes the act of a meeting again; without fact, it did not take place.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn settle(
    tx: &mut Tx,
    id: Id<Reunion>,
    fait: Option<Fait>,
    motif: &str,
) -> Result<(), WriteError> {
    if let Some(old) = store::reunions::acte(tx, id).await? {
        let acte = actes::correct(tx, old, fait, motif).await?;
        store::reunions::set_acte(tx, id, acte).await?;
    }
    Ok(())
}

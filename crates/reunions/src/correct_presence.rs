use crate::droits::ANIMER;
use crate::presence::{Comment, Passage, Presence};
use crate::registre::{amend, entrusted};
use crate::reunion::{Etat, Reunion};
use crate::sign_presence::keep;
use crate::visiteur::Visiteur;
use crate::write_error::EtatRefus;
use crate::{WriteError, responsable, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use std::collections::BTreeMap;

/// Notes who was there, from the sheet of paper or by the office: all of it or nothing. Those who are there already stay as they are.
/// Returns how many are new.
///
/// # Errors
/// [`WriteError`].
pub async fn note_presences(
    ctx: &Ctx,
    db: &Db,
    reunion: Id<Reunion>,
    lignes: &BTreeMap<Id<Adherent>, Passage>,
) -> Result<u32, WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let meeting = begun(&mut tx, reunion).await?;
    let mut new = 0;
    for (adherent, passage) in lignes {
        let who =
            adhesions::adherent(&mut tx, *adherent).await?.ok_or(WriteError::Inconnu("Cet adhérent"))?;
        new += u32::from(keep(&mut tx, &meeting, &who, *passage).await?);
    }
    if new > 0 {
        tx.commit().await?;
    }
    Ok(new)
}

/// The meeting, which began and was not cancelled, for whoever answers for it.
async fn begun(tx: &mut Tx, id: Id<Reunion>) -> Result<Reunion, WriteError> {
    let meeting = responsable::hold(tx, id).await?;
    match meeting.etat {
        Etat::Annulee { .. } => Err(EtatRefus::Annulee.into()),
        Etat::Prevue | Etat::Tenue { .. } if crate::heures::instant(meeting.debut) > tx.ctx().now => {
            Err(EtatRefus::PasCommencee.into())
        }
        Etat::Prevue | Etat::Tenue { .. } => Ok(meeting),
    }
}

/// Corrects a presence, with its reason: the act is corrected too. `lue` is the version that was read. A cancelled one counts again.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_presence(
    ctx: &Ctx,
    db: &Db,
    id: Id<Presence>,
    lue: u32,
    passage: Passage,
    motif: &str,
) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let motif = crate::LIGNE.line("motif", motif)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = known(&mut tx, id).await?;
    let meeting = begun(&mut tx, one.reunion).await?;
    let passage = passage.correcting(&one);
    passage.check(&meeting)?;
    let next = Presence {
        arrivee: passage.arrivee,
        depart: passage.depart,
        minutes: passage.minutes(&meeting),
        a_distance: passage.a_distance,
        comment: passage.comment,
        annulee: false,
        motif,
        version: lue,
        ..one.clone()
    };
    rewrite(&mut tx, &meeting, "reunions.presence_corrigee", (&one, &next)).await?;
    tx.commit().await?;
    Ok(())
}

/// Cancels a presence, with its reason: the act no longer counts.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel_presence(
    ctx: &Ctx,
    db: &Db,
    id: Id<Presence>,
    lue: u32,
    motif: &str,
) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let motif = crate::LIGNE.line("motif", motif)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = known(&mut tx, id).await?;
    let meeting = responsable::hold(&mut tx, one.reunion).await?;
    if one.annulee {
        return Err(EtatRefus::PresenceAnnulee.into());
    }
    let next = Presence { annulee: true, motif, version: lue, ..one.clone() };
    rewrite(&mut tx, &meeting, "reunions.presence_annulee", (&one, &next)).await?;
    tx.commit().await?;
    Ok(())
}

async fn known(tx: &mut Tx, id: Id<Presence>) -> Result<Presence, WriteError> {
    store::presences::presence(tx, id).await?.ok_or(WriteError::Inconnu("Cette présence"))
}

/// Writes a presence again, its act, its trace.
///
/// # Errors
/// [`WriteError::Change`] when somebody was faster.
pub(crate) async fn rewrite(
    tx: &mut Tx,
    reunion: &Reunion,
    action: &'static str,
    (before, after): (&Presence, &Presence),
) -> Result<(), WriteError> {
    if !store::presences::rewrite(tx, after).await? {
        return Err(WriteError::Change);
    }
    let who = adhesions::adherent(tx, after.adherent).await?;
    let trace = Trace::new(action, format!("presence:{}", after.id)).detail(&after.motif);
    tx.record(trace.before(before).after(after));
    amend(tx, reunion, after, who.and_then(|who| who.compte)).await
}

/// Says which member somebody is who signed with their name: their presence is noted from what they signed.
///
/// # Errors
/// [`WriteError`].
pub async fn attach_visiteur(
    ctx: &Ctx,
    db: &Db,
    id: Id<Visiteur>,
    adherent: Id<Adherent>,
) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = store::visiteurs::one(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette signature"))?;
    let meeting = begun(&mut tx, one.reunion).await?;
    let who = adhesions::adherent(&mut tx, adherent).await?.ok_or(WriteError::Inconnu("Cet adhérent"))?;
    let passage = Passage::signed(&meeting, one.signe_le, one.a_distance, Comment::Porte);
    keep(&mut tx, &meeting, &who, passage).await?;
    let there = store::presences::of(&mut tx, meeting.id, adherent).await?.ok_or(WriteError::Change)?;
    if there.annulee {
        return Err(EtatRefus::RattacheAnnulee.into());
    }
    if !store::visiteurs::attach(&mut tx, id, there.id).await? {
        return Err(WriteError::Change);
    }
    tx.record(
        Trace::new("reunions.visiteur_rattache", format!("presence:{}", there.id)).detail(&meeting.titre),
    );
    settled(&mut tx, &meeting).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes away a signature typed by mistake.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_visiteur(ctx: &Ctx, db: &Db, id: Id<Visiteur>) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = store::visiteurs::one(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette signature"))?;
    let meeting = responsable::hold(&mut tx, one.reunion).await?;
    if !store::visiteurs::retire(&mut tx, id).await? {
        return Err(WriteError::Change);
    }
    tx.record(Trace::new("reunions.visiteur_retire", format!("reunion:{}", meeting.id)));
    settled(&mut tx, &meeting).await?;
    tx.commit().await?;
    Ok(())
}

/// The act of a meeting already closed counts again.
async fn settled(tx: &mut Tx, meeting: &Reunion) -> Result<(), WriteError> {
    match meeting.etat {
        Etat::Tenue { .. } => crate::registre::recount(tx, meeting).await,
        Etat::Prevue | Etat::Annulee { .. } => Ok(()),
    }
}

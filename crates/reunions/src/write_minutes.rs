use crate::droits::{ANIMER, VOIR};
use crate::minutes::Decision;
use crate::reunion::Reunion;
use crate::write_error::EtatRefus;
use crate::{WriteError, author, heures, responsable, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id, saisie};

/// Writes the next version of the minutes of a meeting, upon the one that was read. A validated text stays: this is the next one.
///
/// # Errors
/// [`WriteError`].
pub async fn write_minutes(
    ctx: &Ctx,
    db: &Db,
    reunion: Id<Reunion>,
    lue: u32,
    texte: &str,
) -> Result<u32, WriteError> {
    ctx.require(ANIMER)?;
    let texte = crate::TEXTE.maybe_words("compte_rendu", texte)?;
    if texte.is_empty() {
        return Err(saisie::Refus::new("compte_rendu", "Ce champ est obligatoire.").into());
    }
    let mut tx = db.begin(ctx).await?;
    let meeting = responsable::hold(&mut tx, reunion).await?;
    let kept = store::minutes::all(&mut tx, reunion).await?;
    let last = kept.first().map_or(0, |one| one.numero);
    if kept.first().is_some_and(|one| one.texte == texte) {
        return Ok(last);
    }
    if last != lue || !store::minutes::add(&mut tx, reunion, lue + 1, &texte, author(ctx)).await? {
        return Err(WriteError::Change);
    }
    let trace = Trace::new("reunions.compte_rendu_ecrit", format!("reunion:{reunion}"));
    tx.record(trace.detail(&meeting.titre).after(&texte));
    tx.commit().await?;
    Ok(lue + 1)
}

/// Validates the last version of the minutes: it is frozen.
///
/// # Errors
/// [`WriteError`].
pub async fn validate_minutes(ctx: &Ctx, db: &Db, reunion: Id<Reunion>, lue: u32) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    let meeting = responsable::hold(&mut tx, reunion).await?;
    let kept = store::minutes::all(&mut tx, reunion).await?;
    if kept.first().map(|one| one.numero) != Some(lue) {
        return Err(WriteError::Change);
    }
    if !store::minutes::validate(&mut tx, reunion, lue, author(ctx)).await? {
        return Err(EtatRefus::DejaValide.into());
    }
    tx.record(
        Trace::new("reunions.compte_rendu_valide", format!("reunion:{reunion}")).detail(&meeting.titre),
    );
    tx.commit().await?;
    Ok(())
}

/// Notes what was decided, under the id that its form was given.
///
/// # Errors
/// [`WriteError`].
pub async fn note_decision(ctx: &Ctx, db: &Db, decision: Decision) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    let meeting = responsable::hold(&mut tx, decision.reunion).await?;
    let decision = decision.check(&meeting)?;
    if !store::decisions::add(&mut tx, &decision, author(ctx)).await? {
        let kept = store::decisions::one(&mut tx, decision.id).await?;
        return if kept.is_some_and(|one| one == decision) { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    let trace = Trace::new("reunions.decision_notee", format!("decision:{}", decision.id));
    tx.record(trace.detail(&decision.texte).after(&decision));
    tx.commit().await?;
    Ok(())
}

/// Says that a decision is carried out, or is not after all: whoever carries it, or answers for the meeting.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_decision(ctx: &Ctx, db: &Db, id: Id<Decision>, faite: bool) -> Result<(), WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.begin(ctx).await?;
    let one = theirs(&mut tx, id).await?;
    let fait_le = faite.then(|| heures::today(ctx.now));
    if one.fait_le.is_some() == faite {
        return Ok(());
    }
    store::decisions::settle(&mut tx, id, fait_le).await?;
    let action = if faite { "reunions.decision_faite" } else { "reunions.decision_rouverte" };
    tx.record(Trace::new(action, format!("decision:{id}")).detail(&one.texte));
    tx.commit().await?;
    Ok(())
}

/// A decision that the caller carries, or whose meeting they answer for.
async fn theirs(tx: &mut Tx, id: Id<Decision>) -> Result<Decision, WriteError> {
    let one = store::decisions::one(tx, id).await?.ok_or(WriteError::Inconnu("Cette décision"))?;
    if let (Some(me), Some(porteur)) = (author(tx.ctx()), one.porteur)
        && adhesions::adherent(tx, porteur).await?.is_some_and(|who| who.compte == Some(me))
    {
        return Ok(one);
    }
    responsable::hold(tx, one.reunion).await?;
    Ok(one)
}

/// Takes away a decision noted by mistake.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_decision(ctx: &Ctx, db: &Db, id: Id<Decision>) -> Result<Id<Reunion>, WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    let one = store::decisions::one(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette décision"))?;
    responsable::hold(&mut tx, one.reunion).await?;
    if !store::decisions::retire(&mut tx, id).await? {
        return Err(WriteError::Change);
    }
    tx.record(Trace::new("reunions.decision_retiree", format!("decision:{id}")).before(&one));
    tx.commit().await?;
    Ok(one.reunion)
}

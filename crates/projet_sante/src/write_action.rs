use crate::action::{Action, Fiche, Retrait};
use crate::droits::CONDUIRE;
use crate::missions::missions;
use crate::{WriteError, read_actions, store::actions};
use db::{Db, Trace, Tx};
use kernel::saisie::{Refus, words};
use kernel::{Ctx, Id};
use law::Parameters;

/// Writes a new action sheet.
///
/// # Errors
/// [`WriteError`].
pub async fn write_action(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    fiche: Fiche,
) -> Result<Id<Action>, WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let fiche = checked(&mut tx, ctx, law, fiche, None).await?;
    let action = Action { id: ctx.id(), fiche, version: 1, auteur: crate::author(ctx), retrait: None };
    if !actions::add(&mut tx, &action).await? {
        return Err(WriteError::DejaNote);
    }
    let trace = Trace::new("projet_sante.action_ecrite", format!("action:{}", action.id));
    tx.record(trace.detail(&action.fiche.titre).after(&action));
    tx.commit().await?;
    Ok(action.id)
}

/// Writes a sheet again, upon the version that was read. Of two people who write at once, the first is kept.
///
/// # Errors
/// [`WriteError`].
pub async fn rewrite_action(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    (id, lue): (Id<Action>, u32),
    fiche: Fiche,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let before = held(&mut tx, id).await?;
    let fiche = checked(&mut tx, ctx, law, fiche, Some(&before)).await?;
    let after = Action { fiche, version: lue.saturating_add(1), ..before.clone() };
    keep(tx, "projet_sante.action_reecrite", &before, &after).await
}

/// Takes an action off the list, for this reason.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_action(ctx: &Ctx, db: &Db, id: Id<Action>, motif: &str) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let motif = words("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let before = held(&mut tx, id).await?;
    if before.retrait.is_some() {
        return Err(WriteError::FicheChangee);
    }
    let retrait = Some(Retrait { le: ctx.now, motif });
    let after = Action { retrait, version: before.version + 1, ..before.clone() };
    keep(tx, "projet_sante.action_retiree", &before, &after).await
}

/// Brings an action back on the list.
///
/// # Errors
/// [`WriteError`].
pub async fn restore_action(ctx: &Ctx, db: &Db, id: Id<Action>) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let before = held(&mut tx, id).await?;
    if before.retrait.is_none() {
        return Err(WriteError::FicheChangee);
    }
    let after = Action { retrait: None, version: before.version + 1, ..before.clone() };
    keep(tx, "projet_sante.action_reprise", &before, &after).await
}

async fn keep(mut tx: Tx, name: &'static str, before: &Action, after: &Action) -> Result<(), WriteError> {
    if !actions::change(&mut tx, after).await? {
        return Err(WriteError::FicheChangee);
    }
    let trace = Trace::new(name, format!("action:{}", after.id));
    tx.record(trace.detail(&after.fiche.titre).before(before).after(after));
    tx.commit().await?;
    Ok(())
}

async fn held(tx: &mut Tx, id: Id<Action>) -> Result<Action, WriteError> {
    actions::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cette action"))
}

/// The sheet, measured, whose objective, aims and person in charge are of this CPTS. What it already said stays lawful: a
/// mission of an older agreement, somebody who has left.
async fn checked(
    tx: &mut Tx,
    ctx: &Ctx,
    law: &Parameters,
    fiche: Fiche,
    before: Option<&Action>,
) -> Result<Fiche, WriteError> {
    let mut known: Vec<String> =
        missions(law, kernel::today(ctx.now))?.into_iter().map(|one| one.id).collect();
    known.extend(before.map(|one| one.fiche.mission.clone()));
    let fiche = fiche.check(&known)?;
    if let Some(id) = fiche.objectif
        && !read_actions::objectifs(tx).await?.iter().any(|one| one.id == id)
        && before.and_then(|one| one.fiche.objectif) != Some(id)
    {
        return Err(Refus::new("objectif", "Cet objectif n’est plus sur la liste.").into());
    }
    let aims = read_actions::visees(tx).await?;
    if !fiche.visees.iter().all(|id| aims.iter().any(|aim| aim.id == *id)) {
        return Err(Refus::new("visees", "Un de ces objectifs régionaux n’est plus sur la liste.").into());
    }
    if let Some(id) = fiche.responsable
        && before.and_then(|one| one.fiche.responsable) != Some(id)
        && comptes::membre(tx, Id::new(id)).await?.is_none()
    {
        return Err(Refus::new("responsable", "Cette personne n’est pas membre de la CPTS.").into());
    }
    Ok(fiche)
}

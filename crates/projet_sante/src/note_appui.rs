use crate::appui::{Appui, Recit};
use crate::droits::APPUYER;
use crate::{Retrait, WriteError, store::appuis};
use db::{Db, Trace};
use kernel::saisie::line;
use kernel::{Ctx, Id};

/// Notes a help received.
///
/// # Errors
/// [`WriteError`].
pub async fn note_appui(ctx: &Ctx, db: &Db, recit: Recit) -> Result<Id<Appui>, WriteError> {
    ctx.require(APPUYER)?;
    let recit = recit.check(kernel::today(ctx.now))?;
    let appui = Appui { id: ctx.id(), recit, auteur: crate::author(ctx), retrait: None };
    let mut tx = db.begin(ctx).await?;
    appuis::add(&mut tx, &appui).await?;
    let trace = Trace::new("projet_sante.appui_note", format!("appui:{}", appui.id));
    tx.record(trace.detail(&appui.recit.institution).after(&appui));
    tx.commit().await?;
    Ok(appui.id)
}

/// Takes a help off the log: whoever noted it does, or whoever leads. It stays in the memory, with the reason.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_appui(ctx: &Ctx, db: &Db, id: Id<Appui>, motif: &str) -> Result<(), WriteError> {
    ctx.require(APPUYER)?;
    let motif = line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let before = appuis::appuis(&mut tx).await?.into_iter().find(|one| one.id == id);
    let before = before.ok_or(WriteError::Inconnu("Cet appui"))?;
    if !before.can_be_withdrawn(ctx) {
        return Err(WriteError::AppuiDAutrui);
    }
    if !appuis::retire(&mut tx, id, &motif).await? {
        return Err(WriteError::Inconnu("Cet appui"));
    }
    let trace = Trace::new("projet_sante.appui_retire", format!("appui:{id}"));
    let after = Appui { retrait: Some(Retrait { le: ctx.now, motif }), ..before.clone() };
    tx.record(trace.detail(&before.recit.institution).before(&before).after(&after));
    tx.commit().await?;
    Ok(())
}

use crate::appui::{Appui, Recit};
use crate::droits::APPUYER;
use crate::{WriteError, store::appuis};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Notes a help received.
///
/// # Errors
/// [`WriteError`].
pub async fn note_appui(ctx: &Ctx, db: &Db, recit: Recit) -> Result<Id<Appui>, WriteError> {
    ctx.require(APPUYER)?;
    let recit = recit.check(crate::today(ctx.now))?;
    let appui = Appui { id: ctx.id(), recit, auteur: crate::author(ctx) };
    let mut tx = db.begin(ctx).await?;
    appuis::add(&mut tx, &appui).await?;
    let trace = Trace::new("projet_sante.appui_note", format!("appui:{}", appui.id));
    tx.record(trace.detail(&appui.recit.institution).after(&appui));
    tx.commit().await?;
    Ok(appui.id)
}

/// Takes a help off the log, noted by mistake.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_appui(ctx: &Ctx, db: &Db, id: Id<Appui>) -> Result<(), WriteError> {
    ctx.require(APPUYER)?;
    let mut tx = db.begin(ctx).await?;
    if !appuis::retire(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Cet appui"));
    }
    tx.record(Trace::new("projet_sante.appui_retire", format!("appui:{id}")));
    tx.commit().await?;
    Ok(())
}

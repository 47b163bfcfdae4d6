use crate::{
    EditError, Enquete,
    edit::{hold, objet},
    question::check_order,
    store,
};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Event, Id, today};
use serde::Serialize;

/// A survey was opened: whoever tells the members may.
#[derive(Debug, Serialize)]
pub struct EnqueteOuverte {
    /// The survey.
    pub enquete: Id<Enquete>,
    /// Its title.
    pub titre: String,
    /// First day.
    pub du: Date,
    /// Last day.
    pub au: Date,
}

impl Event for EnqueteOuverte {
    const NAME: &'static str = "enquete.ouverte";
}

/// Opens a draft from `du` to `au`: its questions are settled, those withdrawn are forgotten.
///
/// # Errors
/// [`EditError`].
pub async fn open(ctx: &Ctx, db: &Db, id: Id<Enquete>, du: Date, au: Date) -> Result<(), EditError> {
    let (mut tx, enquete) = hold(ctx, db, id).await?;
    let questions = store::question::questions(&mut tx, id).await?;
    let enquete = enquete.open(&questions, today(ctx.now), du, au)?;
    check_order(&questions)?;
    store::question::forget_retirees(&mut tx, id).await?;
    let event = EnqueteOuverte { enquete: id, titre: enquete.intitule.titre.clone(), du, au };
    if let Some(periode) = enquete.periode {
        store::enquete::keep_periode(&mut tx, id, periode).await?;
    }
    tx.publish(&event).await?;
    let trace = Trace::new("enquete.enquete_ouverte", objet(id)).detail(&event.titre);
    tx.record(trace.after(&(enquete.periode, &questions)));
    Ok(tx.commit().await?)
}

/// Closes a survey before its last day.
///
/// # Errors
/// [`EditError`].
pub async fn close(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<(), EditError> {
    let (tx, enquete) = hold(ctx, db, id).await?;
    let before = enquete.periode;
    let enquete = enquete.close(today(ctx.now))?;
    keep(tx, enquete, before, "enquete.enquete_close").await
}

/// Takes answers again until `au`.
///
/// # Errors
/// [`EditError`].
pub async fn reopen(ctx: &Ctx, db: &Db, id: Id<Enquete>, au: Date) -> Result<(), EditError> {
    let (tx, enquete) = hold(ctx, db, id).await?;
    let before = enquete.periode;
    let enquete = enquete.reopen(today(ctx.now), au)?;
    keep(tx, enquete, before, "enquete.enquete_rouverte").await
}

async fn keep(
    mut tx: db::Tx,
    enquete: Enquete,
    before: Option<crate::enquete::Ouverture>,
    action: &'static str,
) -> Result<(), EditError> {
    if let Some(periode) = enquete.periode {
        store::enquete::keep_periode(&mut tx, enquete.id, periode).await?;
    }
    let trace = Trace::new(action, objet(enquete.id)).detail(&enquete.intitule.titre);
    tx.record(trace.before(&before).after(&enquete.periode));
    Ok(tx.commit().await?)
}

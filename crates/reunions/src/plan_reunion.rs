use crate::droits::ORGANISER;
use crate::reunion::{Nouvelle, Reunion};
use crate::{WriteError, author, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use uuid::Uuid;

/// Plans a meeting.
///
/// # Errors
/// [`WriteError`].
pub async fn plan_reunion(ctx: &Ctx, db: &Db, nouvelle: Nouvelle) -> Result<Id<Reunion>, WriteError> {
    ctx.require(ORGANISER)?;
    let mut tx = db.begin(ctx).await?;
    let id = plan_in(&mut tx, nouvelle).await?;
    tx.commit().await?;
    Ok(id)
}

/// Plans a meeting in the transaction of the caller, whose right it is to ask for theirs. The same form sent twice is one meeting.
///
/// # Errors
/// [`WriteError`].
pub async fn plan_in(tx: &mut Tx, nouvelle: Nouvelle) -> Result<Id<Reunion>, WriteError> {
    plan_of(tx, nouvelle, None).await
}

pub(crate) async fn plan_of(
    tx: &mut Tx,
    nouvelle: Nouvelle,
    serie: Option<Uuid>,
) -> Result<Id<Reunion>, WriteError> {
    let nouvelle = nouvelle.check()?;
    let id = nouvelle.id.unwrap_or_else(|| tx.ctx().id());
    let auteur = author(tx.ctx());
    let added = store::reunions::add(tx, id, &nouvelle, serie, auteur).await?;
    let trace = Trace::new("reunions.reunion_prevue", format!("reunion:{id}"));
    tx.record(trace.detail(&nouvelle.titre).after(&nouvelle));
    match added {
        true => Ok(id),
        false if store::reunions::reunion(tx, id).await?.is_some_and(|kept| same(&kept, &nouvelle)) => Ok(id),
        false => Err(WriteError::DejaNote),
    }
}

/// Whether the form sent again says the same.
fn same(kept: &Reunion, nouvelle: &Nouvelle) -> bool {
    kept.nouvelle() == Nouvelle { id: Some(kept.id), ..nouvelle.clone() }
}

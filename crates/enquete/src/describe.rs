use crate::{
    Anonymat, EditError, Enquete, Intitule,
    edit::{draft, objet},
    store,
};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Other words for a draft, or another choice between named and unnamed answers.
///
/// # Errors
/// [`EditError`].
pub async fn describe(
    ctx: &Ctx,
    db: &Db,
    id: Id<Enquete>,
    intitule: Intitule,
    anonymat: Anonymat,
) -> Result<(), EditError> {
    let (mut tx, before, _) = draft(ctx, db, id).await?;
    intitule.check()?;
    store::enquete::keep_intitule(&mut tx, id, &intitule, anonymat).await?;
    let trace = Trace::new("enquete.enquete_decrite", objet(id)).detail(&intitule.titre);
    tx.record(trace.before(&(&before.intitule, before.anonymat)).after(&(&intitule, anonymat)));
    Ok(tx.commit().await?)
}

/// Throws a draft away.
///
/// # Errors
/// [`EditError`].
pub async fn discard(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<(), EditError> {
    let (mut tx, before, _) = draft(ctx, db, id).await?;
    store::enquete::discard(&mut tx, id).await?;
    let trace = Trace::new("enquete.brouillon_jete", objet(id)).detail(&before.intitule.titre);
    tx.record(trace.before(&(&before.intitule, before.anonymat)));
    Ok(tx.commit().await?)
}

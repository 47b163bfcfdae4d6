use crate::{
    EditError, Enquete,
    edit::{hold, objet},
    formulaire, store,
};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Gives a survey an open link, or keeps the one it has; answers its code. Whoever holds it may answer until the end.
///
/// # Errors
/// [`EditError`].
pub async fn share(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<String, EditError> {
    let (mut tx, enquete) = hold(ctx, db, id).await?;
    if !enquete.lien.is_empty() {
        return Ok(enquete.lien);
    }
    let code = formulaire::code(db.secret(), ctx.id::<Enquete>().uuid(), ctx.cpts, id);
    store::enquete::keep_lien(&mut tx, id, &code).await?;
    tx.record(Trace::new("enquete.lien_ouvert", objet(id)));
    tx.commit().await?;
    Ok(code)
}

/// Takes the open link back: its address leads nowhere any more.
///
/// # Errors
/// [`EditError`].
pub async fn unshare(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<(), EditError> {
    let (mut tx, enquete) = hold(ctx, db, id).await?;
    if enquete.lien.is_empty() {
        return Ok(());
    }
    store::enquete::keep_lien(&mut tx, id, "").await?;
    tx.record(Trace::new("enquete.lien_retire", objet(id)));
    Ok(tx.commit().await?)
}

/// The path of an open link.
#[must_use]
pub fn chemin_ouvert(slug: &str, code: &str) -> String {
    format!("/{slug}/enquete/{code}")
}

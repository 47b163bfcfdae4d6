use crate::droits::TENIR;
use crate::financement::{Financement, Texte};
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Notes a grant, under the id that its form was given: the same form sent twice is one grant.
///
/// # Errors
/// [`WriteError`].
pub async fn add_financement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Financement>,
    texte: Texte,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let one = Financement { id, texte: texte.checked()? };
    let mut tx = db.begin(ctx).await?;
    if !store::financements::add(&mut tx, &one, crate::author(ctx)).await? {
        let kept = store::financements::financements(&mut tx).await?;
        return if kept.contains(&one) { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    tx.record(Trace::new("budget.financement_note", objet(id)).detail(&one.texte.nom).after(&one));
    tx.commit().await?;
    Ok(())
}

/// Writes a grant again; the journal keeps what stood before.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_financement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Financement>,
    texte: Texte,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let one = Financement { id, texte: texte.checked()? };
    let mut tx = db.begin(ctx).await?;
    let all = store::financements::financements(&mut tx).await?;
    let old = all.into_iter().find(|known| known.id == id).ok_or(WriteError::Inconnu("Ce financement"))?;
    if !store::financements::change(&mut tx, &one).await? {
        return Err(WriteError::Inconnu("Ce financement"));
    }
    let trace = Trace::new("budget.financement_corrige", objet(id)).detail(&one.texte.nom);
    tx.record(trace.before(&old).after(&one));
    tx.commit().await?;
    Ok(())
}

/// Takes away a grant noted by mistake, that pays nothing.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_financement(ctx: &Ctx, db: &Db, id: Id<Financement>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let all = store::financements::financements(&mut tx).await?;
    let old = all.into_iter().find(|known| known.id == id).ok_or(WriteError::Inconnu("Ce financement"))?;
    if !store::financements::retire(&mut tx, id).await? {
        return Err(WriteError::Cite);
    }
    tx.record(Trace::new("budget.financement_retire", objet(id)).detail(&old.texte.nom).before(&old));
    tx.commit().await?;
    Ok(())
}

fn objet(id: Id<Financement>) -> String {
    format!("financement:{id}")
}

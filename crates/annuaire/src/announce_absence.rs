use crate::absence::Annonce;
use crate::champ::Source;
use crate::droits::MODIFIER;
use crate::open_fiche::{advance, find_or_open};
use crate::{Absence, Fiche, Reference, WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id, today};

/// The office notes that somebody will be away. Two absences never share a day.
///
/// # Errors
/// [`WriteError`].
pub async fn announce_absence(
    ctx: &Ctx,
    db: &Db,
    reference: &Reference,
    annonce: &Annonce,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = find_or_open(&mut tx, reference).await?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    keep_annonce(&mut tx, &fiche, annonce, Source::Cpts).await?;
    tx.record(Trace::new("annuaire.absence_notee", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

/// Keeps an absence of an entry whose changes wait for each other: what is read here cannot change before the commit.
pub(crate) async fn keep_annonce(
    tx: &mut Tx,
    fiche: &Fiche,
    annonce: &Annonce,
    source: Source,
) -> Result<(), WriteError> {
    let remplacant = annonce.check(today(tx.ctx().now), &fiche.absences)?;
    let absence = Absence {
        id: tx.ctx().id(),
        du: annonce.du,
        au: annonce.au,
        remplacant,
        note: annonce.note.clone(),
        source,
        le: tx.ctx().now,
    };
    Ok(store::keep_absence(tx, fiche.id, &absence).await?)
}

/// The absence will not take place, or was wrong.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_absence(
    ctx: &Ctx,
    db: &Db,
    fiche: Id<Fiche>,
    absence: Id<Absence>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::fiche(&mut tx, fiche).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    if !store::drop_absence(&mut tx, fiche.id, absence).await? {
        return Err(WriteError::LigneInconnue);
    }
    tx.record(Trace::new("annuaire.absence_retiree", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

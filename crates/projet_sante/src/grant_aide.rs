use crate::WriteError;
use crate::aide::{Aide, Octroi, Versement};
use crate::attach_piece::release;
use crate::droits::AIDES;
use crate::jointe::Sujet;
use crate::store::{aides, pieces};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::saisie::maybe_line;
use kernel::{Ctx, Id};

/// Notes an aid that was granted, with the amount that was granted here, under the id that its form was given: the same form
/// sent twice is one aid.
///
/// # Errors
/// [`WriteError`].
pub async fn grant_aide(ctx: &Ctx, db: &Db, id: Id<Aide>, octroi: Octroi) -> Result<(), WriteError> {
    ctx.require(AIDES)?;
    let octroi = octroi.check(kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    if !aides::add(&mut tx, id, &octroi, crate::author(ctx)).await? {
        let kept = aides::hold(&mut tx, id).await?;
        return if kept.is_some_and(|one| one.octroi == octroi) { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    let trace = Trace::new("projet_sante.aide_accordee", format!("aide:{id}"));
    tx.record(trace.detail(&octroi.intitule).after(&octroi));
    tx.commit().await?;
    Ok(())
}

/// Notes money received of an aid, never more than was granted, under the id that its form was given: the same form sent
/// twice is one payment.
///
/// # Errors
/// [`WriteError`].
pub async fn receive_versement(
    ctx: &Ctx,
    db: &Db,
    aide: Id<Aide>,
    id: Id<Versement>,
    (montant, recu_le): (i64, Date),
    reference: &str,
) -> Result<(), WriteError> {
    ctx.require(AIDES)?;
    let reference = maybe_line("reference", reference)?;
    let mut tx = db.begin(ctx).await?;
    let known = aides::hold(&mut tx, aide).await?.ok_or(WriteError::Inconnu("Cette aide"))?;
    let versement = Versement { id, aide, montant, recu_le, reference };
    if known.versements.contains(&versement) {
        return Ok(());
    }
    known.check(montant, recu_le, kernel::today(ctx.now))?;
    if !aides::add_versement(&mut tx, &versement, crate::author(ctx)).await? {
        return Err(WriteError::DejaNote);
    }
    let trace = Trace::new("projet_sante.aide_recue", format!("aide:{aide}"));
    tx.record(trace.detail(&known.octroi.intitule).after(&versement));
    tx.commit().await?;
    Ok(())
}

/// Takes away an aid noted by mistake, with what was received of it and paid with it, and the files of all that.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_aide(ctx: &Ctx, db: &Db, id: Id<Aide>) -> Result<(), WriteError> {
    ctx.require(AIDES)?;
    let mut tx = db.begin(ctx).await?;
    let aide = aides::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette aide"))?;
    aides::retire(&mut tx, id).await?;
    let mut files = pieces::clear(&mut tx, &Sujet::aide(id)).await?;
    for depense in &aide.depenses {
        files.extend(pieces::clear(&mut tx, &Sujet::depense(depense.id)).await?);
    }
    tx.record(Trace::new("projet_sante.aide_retiree", format!("aide:{id}")));
    tx.commit().await?;
    release(ctx, db, files).await
}

/// Takes away money noted by mistake.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_versement(ctx: &Ctx, db: &Db, id: Id<Versement>) -> Result<(), WriteError> {
    ctx.require(AIDES)?;
    let mut tx = db.begin(ctx).await?;
    if !aides::retire_versement(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Ce versement"));
    }
    tx.record(Trace::new("projet_sante.versement_retire", format!("versement:{id}")));
    tx.commit().await?;
    Ok(())
}

use crate::WriteError;
use crate::aide::{Aide, Depense};
use crate::attach_piece::release;
use crate::droits::AIDES;
use crate::jointe::Sujet;
use crate::store::{aides, pieces};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::saisie::line;
use kernel::{Ctx, Id};

/// Notes something paid with an aid, never more than what is left of it, under the id that its form was given: the same form
/// sent twice is one expense.
///
/// # Errors
/// [`WriteError`].
pub async fn spend_aide(
    ctx: &Ctx,
    db: &Db,
    aide: Id<Aide>,
    id: Id<Depense>,
    (montant, jour): (i64, Date),
    libelle: &str,
) -> Result<(), WriteError> {
    ctx.require(AIDES)?;
    let libelle = line("libelle", libelle)?;
    let mut tx = db.begin(ctx).await?;
    let known = aides::hold(&mut tx, aide).await?.ok_or(WriteError::Inconnu("Cette aide"))?;
    let depense = Depense { id, aide, libelle, montant, jour };
    if known.depenses.contains(&depense) {
        return Ok(());
    }
    known.check_depense(montant, jour, kernel::today(ctx.now))?;
    if !aides::add_depense(&mut tx, &depense, crate::author(ctx)).await? {
        return Err(WriteError::DejaNote);
    }
    let trace = Trace::new("projet_sante.aide_depensee", format!("aide:{aide}"));
    tx.record(trace.detail(&known.octroi.intitule).after(&depense));
    tx.commit().await?;
    Ok(())
}

/// Takes away an expense noted by mistake, with the files that proved it.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_depense(ctx: &Ctx, db: &Db, id: Id<Depense>) -> Result<(), WriteError> {
    ctx.require(AIDES)?;
    let mut tx = db.begin(ctx).await?;
    let held = aides::hold_depense(&mut tx, id).await?;
    if held.is_none() || !aides::retire_depense(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Cette dépense"));
    }
    let files = pieces::clear(&mut tx, &Sujet::depense(id)).await?;
    tx.record(Trace::new("projet_sante.depense_retiree", format!("depense:{id}")));
    tx.commit().await?;
    release(ctx, db, files).await
}

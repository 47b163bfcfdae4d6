use crate::accord::Accord;
use crate::contrat::{Contrat, Fin, anniversary};
use crate::droits::MODIFIER;
use crate::refus::line;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, coherence, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Ends a contract before its term: `le` is the first day without contract.
///
/// # Errors
/// [`WriteError`].
pub async fn end_contrat(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    le: Date,
    motif: &str,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let motif = line("motif", "pourquoi le contrat s’arrête", motif, 1000)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let signature = old.signature.ok_or(Refus::PasSigne(""))?;
    let terme = anniversary(signature, old.duree_ans);
    if old.fin.is_some() {
        return Err(Refus::DejaFini.into());
    }
    if le <= signature || le >= terme {
        return Err(Refus::FinMalPlacee(terme).into());
    }
    let fin = Fin { le, motif };
    let new = Contrat { fin: Some(fin.clone()), ..old.clone() };
    coherence::check_years(&Accord::of(law)?, &old, &new)?;
    if !store::contrats::end(&mut tx, id, &fin).await? {
        return Err(Refus::DejaFini.into());
    }
    calendrier::settle(&mut tx, law, &new).await?;
    tx.record(Trace::new("contrat.termine", objet(id)).detail(&fin.motif).after(&fin));
    tx.commit().await?;
    Ok(())
}

/// Takes back the end of a contract: it runs to its term again.
///
/// # Errors
/// [`WriteError`].
pub async fn resume_contrat(ctx: &Ctx, db: &Db, law: &Parameters, id: Id<Contrat>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let all = store::contrats::hold(&mut tx).await?;
    let old = all.iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce contrat"))?;
    let Some(fin) = old.fin.clone() else { return Err(WriteError::Inconnu("Cette fin de contrat")) };
    let new = Contrat { fin: None, ..old.clone() };
    crate::sign_contrat::apart(&all, &new)?;
    coherence::check_years(&Accord::of(law)?, old, &new)?;
    store::contrats::resume(&mut tx, id).await?;
    calendrier::settle(&mut tx, law, &new).await?;
    tx.record(Trace::new("contrat.repris", objet(id)).before(&fin));
    tx.commit().await?;
    Ok(())
}

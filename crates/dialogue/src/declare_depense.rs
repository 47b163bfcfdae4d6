use crate::depense::Declaration;
use crate::droits::DEPENSER;
use crate::texte::Suite;
use crate::{Depense, WriteError, depense, prepare, store};
use contrat::Contrat;
use db::{Db, Trace, Tx};
use kernel::{Actor, Ctx, Id};

/// Declares what components of the contract spent in a contract year; none takes the declaration of one back. Only what its writer
/// changed is written, and nothing over what somebody else declared in the meantime.
///
/// # Errors
/// [`WriteError`].
pub async fn declare_depenses<T: Clone + Into<Declaration>>(
    ctx: &Ctx,
    db: &Db,
    (contrat, annee): (Id<Contrat>, u32),
    lignes: &[T],
) -> Result<(), WriteError> {
    ctx.require(DEPENSER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = contrat::contrat(&mut tx, contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    let year = contrat::annees(&contrat).into_iter().find(|one| one.numero == annee);
    let year = year.ok_or(WriteError::HorsContrat(annee))?;
    let components = prepare::components(&contrat, year.au.min(kernel::today(ctx.now)));
    let known = store::depenses::depenses(&mut tx, contrat.id, annee).await?;
    let mut wrote = false;
    for ligne in lignes.iter().cloned().map(Into::into) {
        if !components.contains(&ligne.composante) {
            return Err(depense::Refus::HorsContrat.into());
        }
        let old = known.iter().find(|one| one.composante == ligne.composante);
        match ligne.ecrit().upon(&old.map(Depense::dit).unwrap_or_default()) {
            Suite::Inchange => {}
            Suite::Concurrent(_) => return Err(WriteError::DepenseChangee),
            Suite::Ecrire(_) => {
                write(&mut tx, (contrat.id, annee), &ligne, old).await?;
                wrote = true;
            }
        }
    }
    if wrote {
        tx.commit().await?;
    }
    Ok(())
}

async fn write(
    tx: &mut Tx,
    (contrat, annee): (Id<Contrat>, u32),
    ligne: &Declaration,
    old: Option<&Depense>,
) -> Result<(), WriteError> {
    let ctx = tx.ctx().clone();
    let par = match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    };
    let trace = Trace::new("dialogue.depense_declaree", format!("contrat:{contrat}:annee:{annee}"));
    let trace = trace.detail(&ligne.composante).before(&old);
    let (done, trace) = match (ligne.cents, old) {
        (None, None) => return Ok(()),
        (None, Some(old)) => (store::depenses::forget(tx, (contrat, annee), old).await?, trace),
        (Some(cents), _) => {
            let new = Depense::declare(&ligne.composante, cents, &ligne.note, ctx.now)?;
            let done = store::depenses::declare(tx, (contrat, annee), (&new, old), par).await?;
            (done, trace.after(&new))
        }
    };
    if !done {
        return Err(WriteError::DepenseChangee);
    }
    tx.record(trace);
    Ok(())
}

use crate::droits::DEPENSER;
use crate::{Depense, WriteError, depense, prepare, store};
use contrat::Contrat;
use db::{Db, Trace};
use kernel::{Actor, Ctx, Id};

/// Declares what components of the contract spent in a contract year; none takes the declaration of one back. Only what changes is
/// written.
///
/// # Errors
/// [`WriteError`].
pub async fn declare_depenses(
    ctx: &Ctx,
    db: &Db,
    (contrat, annee): (Id<Contrat>, u32),
    lignes: &[(String, Option<i64>, String)],
) -> Result<(), WriteError> {
    ctx.require(DEPENSER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = contrat::contrat(&mut tx, contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    let year = contrat::annees(&contrat).into_iter().find(|one| one.numero == annee);
    let year = year.ok_or(WriteError::HorsContrat(annee))?;
    let components = prepare::components(&contrat, year.au.min(crate::today(ctx.now)));
    let known = store::depenses::depenses(&mut tx, contrat.id, annee).await?;
    let par = match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    };
    let mut wrote = false;
    for (composante, cents, note) in lignes {
        if !components.contains(composante) {
            return Err(depense::Refus::HorsContrat.into());
        }
        let old = known.iter().find(|one| one.composante == *composante);
        let trace = Trace::new("dialogue.depense_declaree", format!("contrat:{}:annee:{annee}", contrat.id));
        let trace = trace.detail(composante).before(&old);
        match cents {
            None if old.is_some() => {
                store::depenses::forget(&mut tx, contrat.id, annee, composante).await?;
                tx.record(trace);
                wrote = true;
            }
            None => {}
            Some(cents) => {
                let new = Depense::declare(composante, *cents, note, ctx.now)?;
                if old.is_some_and(|old| old.cents == new.cents && old.note == new.note) {
                    continue;
                }
                store::depenses::declare(&mut tx, (contrat.id, annee), &new, par).await?;
                tx.record(trace.after(&new));
                wrote = true;
            }
        }
    }
    if wrote {
        tx.commit().await?;
    }
    Ok(())
}

use crate::champ::{Nature, Source};
use crate::droits::MODIFIER;
use crate::open_fiche::{advance, find_or_open};
use crate::saisie::Geste;
use crate::{Fiche, Reference, Saisie, WriteError, store};
use db::{Db, Trace, Tx};
use kernel::Ctx;

/// Writes what the office typed in some fields of an entry, opening it if need be. Returns the fields that changed.
///
/// # Errors
/// [`WriteError`].
pub async fn fill(
    ctx: &Ctx,
    db: &Db,
    reference: &Reference,
    saisies: &[Saisie],
) -> Result<Vec<Nature>, WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = find_or_open(&mut tx, reference).await?;
    let changed = keep_saisies(&mut tx, &fiche, saisies, Source::Cpts).await?;
    if changed.is_empty() {
        return Ok(changed);
    }
    advance(&mut tx, &fiche, fiche.numero).await?;
    tx.record(Trace::new("annuaire.champs_modifies", fiche.objet()).detail(named(&changed)));
    tx.commit().await?;
    Ok(changed)
}

/// Keeps what changes, field by field.
pub(crate) async fn keep_saisies(
    tx: &mut Tx,
    fiche: &Fiche,
    saisies: &[Saisie],
    source: Source,
) -> Result<Vec<Nature>, WriteError> {
    let mut changed = Vec::new();
    for saisie in saisies {
        match saisie.decide(fiche, source, tx.ctx())? {
            Geste::Rien => continue,
            Geste::Garder(champ) => store::keep_champ(tx, fiche.id, &champ).await?,
            Geste::Retirer => {
                store::drop_champ(tx, fiche.id, saisie.nature).await?;
            }
        }
        changed.push(saisie.nature);
    }
    Ok(changed)
}

/// The names of fields, for the journal: never what they say.
pub(crate) fn named(natures: &[Nature]) -> String {
    natures.iter().map(|nature| nature.libelle()).collect::<Vec<_>>().join(", ")
}

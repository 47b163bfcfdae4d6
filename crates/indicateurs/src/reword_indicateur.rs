use crate::add_indicateur::objet;
use crate::droits::MODIFIER;
use crate::indicateur::{Indicateur, Refus, Texte};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// Says an indicator otherwise: its words, its rule, its baseline.
///
/// # Errors
/// [`WriteError`].
pub async fn reword_indicateur(
    ctx: &Ctx,
    db: &Db,
    id: Id<Indicateur>,
    texte: Texte,
) -> Result<(), WriteError> {
    change(ctx, db, id, "indicateurs.reecrit", |old| old.reworded(texte)).await
}

/// Takes an indicator off the contract. What was frozen of it stays.
///
/// # Errors
/// [`WriteError`].
pub async fn retire_indicateur(
    ctx: &Ctx,
    db: &Db,
    id: Id<Indicateur>,
    motif: &str,
) -> Result<(), WriteError> {
    change(ctx, db, id, "indicateurs.retire", |old| old.retired(ctx.now, motif)).await
}

/// Puts an indicator back into the contract.
///
/// # Errors
/// [`WriteError`].
pub async fn restore_indicateur(ctx: &Ctx, db: &Db, id: Id<Indicateur>) -> Result<(), WriteError> {
    change(ctx, db, id, "indicateurs.repris", Indicateur::restored).await
}

async fn change(
    ctx: &Ctx,
    db: &Db,
    id: Id<Indicateur>,
    action: &'static str,
    decide: impl FnOnce(&Indicateur) -> Result<Indicateur, Refus>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let new = decide(&old)?;
    let back = new.en_vigueur() && !old.en_vigueur();
    if back && store::indicateurs::is_chosen(&mut tx, new.contrat, &new.texte.code).await? {
        return Err(Refus::DejaChoisi.into());
    }
    store::indicateurs::change(&mut tx, &new).await?;
    tx.record(Trace::new(action, objet(id)).detail(&new.texte.libelle).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// The indicator, held until the end of the transaction.
pub(crate) async fn held(tx: &mut Tx, id: Id<Indicateur>) -> Result<Indicateur, WriteError> {
    store::indicateurs::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cet indicateur"))
}

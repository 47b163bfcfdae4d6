use crate::besoin::{self, Besoin, Etat, Origine, Texte};
use crate::droits::{ANIMER, ECRIRE};
use crate::{WriteError, store::besoins};
use db::{Db, Trace, Tx};
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Writes a need.
///
/// # Errors
/// [`WriteError`].
pub async fn write_besoin(
    ctx: &Ctx,
    db: &Db,
    texte: Texte,
    origine: Origine,
) -> Result<Id<Besoin>, WriteError> {
    ctx.require(ECRIRE)?;
    let mut tx = db.begin(ctx).await?;
    let id = write(&mut tx, texte, origine).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same inside a transaction.
pub(crate) async fn write(tx: &mut Tx, texte: Texte, origine: Origine) -> Result<Id<Besoin>, WriteError> {
    besoin::check(&texte)?;
    let ctx = tx.ctx().clone();
    let besoin =
        Besoin { id: ctx.id(), texte, origine, auteur: author(&ctx), ecrit_le: ctx.now, etat: Etat::Ouvert };
    besoins::add(tx, &besoin).await?;
    let trace = Trace::new("diagnostic.besoin_ecrit", format!("besoin:{}", besoin.id));
    tx.record(trace.detail(&besoin.texte.titre).after(&besoin));
    Ok(besoin.id)
}

/// Says a need otherwise: its author, or whoever leads the diagnostic.
///
/// # Errors
/// [`WriteError`].
pub async fn reword_besoin(ctx: &Ctx, db: &Db, id: Id<Besoin>, texte: Texte) -> Result<(), WriteError> {
    ctx.require(ECRIRE)?;
    let mut tx = db.begin(ctx).await?;
    let old = besoins::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce besoin"))?;
    if old.auteur != author(ctx) {
        ctx.require(ANIMER)?;
    }
    let new = old.reworded(texte)?;
    besoins::change(&mut tx, &new).await?;
    let trace = Trace::new("diagnostic.besoin_reecrit", format!("besoin:{id}"));
    tx.record(trace.detail(&new.texte.titre).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    }
}

use crate::annexe::Annexe;
use crate::contrat::Contrat;
use crate::droits::MODIFIER;
use crate::refus::line;
use crate::write_contrat::{held, objet};
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use pieces::Depot;

/// Attaches a document to a contract: the signed contract itself, an annex, an amendment. The referents of the institutions
/// read it too.
///
/// # Errors
/// [`WriteError`].
pub async fn attach(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    libelle: &str,
    depot: Depot,
) -> Result<Id<Annexe>, WriteError> {
    ctx.require(MODIFIER)?;
    let libelle = line("libelle", "ce qu’est ce document", libelle, 200)?;
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    let piece = pieces::keep(&mut tx, &depot.for_institutions()).await?;
    let annexe = Annexe { id: ctx.id(), libelle, piece: piece.id, ajoutee_le: ctx.now };
    store::annexes::add(&mut tx, id, &annexe).await?;
    tx.record(Trace::new("contrat.annexe_jointe", objet(id)).detail(&annexe.libelle).after(&annexe));
    tx.commit().await?;
    Ok(annexe.id)
}

/// Detaches a document.
///
/// # Errors
/// [`WriteError`].
pub async fn detach(ctx: &Ctx, db: &Db, id: Id<Contrat>, annexe: Id<Annexe>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    let all = store::annexes::annexes(&mut tx, id).await?;
    let old = all.into_iter().find(|one| one.id == annexe).ok_or(WriteError::Inconnu("Ce document"))?;
    store::annexes::remove(&mut tx, id, annexe).await?;
    tx.record(Trace::new("contrat.annexe_retiree", objet(id)).detail(&old.libelle).before(&old));
    tx.commit().await?;
    Ok(())
}

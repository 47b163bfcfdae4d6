use crate::annexe::{Annexe, is_signed};
use crate::contrat::{Avenant, Contrat, FaitCrise};
use crate::droits::MODIFIER;
use crate::refus::line;
use crate::write_contrat::{held, objet};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use pieces::{Cercle, Depot, Piece};

/// Attaches a document to a contract or to one of its amendments. Once that is signed the referents of the institutions read it
/// too; until then the CPTS alone does.
///
/// # Errors
/// [`WriteError`].
pub async fn attach(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    avenant: Option<Id<Avenant>>,
    libelle: &str,
    depot: Depot,
) -> Result<Id<Annexe>, WriteError> {
    ctx.require(MODIFIER)?;
    let libelle = line("libelle", "ce qu’est ce document", libelle, 200)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    if avenant.is_some_and(|id| contrat.avenants.iter().all(|one| one.id != id)) {
        return Err(WriteError::Inconnu("Cet avenant"));
    }
    let annexe = join(&mut tx, &contrat, (avenant, None), libelle, depot).await?;
    tx.commit().await?;
    Ok(annexe)
}

/// Keeps a file and what it is about, inside a transaction that holds the contract.
pub(crate) async fn join(
    tx: &mut Tx,
    contrat: &Contrat,
    (avenant, fait): (Option<Id<Avenant>>, Option<Id<FaitCrise>>),
    libelle: String,
    depot: Depot,
) -> Result<Id<Annexe>, WriteError> {
    let depot = if is_signed(contrat, avenant) { depot.for_institutions() } else { depot };
    let piece = pieces::keep(tx, &depot).await?;
    let (id, ajoutee_le) = (tx.ctx().id(), tx.ctx().now);
    let annexe = Annexe { id, avenant, fait, libelle, piece: piece.id, ajoutee_le };
    store::annexes::add(tx, contrat.id, &annexe).await?;
    tx.record(Trace::new("contrat.annexe_jointe", objet(contrat.id)).detail(&annexe.libelle).after(&annexe));
    Ok(annexe.id)
}

/// Opens to the institutions the documents of what is signed, and closes to them those of what is not, or no longer: each file
/// that changes circle is kept again. The files that they replace, to release once the transaction is over.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn share(tx: &mut Tx, contrat: &Contrat) -> Result<Vec<Id<Piece>>, WriteError> {
    let mut replaced = Vec::new();
    for annexe in store::annexes::annexes(tx, contrat.id).await? {
        let signed = annexe.is_signed(contrat);
        let circle = if signed { Cercle::Institutions } else { Cercle::Espace };
        let piece = pieces::piece(tx, annexe.piece).await?.filter(|one| one.cercle != circle);
        let Some(piece) = piece else { continue };
        let depot = Depot::new(&piece.nom, pieces::bytes(tx, &piece).await?);
        let depot = if signed { depot.for_institutions() } else { depot };
        let kept = pieces::keep(tx, &depot).await?;
        store::annexes::point(tx, contrat.id, annexe.id, kept.id).await?;
        replaced.push(piece.id);
    }
    Ok(replaced)
}

/// Removes files that nothing cites any more, after the transaction that took their links away.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn release(ctx: &Ctx, db: &Db, files: Vec<Id<Piece>>) -> Result<(), WriteError> {
    for file in files {
        pieces::release(ctx, db, file).await?;
    }
    Ok(())
}

/// Detaches a document; its file goes when nothing else cites it.
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
    release(ctx, db, vec![old.piece]).await
}

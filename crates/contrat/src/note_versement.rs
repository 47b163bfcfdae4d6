use crate::accord::Accord;
use crate::contrat::Contrat;
use crate::difference::changes;
use crate::droits::ENCAISSER;
use crate::versement::{Ligne, Versement};
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, store};
use db::{Db, Trace};
use kernel::{Actor, Ctx, Id};
use law::Parameters;
use uuid::Uuid;

/// Notes money received, or taken back.
///
/// # Errors
/// [`WriteError`].
pub async fn note_versement(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    ligne: Ligne,
) -> Result<Id<Versement>, WriteError> {
    ctx.require(ENCAISSER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let ligne = checked(law, ctx, &contrat, ligne)?;
    let versement = Versement { id: ctx.id(), ligne, auteur: author(ctx), saisi_le: ctx.now };
    if !store::versements::add(&mut tx, id, &versement).await? {
        return Err(Refus::DejaRecu.into());
    }
    let trace = Trace::new("contrat.versement_note", objet(id));
    tx.record(trace.detail(said(&versement.ligne)).after(&versement));
    tx.commit().await?;
    Ok(versement.id)
}

/// Corrects a line of money received.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_versement(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    versement: Id<Versement>,
    ligne: Ligne,
) -> Result<(), WriteError> {
    ctx.require(ENCAISSER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let ligne = checked(law, ctx, &contrat, ligne)?;
    let old = known(&mut tx, id, versement).await?;
    if !store::versements::change(&mut tx, id, versement, &ligne).await? {
        return Err(Refus::DejaRecu.into());
    }
    let trace = Trace::new("contrat.versement_corrige", objet(id));
    tx.record(trace.detail(changes(&old.ligne, &ligne)).before(&old.ligne).after(&ligne));
    tx.commit().await?;
    Ok(())
}

/// Removes a line of money received; the journal keeps what it said.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_versement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    versement: Id<Versement>,
) -> Result<(), WriteError> {
    ctx.require(ENCAISSER)?;
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    let old = known(&mut tx, id, versement).await?;
    store::versements::remove(&mut tx, id, versement).await?;
    let trace = Trace::new("contrat.versement_retire", objet(id));
    tx.record(trace.detail(said(&old.ligne)).before(&old));
    tx.commit().await?;
    Ok(())
}

async fn known(tx: &mut db::Tx, contrat: Id<Contrat>, id: Id<Versement>) -> Result<Versement, WriteError> {
    let all = store::versements::versements(tx, contrat).await?;
    all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce versement"))
}

/// A line that tells of a component of the contract, of a day when it was signed. Money of the last year comes after the term.
fn checked(law: &Parameters, ctx: &Ctx, contrat: &Contrat, ligne: Ligne) -> Result<Ligne, WriteError> {
    let signature = contrat.signature.ok_or(Refus::PasSigne("recu_le"))?;
    let ligne = ligne.checked(crate::today(ctx.now))?;
    if ligne.recu_le < signature {
        return Err(Refus::AvantSignature { champ: "recu_le", jour: ligne.recu_le, signature }.into());
    }
    let accord = Accord::of(law)?;
    let version = contrat.version_au(ligne.recu_le);
    if accord.parts(version, &ligne.composante).is_empty() {
        return Err(Refus::MontantInconnu.into());
    }
    Ok(ligne)
}

fn said(ligne: &Ligne) -> String {
    format!("{}, {}", ui::francais::euros(ligne.cents), ligne.libelle)
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    }
}

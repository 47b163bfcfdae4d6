use crate::cible::{self, Accord, CibleProposee, Sort};
use crate::dialogue::said;
use crate::droits::CONDUIRE;
use crate::plan_dialogue::writable;
use crate::{Dialogue, WriteError, store};
use contrat::Contrat;
use db::{Db, Trace, Tx};
use indicateurs::{Indicateur, Nombre};
use kernel::{Actor, Ctx, Id};

/// Proposes another target for an indicator, for the year of the dialogue or a later one. Nothing changes yet.
///
/// # Errors
/// [`WriteError`].
pub async fn propose_cible(
    ctx: &Ctx,
    db: &Db,
    id: Id<Dialogue>,
    (indicateur, annee): (Id<Indicateur>, u32),
    cible: Nombre,
    motif: &str,
) -> Result<Id<CibleProposee>, WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    if annee < dialogue.annee {
        return Err(cible::Refus::Passee.into());
    }
    let contrat =
        contrat::contrat(&mut tx, dialogue.contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    if !contrat::annees(&contrat).iter().any(|one| one.numero == annee) {
        return Err(WriteError::HorsContrat(annee));
    }
    may_apply(&mut tx, &contrat, (indicateur, annee), cible).await?;
    let new = CibleProposee {
        id: ctx.id(),
        indicateur,
        annee,
        cible,
        motif: said("Le motif", motif, 1_000)?,
        proposee_le: ctx.now,
        accords: Vec::new(),
        sort: Sort::EnAttente,
    };
    if !store::cibles::add(&mut tx, id, &new).await? {
        return Err(cible::Refus::DejaProposee.into());
    }
    tx.record(Trace::new("dialogue.cible_proposee", dialogue.objet()).after(&new));
    tx.commit().await?;
    Ok(new.id)
}

/// What would refuse the target once the three have agreed refuses it now: an indicator that does not count, a value that its unit
/// does not take, a year that is settled.
async fn may_apply(
    tx: &mut Tx,
    contrat: &Contrat,
    (id, annee): (Id<Indicateur>, u32),
    cible: Nombre,
) -> Result<(), WriteError> {
    let found = indicateurs::store::indicateurs::indicateur(tx, id).await?;
    let found = found.filter(|one| one.contrat == contrat.id && one.en_vigueur());
    let indicateur = found.ok_or(WriteError::Inconnu("Cet indicateur"))?;
    if contrat.mission(&indicateur.texte.mission).is_none() {
        return Err(WriteError::HorsMission);
    }
    let fits = indicateur.texte.unite.check("La cible", cible);
    fits.map_err(|refus| WriteError::Indicateurs(refus.into()))?;
    let settled = indicateurs::gels(tx, contrat.id).await?;
    if settled.iter().any(|one| one.definitif && one.annee == annee) {
        return Err(cible::Refus::Arretee(annee).into());
    }
    Ok(())
}

/// Notes that a party agrees to a proposed target. With the third agreement the target applies, in the same transaction.
///
/// # Errors
/// [`WriteError`].
pub async fn note_accord(
    ctx: &Ctx,
    db: &Db,
    id: Id<Dialogue>,
    cible: Id<CibleProposee>,
    accord: Accord,
) -> Result<bool, WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let old = find(&mut tx, id, cible).await?;
    let partie = accord.partie;
    let new = old.agreed(accord, kernel::today(ctx.now))?;
    let par = match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    };
    let Some(accord) = new.accords.iter().find(|one| one.partie == partie) else {
        return Err(WriteError::Inconnu("Cet accord"));
    };
    if !store::cibles::agree(&mut tx, id, cible, accord, (ctx.now, par)).await? {
        return Err(cible::Refus::DejaAccorde.into());
    }
    let trace = Trace::new("dialogue.accord_note", dialogue.objet());
    tx.record(trace.detail(partie.libelle()).before(&old).after(&new));
    if new.is_agreed() {
        indicateurs::adapt_cible(&mut tx, new.indicateur, new.annee, new.cible, &new.motif).await?;
        store::cibles::settle(&mut tx, id, cible, Sort::Appliquee(ctx.now)).await?;
        tx.record(Trace::new("dialogue.cible_appliquee", dialogue.objet()).after(&new));
    }
    tx.commit().await?;
    Ok(new.is_agreed())
}

/// Gives up a proposed target.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_cible(
    ctx: &Ctx,
    db: &Db,
    id: Id<Dialogue>,
    cible: Id<CibleProposee>,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let old = find(&mut tx, id, cible).await?;
    let new = old.withdrawn(ctx.now)?;
    store::cibles::settle(&mut tx, id, cible, new.sort).await?;
    tx.record(Trace::new("dialogue.cible_retiree", dialogue.objet()).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

async fn find(tx: &mut Tx, id: Id<Dialogue>, cible: Id<CibleProposee>) -> Result<CibleProposee, WriteError> {
    let found = store::cibles::cibles(tx, id).await?.into_iter().find(|one| one.id == cible);
    found.ok_or(WriteError::Inconnu("Cette cible"))
}

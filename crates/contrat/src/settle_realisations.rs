use crate::contrat::{Contrat, annees};
use crate::droits::MODIFIER;
use crate::realisation::{Arretee, Atteinte, ENSEMBLE, UN};
use crate::refus::line;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// Writes the achievements of a contract year as they were settled, mission by mission, in place of those these missions had: a
/// rate noted by hand for another mission stays. Inside the transaction of whoever settles them: the right is theirs to ask for.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_realisations(
    tx: &mut Tx,
    contrat: Id<Contrat>,
    annee: u32,
    arretees: &[Arretee],
) -> Result<(), WriteError> {
    settle(tx, contrat, annee, arretees).await
}

/// Notes by hand what a dialogue de gestion settled for one mission: `taux` in millionths, of the whole mission.
///
/// # Errors
/// [`WriteError`].
pub async fn note_taux(
    ctx: &Ctx,
    db: &Db,
    contrat: Id<Contrat>,
    annee: u32,
    mission: &str,
    taux: i64,
    source: &str,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let source =
        line("source", "d’où vient ce taux, par exemple «\u{a0}Dialogue du 3 mars 2026\u{a0}»", source, 200)?;
    let whole = Atteinte {
        id: ENSEMBLE.to_owned(),
        libelle: "Ensemble de la mission".to_owned(),
        poids: UN,
        atteinte: taux,
    };
    let le = kernel::today(ctx.now);
    let arretee = Arretee { annee, mission: mission.to_owned(), indicateurs: vec![whole], source, le };
    let mut tx = db.begin(ctx).await?;
    let known = held(&mut tx, contrat).await?;
    if known.realisations.iter().any(|one| one.annee == annee && one.mission == mission && !one.by_hand()) {
        return Err(Refus::DejaArrete(annee).into());
    }
    settle(&mut tx, contrat, annee, &[arretee]).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back a rate noted by hand; what a dialogue settled stays.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_taux(
    ctx: &Ctx,
    db: &Db,
    contrat: Id<Contrat>,
    annee: u32,
    mission: &str,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let known = held(&mut tx, contrat).await?;
    let old = known.realisations.iter().find(|one| one.annee == annee && one.mission == mission);
    let old = old.ok_or(WriteError::Inconnu("Ce taux"))?;
    if !old.by_hand() {
        return Err(Refus::DejaArrete(annee).into());
    }
    store::parts::unsettle(&mut tx, contrat, annee, mission).await?;
    let trace = Trace::new("contrat.realisation_retiree", objet(contrat));
    tx.record(trace.detail(format!("année {annee}")).before(old));
    tx.commit().await?;
    Ok(())
}

async fn settle(tx: &mut Tx, id: Id<Contrat>, annee: u32, arretees: &[Arretee]) -> Result<(), WriteError> {
    let contrat = held(tx, id).await?;
    if !annees(&contrat).iter().any(|one| one.numero == annee) {
        return Err(Refus::AnneeInconnue(annee).into());
    }
    for arretee in arretees {
        arretee.check()?;
        if contrat.mission(&arretee.mission).is_none() {
            return Err(WriteError::Inconnu("Cette mission"));
        }
    }
    store::parts::settle(tx, id, annee, arretees).await?;
    let settled = |one: &Arretee| arretees.iter().any(|new| new.mission == one.mission);
    let here = |one: &&Arretee| one.annee == annee && settled(one);
    let old: Vec<&Arretee> = contrat.realisations.iter().filter(here).collect();
    let trace = Trace::new("contrat.realisation_arretee", objet(id)).detail(format!("année {annee}"));
    tx.record(trace.before(&old).after(&arretees));
    Ok(())
}

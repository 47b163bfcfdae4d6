use crate::accord::Accord;
use crate::attach::release;
use crate::contrat::{Contrat, FaitCrise, GenreCrise};
use crate::droits::MODIFIER;
use crate::prove_crise::prove;
use crate::refus::words;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;
use pieces::Depot;

/// Notes that the crisis plan was delivered or updated, or that the authorities declared a serious crisis.
///
/// # Errors
/// [`WriteError`].
pub async fn note_crise(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    genre: GenreCrise,
    le: Date,
    note: &str,
) -> Result<(), WriteError> {
    note_fait(ctx, db, law, id, FaitCrise { id: ctx.id(), genre, le, note: note.to_owned() }, None).await
}

/// The same, with the file that proves it: kept together, or neither.
///
/// # Errors
/// [`WriteError`].
pub async fn note_fait(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    fait: FaitCrise,
    preuve: Option<Depot>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let fait = FaitCrise { note: words("note", &fait.note, 2000)?, ..fait };
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    check(&accord, &contrat, &fait, kernel::today(ctx.now))?;
    if !store::parts::add_crise(&mut tx, id, &fait).await? {
        return Err(Refus::DejaNote(fait.le).into());
    }
    let trace = Trace::new("contrat.crise_notee", objet(id));
    tx.record(trace.detail(fait.genre.libelle()).after(&fait));
    if let Some(depot) = preuve {
        prove(&mut tx, &contrat, &fait, depot).await?;
    }
    contrat.crises.push(fait);
    contrat.crises.sort_by_key(|one| (one.le, one.genre));
    calendrier::settle(&mut tx, law, &contrat).await?;
    tx.commit().await?;
    Ok(())
}

fn check(accord: &Accord, contrat: &Contrat, fait: &FaitCrise, today: Date) -> Result<(), Refus> {
    contrat.check_inside("le", fait.le)?;
    if fait.le > today {
        return Err(Refus::Futur { champ: "le", jour: fait.le });
    }
    let crisis = contrat.missions.iter().find(|one| accord.is_crise(&one.mission));
    if crisis.is_none_or(|one| one.debut.is_none()) {
        return Err(Refus::SansMissionCrise);
    }
    let plan = contrat.crises.iter().find(|one| one.genre == GenreCrise::Plan);
    match fait.genre {
        GenreCrise::Plan if plan.is_some() => Err(Refus::DejaUnPlan),
        GenreCrise::MiseAJour if plan.is_none_or(|plan| plan.le >= fait.le) => Err(Refus::SansPlan),
        GenreCrise::Plan | GenreCrise::MiseAJour | GenreCrise::Crise => Ok(()),
    }
}

/// Takes back a fact of the crisis mission, with the files that proved it.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_crise(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    fait: Id<FaitCrise>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let old = contrat.crises.iter().find(|one| one.id == fait).cloned();
    let old = old.ok_or(WriteError::Inconnu("Ce fait"))?;
    let proofs = store::annexes::annexes(&mut tx, id).await?.into_iter().filter(|one| one.fait == Some(fait));
    let mut files = Vec::new();
    for annexe in proofs {
        store::annexes::remove(&mut tx, id, annexe.id).await?;
        files.push(annexe.piece);
    }
    store::parts::remove_crise(&mut tx, id, fait).await?;
    tx.record(Trace::new("contrat.crise_retiree", objet(id)).detail(old.genre.libelle()).before(&old));
    contrat.crises.retain(|one| one.id != fait);
    calendrier::settle(&mut tx, law, &contrat).await?;
    tx.commit().await?;
    release(ctx, db, files).await
}

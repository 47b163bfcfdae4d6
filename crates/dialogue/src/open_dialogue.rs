use crate::droits::PREPARER;
use crate::{Dialogue, Manque, Point, WriteError, point, prepare, store};
use aci::Droit;
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Opens the dialogue of a contract year that has begun, with the agenda that follows from the contract.
///
/// # Errors
/// [`WriteError`].
pub async fn open_dialogue(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    contrat: Id<contrat::Contrat>,
    annee: u32,
) -> Result<Id<Dialogue>, WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let today = kernel::today(ctx.now);
    let contrat = contrat::contrat(&mut tx, contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    let known = contrat::annees(&contrat).into_iter().any(|one| one.numero == annee && one.du <= today);
    if !known {
        return Err(WriteError::HorsContrat(annee));
    }
    let dialogue = Dialogue::open(ctx.id(), contrat.id, annee, ctx.now);
    if !store::dialogues::add(&mut tx, &dialogue).await? {
        return Err(WriteError::DejaOuvert);
    }
    for (rang, titre) in (1..).zip(agenda(&mut tx, law, &contrat, annee, today).await?) {
        let point = Point { id: ctx.id(), rang, titre, notes: String::new(), decision: String::new() };
        store::points::add(&mut tx, dialogue.id, &point).await?;
    }
    tx.record(Trace::new("dialogue.ouvert", dialogue.objet()).detail(dialogue.titre()).after(&dialogue));
    tx.commit().await?;
    Ok(dialogue.id)
}

async fn agenda(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &contrat::Contrat,
    annee: u32,
    today: Date,
) -> Result<Vec<String>, WriteError> {
    let droit = Droit::of(law)?;
    let label = |id: &str| crate::label(&droit, contrat, today, id);
    let missions: Vec<String> = contrat.commencees(today).map(|one| label(&one.mission)).collect();
    let liste = prepare::checklist(tx, law, contrat, annee, today).await?;
    let count = |what: fn(&Manque) -> bool| liste.iter().filter(|one| what(one)).count();
    let late = count(|one| matches!(one, Manque::Retard { .. }));
    let targets = count(|one| matches!(one, Manque::SansCible { .. }));
    Ok(point::proposed(annee, &missions, late, targets))
}

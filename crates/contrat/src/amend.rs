use crate::accord::Accord;
use crate::attach::{release, share};
use crate::contrat::{Avenant, Clause, Contrat};
use crate::difference::changes;
use crate::droits::MODIFIER;
use crate::refus::{line, words};
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Amends a contract from `le` on: a new mission, objectives, population or version. One amendment a day: the database decides.
/// Until its day of signature is noted it is being prepared, and changes nothing.
///
/// # Errors
/// [`WriteError`].
pub async fn amend(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    le: Date,
    clause: Clause,
) -> Result<Id<Avenant>, WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let avenant = checked(&accord, &contrat, Avenant { id: ctx.id(), le, clause }, crate::today(ctx.now))?;
    if !store::avenants::add(&mut tx, id, &avenant).await? {
        return Err(Refus::AvenantMemeJour(le).into());
    }
    let trace = Trace::new("contrat.avenant_note", objet(id));
    tx.record(trace.detail(&avenant.clause.objet).after(&avenant));
    let added = avenant.id;
    contrat.avenants.push(avenant);
    settle(&mut tx, law, contrat).await?;
    tx.commit().await?;
    Ok(added)
}

/// Corrects an amendment.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_avenant(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    new: Avenant,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let old = known(&contrat, new.id)?;
    let new = checked(&accord, &contrat, new, crate::today(ctx.now))?;
    if !store::avenants::change(&mut tx, id, &new).await? {
        return Err(Refus::AvenantMemeJour(new.le).into());
    }
    let trace = Trace::new("contrat.avenant_corrige", objet(id));
    let said = changes(&titled(&accord, &old), &titled(&accord, &new));
    tx.record(trace.detail(said).before(&old).after(&new));
    contrat.avenants.retain(|one| one.id != new.id);
    contrat.avenants.push(new);
    let closed = share(&mut tx, &contrat).await?;
    settle(&mut tx, law, contrat).await?;
    tx.commit().await?;
    release(ctx, db, closed).await
}

/// The amendment as the journal says it: a version by its title.
fn titled(accord: &Accord, avenant: &Avenant) -> Avenant {
    let version = avenant.clause.version.as_deref().map(|one| accord.label(one).to_owned());
    Avenant { clause: Clause { version, ..avenant.clause.clone() }, ..avenant.clone() }
}

/// Removes an amendment that should not have been noted, with its documents.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_avenant(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    avenant: Id<Avenant>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let old = known(&contrat, avenant)?;
    let mut files = Vec::new();
    for annexe in
        store::annexes::annexes(&mut tx, id).await?.iter().filter(|one| one.avenant == Some(avenant))
    {
        store::annexes::remove(&mut tx, id, annexe.id).await?;
        files.push(annexe.piece);
    }
    store::avenants::remove(&mut tx, id, avenant).await?;
    let trace = Trace::new("contrat.avenant_retire", objet(id));
    tx.record(trace.detail(&old.clause.objet).before(&old));
    contrat.avenants.retain(|one| one.id != avenant);
    settle(&mut tx, law, contrat).await?;
    tx.commit().await?;
    release(ctx, db, files).await
}

fn known(contrat: &Contrat, id: Id<Avenant>) -> Result<Avenant, WriteError> {
    let found = contrat.avenants.iter().find(|one| one.id == id);
    found.cloned().ok_or(WriteError::Inconnu("Cet avenant"))
}

fn checked(accord: &Accord, contrat: &Contrat, avenant: Avenant, today: Date) -> Result<Avenant, Refus> {
    contrat.check_inside("le", avenant.le)?;
    if let Some(jour) = avenant.clause.signe_le.filter(|jour| *jour > today) {
        return Err(Refus::Futur { champ: "signe_le", jour });
    }
    if let Some(version) = &avenant.clause.version {
        accord.check_applies(version, avenant.le)?;
    }
    let clause = Clause {
        objet: line("objet", "l’objet de l’avenant en quelques mots", &avenant.clause.objet, 200)?,
        texte: words("texte", &avenant.clause.texte, 8000)?,
        ..avenant.clause
    };
    Ok(Avenant { clause, ..avenant })
}

async fn settle(tx: &mut db::Tx, law: &Parameters, mut contrat: Contrat) -> Result<(), WriteError> {
    contrat.avenants.sort_by_key(|one| one.le);
    calendrier::settle(tx, law, &contrat).await
}

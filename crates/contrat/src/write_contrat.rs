use crate::accord::Accord;
use crate::attach::release;
use crate::contrat::{Contrat, Termes};
use crate::difference::changes;
use crate::droits::MODIFIER;
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use law::Parameters;

/// Prepares a contract: nothing is due and nothing is paid before it is signed.
///
/// # Errors
/// [`WriteError`].
pub async fn write_contrat(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    termes: Termes,
) -> Result<Id<Contrat>, WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let contrat = Contrat::draft(ctx.id(), checked(&accord, termes)?, accord.duree_ans());
    let mut tx = db.begin(ctx).await?;
    if !store::contrats::add(&mut tx, &contrat).await? {
        return Err(Refus::DejaUnProjet.into());
    }
    let trace = Trace::new("contrat.prepare", objet(contrat.id));
    tx.record(trace.detail(&contrat.termes.parties.cpts.nom).after(&contrat.termes));
    tx.commit().await?;
    Ok(contrat.id)
}

/// Says otherwise what a contract says, draft or signed: a correction, kept with what stood before.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_contrat(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    termes: Termes,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let termes = checked(&accord, termes)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let new = Contrat { termes, ..old.clone() };
    store::contrats::change(&mut tx, id, &new.termes).await?;
    calendrier::settle(&mut tx, law, &new).await?;
    let action = if old.signature.is_some() { "contrat.corrige" } else { "contrat.complete" };
    let said = changes(&titled(&accord, &old.termes), &titled(&accord, &new.termes));
    tx.record(Trace::new(action, objet(id)).detail(said).before(&old.termes).after(&new.termes));
    tx.commit().await?;
    Ok(())
}

/// Gives up a draft, its documents included.
///
/// # Errors
/// [`WriteError`].
pub async fn discard_contrat(ctx: &Ctx, db: &Db, id: Id<Contrat>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    if old.signature.is_some() {
        return Err(Refus::DejaSigne.into());
    }
    let annexes = store::annexes::annexes(&mut tx, id).await?;
    store::contrats::discard(&mut tx, id).await?;
    tx.record(Trace::new("contrat.abandonne", objet(id)).before(&old));
    tx.commit().await?;
    release(ctx, db, annexes.into_iter().map(|one| one.piece).collect()).await
}

/// The terms tidied, or everything that is wrong with them.
fn checked(accord: &Accord, termes: Termes) -> Result<Termes, WriteError> {
    let mut refus: Vec<Refus> = accord.check_version(&termes.version).err().into_iter().collect();
    match termes.parties.checked() {
        Ok(parties) if refus.is_empty() => return Ok(Termes { parties, ..termes }),
        Ok(_) => {}
        Err(all) => refus.extend(all),
    }
    Err(WriteError::Fautes(refus.iter().map(Into::into).collect()))
}

/// The terms as the journal says them: a version by its title.
fn titled(accord: &Accord, termes: &Termes) -> Termes {
    Termes { version: accord.label(&termes.version).to_owned(), ..termes.clone() }
}

/// The contract, held until the end of the transaction.
pub(crate) async fn held(tx: &mut Tx, id: Id<Contrat>) -> Result<Contrat, WriteError> {
    let all = store::contrats::hold(tx).await?;
    all.into_iter().find(|contrat| contrat.id == id).ok_or(WriteError::Inconnu("Ce contrat"))
}

/// The journal names a contract so.
pub(crate) fn objet(id: Id<Contrat>) -> String {
    format!("contrat:{id}")
}

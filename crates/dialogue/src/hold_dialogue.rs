use crate::dialogue::Tenue;
use crate::droits::CONDUIRE;
use crate::plan_dialogue::held;
use crate::{Dialogue, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Says that the meeting took place, when and with whom; said again, it is corrected.
///
/// # Errors
/// [`WriteError`].
pub async fn hold_dialogue(ctx: &Ctx, db: &Db, id: Id<Dialogue>, tenue: Tenue) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let contrat = contrat::contrat(&mut tx, old.contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    let year = contrat::annees(&contrat).into_iter().find(|one| one.numero == old.annee);
    let year = year.ok_or(WriteError::HorsContrat(old.annee))?;
    let new = old.held(tenue, year.du, kernel::today(ctx.now))?;
    store::dialogues::change(&mut tx, &new).await?;
    tx.record(Trace::new("dialogue.tenu", new.objet()).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

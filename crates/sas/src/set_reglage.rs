use crate::droits::REGLER;
use crate::{Reglage, WriteError, store};
use db::{Db, Trace};
use kernel::{Actor, Ctx};

/// Opens the slots of the CPTS to the platform, or closes them: from the next search on.
///
/// # Errors
/// [`WriteError`].
pub async fn set_reglage(ctx: &Ctx, db: &Db, reglage: &Reglage) -> Result<(), WriteError> {
    ctx.require(REGLER)?;
    let auteur = match ctx.actor {
        Actor::Personne(id) => Some(id),
        Actor::Anonyme | Actor::Lien(_) | Actor::Systeme(_) => None,
    };
    let mut tx = db.begin(ctx).await?;
    store::set_reglage(&mut tx, reglage, auteur).await?;
    let said = if reglage.ouvert { "ouvert" } else { "fermé" };
    tx.record(Trace::new("sas.reglage_change", format!("cpts:{}", ctx.cpts)).detail(said));
    Ok(tx.commit().await?)
}

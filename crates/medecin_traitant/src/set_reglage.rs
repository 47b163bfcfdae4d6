use crate::droits::REGLER;
use crate::store::regles;
use crate::{Reglage, WriteError, author};
use db::{Db, Trace};
use kernel::Ctx;

/// Changes how the room works, if it still works as its author read it (`lu`: [`Reglage::empreinte`]).
///
/// # Errors
/// [`WriteError::Change`] when somebody else changed it meanwhile, or another refusal.
pub async fn set_reglage(ctx: &Ctx, db: &Db, lu: &str, reglage: Reglage) -> Result<(), WriteError> {
    ctx.require(REGLER)?;
    let reglage = reglage.check()?;
    let mut tx = db.begin(ctx).await?;
    let before = regles::hold_reglage(&mut tx).await?;
    if before.empreinte() != lu {
        return Err(WriteError::Change);
    }
    regles::set_reglage(&mut tx, &reglage, author(ctx)).await?;
    tx.record(Trace::new("medecin_traitant.reglage_change", "reglage").before(&before).after(&reglage));
    Ok(tx.commit().await?)
}

use crate::droits::REGLER;
use crate::{Reglage, WriteError, author, store};
use db::{Db, Trace};
use kernel::Ctx;

/// Changes how the room works, if it still works as its author read it (`lu`).
///
/// # Errors
/// [`WriteError::Change`] when somebody else changed it meanwhile, or another refusal.
pub async fn set_reglage(ctx: &Ctx, db: &Db, lu: &Reglage, reglage: Reglage) -> Result<(), WriteError> {
    ctx.require(REGLER)?;
    let reglage = reglage.check()?;
    let mut tx = db.begin(ctx).await?;
    let before = store::reglages::hold_reglage(&mut tx).await?;
    if before != *lu {
        return Err(WriteError::Change);
    }
    store::reglages::set_reglage(&mut tx, &reglage, author(ctx)).await?;
    tx.record(Trace::new("snp.reglage_change", "reglage").before(&before).after(&reglage));
    Ok(tx.commit().await?)
}

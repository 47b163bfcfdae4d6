use crate::droits::MODIFIER;
use crate::{Reglage, WriteError, store};
use db::{Db, Trace};
use kernel::Ctx;

/// Says how often the CPTS wants its directory and its referents checked.
///
/// # Errors
/// [`WriteError`].
pub async fn set_reglage(ctx: &Ctx, db: &Db, reglage: Reglage) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let old = store::reglage(&mut tx).await?;
    if old == reglage {
        return Ok(());
    }
    store::keep_reglage(&mut tx, reglage).await?;
    tx.record(Trace::new("annuaire.reglages_changes", "annuaire").before(&old).after(&reglage));
    tx.commit().await?;
    Ok(())
}

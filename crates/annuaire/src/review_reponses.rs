use crate::droits::MODIFIER;
use crate::reponse::Reponse;
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Somebody of the office has looked at these answers. Those already looked at do not count; returns how many did.
///
/// # Errors
/// [`WriteError`].
pub async fn review_reponses(ctx: &Ctx, db: &Db, ids: &[Id<Reponse>]) -> Result<usize, WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let mut seen = 0;
    for id in ids {
        seen += usize::from(store::keep_vues(&mut tx, *id).await?);
    }
    if seen == 0 {
        return Err(WriteError::Rien);
    }
    tx.record(Trace::new("annuaire.reponses_vues", "annuaire").detail(seen));
    tx.commit().await?;
    Ok(seen)
}

use crate::droits::MODIFIER;
use crate::store::Fil;
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::Ctx;

/// Somebody has looked at these changes of the official files: number of the change, and of its edition. Returns how many
/// had not been looked at.
///
/// # Errors
/// [`WriteError`].
pub async fn review_changes(
    ctx: &Ctx,
    db: &Db,
    fil: Fil,
    changements: &[(i64, i64)],
) -> Result<usize, WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let known = store::revue(&mut tx, fil).await?;
    let mut seen = 0;
    for (changement, edition) in changements.iter().filter(|(one, edition)| !known.contains(*edition, *one)) {
        seen += usize::from(store::keep_revue(&mut tx, fil, *changement, *edition).await?);
    }
    if seen == 0 {
        return Err(WriteError::Rien);
    }
    tx.record(Trace::new("annuaire.changements_vus", "annuaire").detail(seen));
    tx.commit().await?;
    Ok(seen)
}

/// Somebody has looked at every change up to these editions, of people and of structures, the last that their page showed:
/// a newer one stays to be seen. Zero says nothing of its kind.
///
/// # Errors
/// [`WriteError`].
pub async fn review_all_changes(ctx: &Ctx, db: &Db, editions: (i64, i64)) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    for (fil, edition) in [(Fil::Professionnels, editions.0), (Fil::Structures, editions.1)] {
        if edition > 0 {
            store::keep_socle(&mut tx, fil, edition).await?;
        }
    }
    let detail = format!("éditions {} et {}", editions.0, editions.1);
    tx.record(Trace::new("annuaire.changements_vus", "annuaire").detail(detail));
    tx.commit().await?;
    Ok(())
}

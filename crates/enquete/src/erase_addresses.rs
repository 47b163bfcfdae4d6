use crate::{droits::GERER, edit::objet, invitation::closed_before, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id, today};

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// [`erase_addresses`] in every CPTS of the instance: for the program, every day.
///
/// # Errors
/// [`EraseError`].
pub async fn purge(ctx: &Ctx, db: &Db) -> Result<u64, EraseError> {
    let mut tx = db.read(&ctx.within(Id::INSTANCE)).await?;
    let all = comptes::toutes(&mut tx).await?;
    drop(tx);
    let mut erased = 0;
    for cpts in all {
        erased += erase_addresses(&ctx.within(cpts.id), db).await?;
    }
    Ok(erased)
}

/// Forgets names and addresses of those who were invited to the surveys of this CPTS that ended
/// [`crate::CONSERVATION_DAYS`] days ago or more; how many were invited and how many answered stays. To be run every day;
/// returns how many invitations were emptied.
///
/// # Errors
/// [`EraseError`].
pub async fn erase_addresses(ctx: &Ctx, db: &Db) -> Result<u64, EraseError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let mut erased = 0;
    for (enquete, titre) in store::invitation::ended(&mut tx, closed_before(today(ctx.now))).await? {
        let count = store::invitation::erase(&mut tx, enquete).await?;
        if count > 0 {
            tx.record(Trace::new("enquete.adresses_effacees", objet(enquete)).detail(titre).after(&count));
        }
        erased += count;
    }
    tx.commit().await?;
    Ok(erased)
}

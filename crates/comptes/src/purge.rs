use crate::{lien_direct::MEMOIRE, store};
use db::Db;
use jiff::Timestamp;
use kernel::{Ctx, Id};

/// Forgets sessions, links and counters of attempts that can serve no more. To be run every day; returns how many lines.
///
/// # Errors
/// A fault of storage.
pub async fn purge(ctx: &Ctx, db: &Db) -> db::Result<u64> {
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    let forgotten = ctx.now.saturating_sub(MEMOIRE).unwrap_or(Timestamp::MIN);
    let gone = store::session::purge(&mut tx).await?
        + store::lien::purge(&mut tx).await?
        + store::lien_direct::purge(&mut tx, forgotten).await?
        + store::tentative::purge(&mut tx).await?;
    tx.commit().await?;
    Ok(gone)
}

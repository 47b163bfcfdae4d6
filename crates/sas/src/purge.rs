use crate::store;
use db::{Db, Trace};
use jiff::SignedDuration;
use kernel::{Ctx, Id};

/// How long an appointment that is over, or a closed account, is kept: three years.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 1_096);

/// Forgets appointments of regulators and closed accounts that are past their time; how many lines.
///
/// # Errors
/// A fault of storage.
pub async fn purge(ctx: &Ctx, db: &Db) -> db::Result<u64> {
    let before = ctx.now.saturating_sub(KEPT).unwrap_or(ctx.now);
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    let lines =
        store::annonces::forget(&mut tx, before).await? + store::regulateurs::forget(&mut tx, before).await?;
    if lines > 0 {
        tx.record(Trace::new("sas.purge", "instance").detail(lines));
        tx.commit().await?;
    }
    Ok(lines)
}

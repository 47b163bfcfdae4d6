use crate::{RdvPris, store};
use db::Db;
use jiff::SignedDuration;
use kernel::Ctx;

/// How long after its end an appointment may still be told.
const LATE: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Asks again for each recent appointment of a regulator to be told to the platform: what was given up while it was down, or while
/// nobody had said where it is, is told at last. What it knows already is not told twice. How many were looked at.
///
/// # Errors
/// A fault of storage.
pub async fn remind(ctx: &Ctx, db: &Db) -> db::Result<usize> {
    let since = ctx.now.saturating_sub(LATE).unwrap_or(ctx.now);
    let held = store::annonces::recentes(&mut db.read(ctx).await?, since).await?;
    for one in &held {
        let mut tx = db.begin(&ctx.within(one.chez)).await?;
        tx.publish(&RdvPris { rdv: one.rdv }).await?;
        tx.commit().await?;
    }
    Ok(held.len())
}

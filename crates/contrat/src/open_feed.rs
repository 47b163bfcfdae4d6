use crate::WriteError;
use crate::droits::S_ABONNER;
use crate::note_versement::author;
use comptes::Jeton;
use db::{Db, Trace};
use jiff::SignedDuration;
use kernel::{Ctx, Denied};

/// What the links of personal calendars are for.
pub const USAGE: &str = "contrat.calendrier";
/// Six years: a contract and the year that settles it.
const DUREE: SignedDuration = SignedDuration::from_hours(24 * 366 * 6);

/// Gives the caller a secret address of the calendar, in place of the one they had. Only its hash is kept.
///
/// # Errors
/// [`WriteError`].
pub async fn open_feed(ctx: &Ctx, db: &Db) -> Result<Jeton, WriteError> {
    ctx.require(S_ABONNER)?;
    let me = author(ctx).ok_or(Denied { right: S_ABONNER })?;
    let mut tx = db.begin(ctx).await?;
    comptes::revoke_liens_directs(&mut tx, USAGE, me).await?;
    let jeton = comptes::open_lien_direct(&mut tx, USAGE, me, DUREE, None).await?;
    tx.record(Trace::new("contrat.calendrier_ouvert", format!("personne:{me}")));
    tx.commit().await?;
    Ok(jeton)
}

/// Withdraws the secret address of the caller: calendars that know it receive nothing more. False when there was none.
///
/// # Errors
/// [`WriteError`].
pub async fn close_feed(ctx: &Ctx, db: &Db) -> Result<bool, WriteError> {
    ctx.require(S_ABONNER)?;
    let me = author(ctx).ok_or(Denied { right: S_ABONNER })?;
    let mut tx = db.begin(ctx).await?;
    let closed = comptes::revoke_liens_directs(&mut tx, USAGE, me).await? > 0;
    if closed {
        tx.record(Trace::new("contrat.calendrier_ferme", format!("personne:{me}")));
        tx.commit().await?;
    }
    Ok(closed)
}

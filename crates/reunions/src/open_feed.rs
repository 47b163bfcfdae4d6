use crate::droits::VOIR;
use crate::{WriteError, author};
use comptes::Jeton;
use db::{Db, Trace};
use jiff::SignedDuration;
use kernel::{Ctx, Denied};

/// What the links of personal calendars are for.
pub const AGENDA: &str = "reunions.agenda";
/// Five years.
const DUREE: SignedDuration = SignedDuration::from_hours(24 * 366 * 5);

/// Gives the caller a secret address of the meetings that they are invited to, in place of the one they had. Only its hash is kept.
///
/// # Errors
/// [`WriteError`].
pub async fn open_feed(ctx: &Ctx, db: &Db) -> Result<Jeton, WriteError> {
    ctx.require(VOIR)?;
    let me = author(ctx).ok_or(Denied { right: VOIR })?;
    let mut tx = db.begin(ctx).await?;
    comptes::revoke_liens_directs(&mut tx, AGENDA, me).await?;
    let jeton = comptes::open_lien_direct(&mut tx, AGENDA, me, DUREE, None).await?;
    tx.record(Trace::new("reunions.agenda_ouvert", format!("personne:{me}")));
    tx.commit().await?;
    Ok(jeton)
}

/// Withdraws the secret address of the caller. False when there was none.
///
/// # Errors
/// [`WriteError`].
pub async fn close_feed(ctx: &Ctx, db: &Db) -> Result<bool, WriteError> {
    ctx.require(VOIR)?;
    let me = author(ctx).ok_or(Denied { right: VOIR })?;
    let mut tx = db.begin(ctx).await?;
    let closed = comptes::revoke_liens_directs(&mut tx, AGENDA, me).await? > 0;
    if closed {
        tx.record(Trace::new("reunions.agenda_ferme", format!("personne:{me}")));
        tx.commit().await?;
    }
    Ok(closed)
}

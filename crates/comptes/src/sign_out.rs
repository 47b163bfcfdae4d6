use crate::{droits::moi, open_session::as_person, store};
use db::{Db, Trace};
use kernel::Ctx;

/// Closes the session of the caller. Nothing to close is no fault.
///
/// # Errors
/// A fault of storage.
pub async fn sign_out(ctx: &Ctx, db: &Db) -> db::Result<()> {
    let (Ok(personne), Ok(session)) = (moi(ctx), ctx.origin.session.parse()) else { return Ok(()) };
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    if store::session::close(&mut tx, personne, session).await? {
        tx.record(Trace::new("comptes.deconnexion", format!("session:{session}")));
    }
    tx.commit().await
}

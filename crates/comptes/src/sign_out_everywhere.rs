use crate::{Session, droits::moi, open_session::as_person, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why sessions cannot be closed.
#[derive(Debug, thiserror::Error)]
pub enum SignOutError {
    /// Not one of theirs.
    #[error("Cette session n’existe plus.")]
    Inconnue,
    /// Not signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Closes every session of the caller but this one, and voids the links waiting in their mailbox. Returns how many
/// sessions were closed.
///
/// # Errors
/// [`SignOutError`].
pub async fn sign_out_everywhere(ctx: &Ctx, db: &Db) -> Result<u64, SignOutError> {
    let personne = moi(ctx)?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    let closed = store::session::close_all(&mut tx, personne, ctx.origin.session.parse().ok()).await?;
    store::lien::revoke(&mut tx, personne).await?;
    tx.record(Trace::new("comptes.deconnexion_partout", format!("personne:{personne}")).detail(closed));
    tx.commit().await?;
    Ok(closed)
}

/// Closes one session of the caller: a telephone that was lost.
///
/// # Errors
/// [`SignOutError`].
pub async fn close_session(ctx: &Ctx, db: &Db, session: Id<Session>) -> Result<(), SignOutError> {
    let personne = moi(ctx)?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    if !store::session::close(&mut tx, personne, session).await? {
        return Err(SignOutError::Inconnue);
    }
    tx.record(Trace::new("comptes.deconnexion", format!("session:{session}")));
    tx.commit().await?;
    Ok(())
}

impl Refusal for SignOutError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "comptes-session-inconnue"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

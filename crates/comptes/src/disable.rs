use crate::{Personne, droits::DESACTIVER, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why an account is neither closed nor opened again.
#[derive(Debug, thiserror::Error)]
pub enum DisableError {
    /// Unknown, or already so.
    #[error("Ce compte n’existe pas, ou il est déjà dans cet état.")]
    RienAFaire,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Closes somebody's account on the whole instance, and their sessions at once. A stolen account must be closed whoever it
/// belongs to, so the last coordinator of a CPTS is no exception: the administrator names another.
///
/// # Errors
/// [`DisableError`].
pub async fn disable(ctx: &Ctx, db: &Db, personne: Id<Personne>) -> Result<(), DisableError> {
    ctx.require(DESACTIVER)?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    if !store::personne::keep_desactivation(&mut tx, personne, Some(ctx.now)).await? {
        return Err(DisableError::RienAFaire);
    }
    store::session::close_all(&mut tx, personne, None).await?;
    store::lien::revoke(&mut tx, personne).await?;
    store::lien_direct::forget_about(&mut tx, personne.uuid()).await?;
    tx.record(Trace::new("comptes.compte_ferme", format!("personne:{personne}")));
    tx.commit().await?;
    Ok(())
}

/// Opens again an account that was closed.
///
/// # Errors
/// [`DisableError`].
pub async fn enable(ctx: &Ctx, db: &Db, personne: Id<Personne>) -> Result<(), DisableError> {
    ctx.require(DESACTIVER)?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    if !store::personne::keep_desactivation(&mut tx, personne, None).await? {
        return Err(DisableError::RienAFaire);
    }
    tx.record(Trace::new("comptes.compte_rouvert", format!("personne:{personne}")));
    tx.commit().await?;
    Ok(())
}

impl Refusal for DisableError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::RienAFaire => (409, "comptes-rien-a-faire"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

use crate::{Etat, Personne, droits::GERER_MEMBRES, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why somebody cannot be suspended.
#[derive(Debug, thiserror::Error)]
pub enum SuspendError {
    /// Not in this CPTS.
    #[error("Cette personne n’est pas membre de cette CPTS.")]
    Inconnue,
    /// Already done.
    #[error("Cette personne est déjà suspendue.")]
    Deja,
    /// Nobody else could run the CPTS.
    #[error(
        "C’est la dernière personne à la coordination ou à la présidence\u{a0}: donnez d’abord ce rôle à quelqu’un d’autre."
    )]
    Derniere,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Keeps somebody out of the CPTS of the caller from their next click on. Their history stays.
///
/// # Errors
/// [`SuspendError`].
pub async fn suspend(ctx: &Ctx, db: &Db, personne: Id<Personne>) -> Result<(), SuspendError> {
    ctx.require(GERER_MEMBRES)?;
    let mut tx = db.begin(ctx).await?;
    store::cpts::hold(&mut tx).await?;
    let membre = store::membre::membre(&mut tx, personne).await?.ok_or(SuspendError::Inconnue)?;
    if membre.etat == Etat::Suspendu {
        return Err(SuspendError::Deja);
    }
    if membre.roles.lead() && !store::membre::has_other_lead(&mut tx, personne).await? {
        return Err(SuspendError::Derniere);
    }
    store::membre::keep_etat(&mut tx, personne, Etat::Suspendu).await?;
    store::lien_direct::revoke_about(&mut tx, personne.uuid()).await?;
    let trace = Trace::new("comptes.membre_suspendu", format!("personne:{personne}"));
    tx.record(trace.before(&membre.etat).after(&Etat::Suspendu));
    tx.commit().await?;
    Ok(())
}

impl Refusal for SuspendError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "comptes-membre-inconnu"),
            Self::Deja => (409, "comptes-deja-suspendu"),
            Self::Derniere => (409, "comptes-derniere-coordination"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

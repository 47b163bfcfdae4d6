use crate::{Etat, Personne, droits::GERER_MEMBRES, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why somebody cannot come back.
#[derive(Debug, thiserror::Error)]
pub enum ReinstateError {
    /// Not in this CPTS.
    #[error("Cette personne n’est pas membre de cette CPTS.")]
    Inconnue,
    /// They were not suspended.
    #[error("Cette personne n’est pas suspendue.")]
    PasSuspendue,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Lets somebody who was suspended come back, with the roles they had.
///
/// # Errors
/// [`ReinstateError`].
pub async fn reinstate(ctx: &Ctx, db: &Db, personne: Id<Personne>) -> Result<(), ReinstateError> {
    ctx.require(GERER_MEMBRES)?;
    let mut tx = db.begin(ctx).await?;
    store::cpts::hold(&mut tx).await?;
    let membre = store::membre::membre(&mut tx, personne).await?.ok_or(ReinstateError::Inconnue)?;
    if membre.etat != Etat::Suspendu {
        return Err(ReinstateError::PasSuspendue);
    }
    store::membre::keep_etat(&mut tx, personne, Etat::Actif).await?;
    let trace = Trace::new("comptes.membre_retabli", format!("personne:{personne}"));
    tx.record(trace.before(&membre.etat).after(&Etat::Actif));
    tx.commit().await?;
    Ok(())
}

impl Refusal for ReinstateError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "comptes-membre-inconnu"),
            Self::PasSuspendue => (409, "comptes-pas-suspendu"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

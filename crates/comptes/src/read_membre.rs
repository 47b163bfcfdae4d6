use crate::{
    Membre, Personne,
    droits::{VOIR_JOURNAL, VOIR_MEMBRES},
    read_journal::{Journal, named},
    store,
};
use db::{Db, journal};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Lines of history shown.
const LINES: u32 = 20;

/// Why a member is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadMembreError {
    /// Not in this CPTS.
    #[error("Cette personne n’est pas membre de cette CPTS.")]
    Inconnue,
    /// Not theirs to see.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A member and what happened to their access.
pub struct Fiche {
    /// Who.
    pub membre: Membre,
    /// The last lines of the journal about them, for whoever may read it.
    pub histoire: Option<Journal>,
}

/// Somebody of the CPTS of the caller.
///
/// # Errors
/// [`ReadMembreError`].
pub async fn read_membre(ctx: &Ctx, db: &Db, personne: Id<Personne>) -> Result<Fiche, ReadMembreError> {
    ctx.require(VOIR_MEMBRES)?;
    let mut tx = db.read(ctx).await?;
    let membre = store::membre::membre(&mut tx, personne).await?.ok_or(ReadMembreError::Inconnue)?;
    let histoire = if ctx.require(VOIR_JOURNAL).is_ok() {
        let lignes = journal::about(&mut tx, &format!("personne:{personne}"), LINES).await?;
        Some(named(&mut tx, lignes).await?)
    } else {
        None
    };
    Ok(Fiche { membre, histoire })
}

impl Refusal for ReadMembreError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "comptes-membre-inconnu"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

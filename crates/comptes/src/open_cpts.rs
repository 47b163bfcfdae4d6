use crate::{Cpts, Nom, Slug, droits::OUVRIR_CPTS, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why a CPTS cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is taken.
    #[error("Une autre CPTS a déjà l’adresse «\u{a0}{0}\u{a0}».")]
    Prise(Slug),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Opens a CPTS on the instance; its journal begins there.
///
/// # Errors
/// [`OpenError`].
pub async fn open_cpts(ctx: &Ctx, db: &Db, slug: Slug, nom: Nom) -> Result<Id<kernel::Cpts>, OpenError> {
    ctx.require(OUVRIR_CPTS)?;
    let cpts = Cpts { id: ctx.id(), slug, nom, creee_le: ctx.now };
    let mut tx = db.begin(&ctx.within(cpts.id)).await?;
    if !store::cpts::open(&mut tx, &cpts).await? {
        return Err(OpenError::Prise(cpts.slug));
    }
    let trace = Trace::new("comptes.cpts_ouverte", format!("cpts:{}", cpts.id)).detail(&cpts.nom);
    tx.record(trace.after(&(cpts.slug.as_str(), cpts.nom.as_str())));
    tx.commit().await?;
    Ok(cpts.id)
}

impl Refusal for OpenError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Prise(_) => (409, "comptes-adresse-prise"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

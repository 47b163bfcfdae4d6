//! Fills an instance with the five CPTS of Haute-Loire for the demonstration.

use crate::atlas::Atlas;
use crate::haute_loire::{self, DemoError};
use crate::{ChangeStatutError, SetPerimetreError, change_statut, set_perimetre};
use comptes::{Nom, OpenError, Slug};
use db::Db;
use jiff::Timestamp;
use kernel::{Cpts, Ctx, Id};

/// Winter 2022-2023, when the press release came out.
const CONNU_LE: Timestamp = Timestamp::constant(1_671_094_800, 0);

/// Why the demonstration is not filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The files that come with the program.
    #[error(transparent)]
    Fichier(#[from] DemoError),
    /// A name or an address.
    #[error("{0}")]
    Nom(String),
    /// A CPTS.
    #[error(transparent)]
    Cpts(#[from] OpenError),
    /// Its communes.
    #[error(transparent)]
    Perimetre(#[from] SetPerimetreError),
    /// Its stage.
    #[error(transparent)]
    Statut(#[from] ChangeStatutError),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Opens the five CPTS with their territories and stages, through the verbs that everybody uses, on the day they were
/// known; answers their addresses and ids.
///
/// # Errors
/// [`FillError`].
pub async fn fill(ctx: &Ctx, db: &Db) -> Result<Vec<(String, Id<Cpts>)>, FillError> {
    let atlas = Atlas::load(db, ctx.now).await?;
    let ctx = Ctx { now: CONNU_LE, ..ctx.clone() };
    let mut opened = Vec::new();
    for cpts in haute_loire::cpts()? {
        let slug: Slug = cpts.slug.parse().map_err(|error| FillError::Nom(format!("{error}")))?;
        let nom: Nom = cpts.nom.parse().map_err(|error| FillError::Nom(format!("{error}")))?;
        let id = comptes::open_cpts(&ctx, db, slug, nom).await?;
        let inside = ctx.within(id);
        set_perimetre(&inside, db, &atlas, cpts.statut.dernier().quand.jour, cpts.communes).await?;
        for jalon in cpts.statut.atteints() {
            change_statut(&inside, db, *jalon, false).await?;
        }
        if let Some(jalon) = cpts.statut.prevu() {
            change_statut(&inside, db, jalon, true).await?;
        }
        opened.push((cpts.slug, id));
    }
    Ok(opened)
}

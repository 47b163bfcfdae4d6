use crate::{Filtre, ListError, Membre, droits::EXPORTER_MEMBRES, store};
use db::{Db, Trace};
use kernel::Ctx;

/// Most members of one file: several times the largest CPTS.
const LIMIT: u32 = 100_000;

/// Every member of the CPTS of the caller, to be taken away in a file. The journal keeps who took it.
///
/// # Errors
/// [`ListError`].
pub async fn export_membres(ctx: &Ctx, db: &Db) -> Result<Vec<Membre>, ListError> {
    ctx.require(EXPORTER_MEMBRES)?;
    let mut tx = db.begin(ctx).await?;
    let membres = store::membre::page(&mut tx, &Filtre::default(), None, LIMIT).await?;
    tx.record(Trace::new("comptes.membres_exportes", "membres").detail(membres.len()));
    tx.commit().await?;
    Ok(membres)
}

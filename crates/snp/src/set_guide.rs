use crate::droits::GUIDER;
use crate::{Guide, WriteError, author, store};
use db::{Db, Trace};
use kernel::Ctx;
use kernel::saisie::line;

/// Keeps a new version of the guide, after the one that its author read: its number.
///
/// # Errors
/// [`WriteError::Change`] when somebody else changed it meanwhile, or another refusal.
pub async fn set_guide(ctx: &Ctx, db: &Db, apres: u32, guide: Guide, note: &str) -> Result<u32, WriteError> {
    ctx.require(GUIDER)?;
    let (guide, note) = (guide.check()?, line("note", note)?);
    let mut tx = db.begin(ctx).await?;
    let before = store::guides::en_vigueur(&mut tx).await?;
    if before.numero != apres || !store::guides::keep(&mut tx, apres, &guide, &note, author(ctx)).await? {
        return Err(WriteError::Change);
    }
    tx.record(Trace::new("snp.guide_change", "guide").detail(format!("version {}", apres + 1)));
    tx.commit().await?;
    Ok(apres + 1)
}

use crate::WriteError;
use crate::droits::MODIFIER;
use db::Db;
use identifiants::CommuneCode;
use kernel::Ctx;
use repertoire::{Ecarte, Edition};
use std::collections::BTreeSet;
use territoire::referentiel::Referentiel;

/// The lines that the official files in force set aside, file by file: those that may speak of these communes, or all of
/// them without `place`.
///
/// # Errors
/// [`WriteError`].
pub async fn list_ecartes(
    ctx: &Ctx,
    db: &Db,
    place: Option<(&Referentiel, &BTreeSet<CommuneCode>)>,
) -> Result<Vec<(Edition, Vec<Ecarte>)>, WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.read(ctx).await?;
    Ok(repertoire::ecartes_of(&mut tx, place).await?)
}

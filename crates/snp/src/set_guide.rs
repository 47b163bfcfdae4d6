use crate::droits::{GUIDER, REGLER};
use crate::{Guide, WriteError, author, store};
use db::{Db, Trace, Tx};
use kernel::Ctx;
use kernel::saisie::line;
use rendez_vous::Profession;

/// Keeps a new version of the guide, after the one that its author read: its number. Written by the doctors of the CPTS, and by
/// whoever settles how the room works.
///
/// # Errors
/// [`WriteError::Change`] when somebody else changed it meanwhile, or another refusal.
pub async fn set_guide(ctx: &Ctx, db: &Db, apres: u32, guide: Guide, note: &str) -> Result<u32, WriteError> {
    ctx.require(GUIDER)?;
    let (guide, note) = (guide.check()?, line("note", note)?);
    let mut tx = db.begin(ctx).await?;
    if !may_guide(&mut tx).await? {
        return Err(WriteError::PasPossible(
            "Le guide s’écrit entre médecins\u{a0}: demandez à l’un d’eux, ou à la coordination.",
        ));
    }
    let before = store::guides::en_vigueur(&mut tx).await?;
    if before.numero != apres || !store::guides::keep(&mut tx, apres, &guide, &note, author(ctx)).await? {
        return Err(WriteError::Change);
    }
    tx.record(Trace::new("snp.guide_change", "guide").detail(format!("version {}", apres + 1)));
    tx.commit().await?;
    Ok(apres + 1)
}

/// Whether whoever acts writes the guide: a doctor who gives care here, or who settles how the room works.
pub(crate) async fn may_guide(tx: &mut Tx) -> db::Result<bool> {
    if tx.ctx().rights.contains(REGLER) {
        return Ok(true);
    }
    let me = rendez_vous::store::effecteurs::moi(tx).await?;
    Ok(me.is_some_and(|one| {
        matches!(one.profession, Profession::MedecinGeneraliste | Profession::MedecinSpecialiste)
    }))
}

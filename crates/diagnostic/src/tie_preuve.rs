use crate::besoin::{Besoin, Refus};
use crate::droits::ANIMER;
use crate::preuve::{self, Fait, Preuve};
use crate::{WriteError, store, write_besoin::author};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Ties a fact to a need, as it stands today.
///
/// # Errors
/// [`WriteError`].
pub async fn tie_preuve(ctx: &Ctx, db: &Db, besoin: Id<Besoin>, fait: Fait) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let fait = fait.checked()?;
    let mut tx = db.begin(ctx).await?;
    let known = store::besoins::besoin(&mut tx, besoin).await?.ok_or(WriteError::Inconnu("Ce besoin"))?;
    if !known.is_ouvert() {
        return Err(Refus::PlusOuvert.into());
    }
    let preuve = Preuve { id: ctx.id(), besoin, fait, auteur: author(ctx), ajoutee_le: ctx.now };
    if !store::preuves::tie(&mut tx, &preuve).await? {
        return Err(preuve::Refus::DejaLa.into());
    }
    let trace = Trace::new("diagnostic.preuve_ajoutee", format!("besoin:{besoin}"));
    tx.record(trace.detail(&preuve.fait.libelle).after(&preuve));
    tx.commit().await?;
    Ok(())
}

/// Unties a fact: the journal keeps that it was there.
///
/// # Errors
/// [`WriteError`].
pub async fn untie_preuve(ctx: &Ctx, db: &Db, besoin: Id<Besoin>, id: Id<Preuve>) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    if !store::preuves::untie(&mut tx, besoin, id).await? {
        return Err(WriteError::Inconnu("Cette preuve"));
    }
    tx.record(Trace::new("diagnostic.preuve_retiree", format!("besoin:{besoin}")));
    tx.commit().await?;
    Ok(())
}

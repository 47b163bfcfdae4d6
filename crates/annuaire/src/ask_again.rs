use crate::ask_confirmation::{contact, send};
use crate::champ::Parts;
use crate::droits::CONSULTER;
use crate::{Fiche, WriteError, officiel, store};
use db::{Db, Secret, Tx};
use identifiants::Courriel;
use jiff::{SignedDuration, Timestamp};
use kernel::{Cpts, Ctx, Id};

/// An owner gets one new link a day.
const JOUR: SignedDuration = SignedDuration::from_hours(24);

/// What proves that whoever asks for a new link of `fiche` held an older one: a page of ours gave it to them.
#[must_use]
pub fn seal(secret: &Secret, cpts: Id<Cpts>, fiche: Id<Fiche>) -> String {
    secret.seal("annuaire.nouveau_lien", &[&cpts.to_string(), &fiche.to_string()])
}

/// The owner whose link was used asks for a new one. It goes where the directory would write, never elsewhere; nothing
/// is said of that place. Once a day at most.
///
/// # Errors
/// [`WriteError::Inconnue`] when the seal is not ours; a fault.
pub async fn ask_again(ctx: &Ctx, db: &Db, id: Id<Fiche>, sceau: &str, sms: bool) -> Result<(), WriteError> {
    ctx.require(CONSULTER)?;
    if seal(db.secret(), ctx.cpts, id) != sceau {
        return Err(WriteError::Inconnue);
    }
    let mut tx = db.begin(ctx).await?;
    renew(&mut tx, id, sms).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody gives their address: if it is that of an entry, a link goes there. The answer is the same when it is not.
///
/// # Errors
/// A fault.
pub async fn ask_by_courriel(ctx: &Ctx, db: &Db, courriel: &Courriel, sms: bool) -> Result<(), WriteError> {
    ctx.require(CONSULTER)?;
    let mut tx = db.begin(ctx).await?;
    let found = store::by_courriel(&mut tx, &Parts::one(courriel.as_str()).to_json()).await?;
    for id in &found {
        renew(&mut tx, *id, sms).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn renew(tx: &mut Tx, id: Id<Fiche>, sms: bool) -> Result<(), WriteError> {
    store::revise(tx).await?;
    let Some(fiche) = store::fiche(tx, id).await?.filter(|fiche| fiche.retiree_le.is_none()) else {
        return Ok(());
    };
    let said = officiel::connu(tx, &fiche.sujet).await?.unwrap_or_default();
    let rested = tx.ctx().now.saturating_sub(JOUR).unwrap_or(Timestamp::MIN);
    let Some(vers) = contact(Some(&fiche), &said.officiel, sms) else { return Ok(()) };
    let recent = fiche.demandee_le.is_some_and(|le| le > rested);
    if recent || !store::claim_demande(tx, id, rested).await? {
        return Ok(());
    }
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    send(tx, &cpts, &fiche, &said.nom, &vers).await
}

use crate::droits::{CONDUIRE, PREPARER, VOIR};
use crate::liasse::{Archive, EtatLiasse, Liasse, LiasseDemandee};
use crate::plan_dialogue::held;
use crate::{Dialogue, WriteError, store};
use db::{Db, Trace};
use kernel::{Actor, Ctx, Id};

/// Asks for the pack of a dialogue; a job makes it. While one is being made, it is that one.
///
/// # Errors
/// [`WriteError`].
pub async fn ask_liasse(ctx: &Ctx, db: &Db, id: Id<Dialogue>) -> Result<Id<Liasse>, WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = held(&mut tx, id).await?;
    let running = |one: &&Liasse| matches!(one.etat, EtatLiasse::EnCours { .. }) && !one.is_dead(ctx.now);
    if let Some(one) = store::liasses::liasses(&mut tx, id).await?.iter().find(running) {
        return Ok(one.id);
    }
    let liasse = Liasse {
        id: ctx.id(),
        dialogue: id,
        demandee_le: ctx.now,
        demandee_par: match ctx.actor {
            Actor::Personne(id) => Some(id),
            _ => None,
        },
        etat: EtatLiasse::EnCours { etape: 0, bouge_le: ctx.now },
        partagee_le: None,
    };
    store::liasses::erase_drafts(&mut tx, id, ctx.now).await?;
    store::liasses::ask(&mut tx, &liasse).await?;
    tx.publish(&LiasseDemandee { liasse: liasse.id }).await?;
    tx.record(Trace::new("dialogue.liasse_demandee", dialogue.objet()).after(&liasse));
    tx.commit().await?;
    Ok(liasse.id)
}

/// Lets the referents of the ARS and of the CPAM take a pack. It stays as it is from then on.
///
/// # Errors
/// [`WriteError`].
pub async fn share_liasse(ctx: &Ctx, db: &Db, id: Id<Liasse>) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let liasse = store::liasses::liasse(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette liasse"))?;
    held(&mut tx, liasse.dialogue).await?;
    if liasse.archive().is_none() {
        return Err(WriteError::PasPrete);
    }
    if liasse.partagee_le.is_none() {
        store::liasses::share(&mut tx, id, ctx.now).await?;
        tx.record(Trace::new("dialogue.liasse_partagee", liasse.objet()).after(&liasse));
        tx.commit().await?;
    }
    Ok(())
}

/// A pack about to be read: who takes it is in the journal first. Those who do not prepare the dialogue take what was shared.
///
/// # Errors
/// [`WriteError`].
pub async fn take_liasse(ctx: &Ctx, db: &Db, id: Id<Liasse>) -> Result<(Liasse, Archive), WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.begin(ctx).await?;
    let found = store::liasses::liasse(&mut tx, id).await?;
    let found = found.filter(|one| one.partagee_le.is_some() || ctx.rights.contains(PREPARER));
    let liasse = found.ok_or(WriteError::Inconnu("Cette liasse"))?;
    let archive = liasse.archive().cloned().ok_or(WriteError::PasPrete)?;
    tx.record(Trace::new("dialogue.liasse_lue", liasse.objet()).detail(&archive.empreinte[..16]));
    tx.commit().await?;
    Ok((liasse, archive))
}

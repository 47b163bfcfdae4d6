use crate::droits::{CONDUIRE, PREPARER, VOIR};
use crate::liasse::{Archive, EtatLiasse, Liasse, LiasseDemandee};
use crate::plan_dialogue::held;
use crate::{Dialogue, WriteError, store};
use db::{Db, Trace, Tx};
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

/// What whoever shares a pack says of the files that people attached: no program reads them again.
pub const ATTESTATION: &str =
    "J’ai relu les pièces jointes\u{a0}: elles ne contiennent aucune donnée de patient.";

/// Lets the referents of the ARS and of the CPAM take a pack, which stays as it is; `atteste` says [`ATTESTATION`].
///
/// # Errors
/// [`WriteError`].
pub async fn share_liasse(ctx: &Ctx, db: &Db, id: Id<Liasse>, atteste: bool) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    if !atteste {
        return Err(WriteError::SansAttestation);
    }
    let mut tx = db.begin(ctx).await?;
    let liasse = held_with_dialogue(&mut tx, id).await?;
    if liasse.archive().is_none() {
        return Err(WriteError::PasPrete);
    }
    if store::liasses::share(&mut tx, id, ctx.now).await? {
        tx.record(Trace::new("dialogue.liasse_partagee", liasse.objet()).detail(ATTESTATION).after(&liasse));
        tx.commit().await?;
    }
    Ok(())
}

/// Takes a shared pack back: from then on no referent reads it, not even the rest of what they were taking.
///
/// # Errors
/// [`WriteError`].
pub async fn unshare_liasse(ctx: &Ctx, db: &Db, id: Id<Liasse>) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let liasse = held_with_dialogue(&mut tx, id).await?;
    if store::liasses::unshare(&mut tx, id).await? {
        tx.record(Trace::new("dialogue.liasse_reprise", liasse.objet()).before(&liasse));
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets a pack that is not shared, with its archive; the journal keeps that it was.
///
/// # Errors
/// [`WriteError`].
pub async fn delete_liasse(ctx: &Ctx, db: &Db, id: Id<Liasse>) -> Result<(), WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let liasse = held_with_dialogue(&mut tx, id).await?;
    if liasse.partagee_le.is_some() {
        return Err(WriteError::Partagee);
    }
    if matches!(liasse.etat, EtatLiasse::EnCours { .. }) && !liasse.is_dead(ctx.now) {
        return Err(WriteError::PasPrete);
    }
    if !store::liasses::forget(&mut tx, id).await? {
        return Err(WriteError::Partagee);
    }
    tx.record(Trace::new("dialogue.liasse_supprimee", liasse.objet()).before(&liasse));
    tx.commit().await?;
    Ok(())
}

/// A pack as it stands, held with its dialogue until the end of the transaction: no other pack takes its place meanwhile.
async fn held_with_dialogue(tx: &mut Tx, id: Id<Liasse>) -> Result<Liasse, WriteError> {
    let unknown = WriteError::Inconnu("Cette liasse");
    let Some(found) = store::liasses::liasse(tx, id).await? else { return Err(unknown) };
    held(tx, found.dialogue).await?;
    store::liasses::hold(tx, id).await?.ok_or(unknown)
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

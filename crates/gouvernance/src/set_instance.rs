use crate::droits::TENIR;
use crate::instance::{Genre, Instance, Regle};
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id, saisie};

/// Notes an instance that the statutes have, under the id that its form was given.
///
/// # Errors
/// [`WriteError`].
pub async fn open_instance(
    ctx: &Ctx,
    db: &Db,
    id: Id<Instance>,
    genre: Genre,
    nom: &str,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let nom = if nom.trim().is_empty() { genre.libelle() } else { nom };
    let one = Instance { id, genre, nom: saisie::line("nom", nom)?, fermee: false, regles: Vec::new() };
    let mut tx = db.begin(ctx).await?;
    if !store::instances::add(&mut tx, &one).await? {
        let kept = store::instances::instance(&mut tx, id).await?;
        let same = kept.is_some_and(|kept| kept.genre == one.genre && kept.nom == one.nom);
        return if same { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    tx.record(
        Trace::new("gouvernance.instance_notee", format!("instance:{id}")).detail(&one.nom).after(&one),
    );
    tx.commit().await?;
    Ok(())
}

/// Notes what the statutes say of an instance from a day on. A rule is never changed: another one follows it.
///
/// # Errors
/// [`WriteError`].
pub async fn set_regle(ctx: &Ctx, db: &Db, instance: Id<Instance>, regle: Regle) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let regle = regle.check()?;
    let mut tx = db.begin(ctx).await?;
    let known = store::instances::instance(&mut tx, instance).await?;
    let known = known.ok_or(WriteError::Inconnu("Cette instance"))?;
    if known.regles.contains(&regle) {
        return Ok(());
    }
    if !store::instances::add_regle(&mut tx, instance, &regle).await? {
        let said = "Une règle de cette instance commence déjà ce jour-là\u{a0}: choisissez un autre jour.";
        return Err(saisie::Refus::new("du", said).into());
    }
    let trace = Trace::new("gouvernance.regle_notee", format!("instance:{instance}"));
    tx.record(trace.detail(&regle.source).after(&regle));
    tx.commit().await?;
    Ok(())
}

/// Says that the statutes no longer have an instance, or that they have it again.
///
/// # Errors
/// [`WriteError`].
pub async fn close_instance(ctx: &Ctx, db: &Db, id: Id<Instance>, fermee: bool) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    if !store::instances::close(&mut tx, id, fermee).await? {
        return Err(WriteError::Inconnu("Cette instance"));
    }
    let action = if fermee { "gouvernance.instance_fermee" } else { "gouvernance.instance_rouverte" };
    tx.record(Trace::new(action, format!("instance:{id}")));
    tx.commit().await?;
    Ok(())
}

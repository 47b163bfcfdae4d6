use crate::droits::MODIFIER;
use crate::{Fiche, Local, Sujet, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Adds an actor or a structure without national number.
///
/// # Errors
/// [`WriteError`].
pub async fn add_acteur(ctx: &Ctx, db: &Db, local: Local) -> Result<Id<Fiche>, WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let genre = local.genre;
    let new = Fiche::new(ctx.id(), Sujet::Local(local), ctx.now);
    store::open(&mut tx, &new).await?;
    tx.record(Trace::new("annuaire.acteur_ajoute", new.objet()).detail(genre.libelle()));
    tx.commit().await?;
    Ok(new.id)
}

use crate::droits::MODIFIER;
use crate::open_fiche::advance;
use crate::{Fiche, Local, Sujet, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Rewrites who an actor without national number is; an official identity is corrected where it comes from.
///
/// # Errors
/// [`WriteError`].
pub async fn correct_acteur(ctx: &Ctx, db: &Db, id: Id<Fiche>, local: &Local) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    match &fiche.sujet {
        Sujet::Local(known) if known == local => return Ok(()),
        Sujet::Local(_) => {}
        Sujet::Professionnel(_) | Sujet::Finess(_) | Sujet::Siret(_) => return Err(WriteError::Officielle),
    }
    advance(&mut tx, &fiche, fiche.numero).await?;
    store::keep_local(&mut tx, id, local).await?;
    tx.record(Trace::new("annuaire.acteur_corrige", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

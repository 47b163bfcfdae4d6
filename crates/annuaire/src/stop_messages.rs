use crate::champ::Source;
use crate::confirm::{USAGE, keep_answer};
use crate::droits::MODIFIER;
use crate::reponse::Suite;
use crate::{Fiche, WriteError, store};
use db::{Db, Trace};
use kernel::{Actor, Ctx, Id};

/// The owner wants no more messages, by their link, which stays good to confirm or correct; or the office writes it down.
///
/// # Errors
/// [`WriteError`].
pub async fn stop_messages(ctx: &Ctx, db: &Db, id: Id<Fiche>) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let source = if comptes::holds_lien_direct(&mut tx, USAGE, id.uuid()).await? {
        Source::Titulaire
    } else if matches!(ctx.actor, Actor::Lien(_)) {
        return Err(WriteError::LienUtilise);
    } else {
        ctx.require(MODIFIER)?;
        Source::Cpts
    };
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    if fiche.ne_plus_ecrire {
        return Ok(());
    }
    store::keep_silence(&mut tx, id, true).await?;
    keep_answer(&mut tx, &fiche, source, Suite::NePlusEcrire, (Vec::new(), false)).await?;
    tx.record(Trace::new("annuaire.messages_refuses", fiche.objet()).detail(source.libelle()));
    tx.commit().await?;
    Ok(())
}

/// The owner told the office that messages are welcome again.
///
/// # Errors
/// [`WriteError`].
pub async fn resume_messages(ctx: &Ctx, db: &Db, id: Id<Fiche>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    store::keep_silence(&mut tx, id, false).await?;
    tx.record(Trace::new("annuaire.messages_acceptes", fiche.objet()));
    tx.commit().await?;
    Ok(())
}

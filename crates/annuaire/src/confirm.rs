use crate::champ::Source;
use crate::droits::MODIFIER;
use crate::open_fiche::advance;
use crate::reponse::{Reponse, Suite};
use crate::saisie::account;
use crate::{Confirmation, Fiche, WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Actor, Ctx, Id};

/// What confirmation links are for.
pub const USAGE: &str = "annuaire.confirmation";

/// Somebody says that all of an entry is right: its owner by their link, or the office on the phone with them. `lu` is the
/// number of the entry that they read. Of two at once, one wins.
///
/// # Errors
/// [`WriteError::LienUtilise`], [`WriteError::Changee`], another refusal or a fault.
pub async fn confirm(ctx: &Ctx, db: &Db, id: Id<Fiche>, lu: i64) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let source = answering(&mut tx, id).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, lu).await?;
    keep_confirmation(&mut tx, &fiche, source).await?;
    keep_answer(&mut tx, &fiche, source, Suite::Confirmee, (Vec::new(), false)).await?;
    let trace = Trace::new("annuaire.fiche_confirmee", fiche.objet());
    tx.record(trace.detail(source.libelle()).after(&fiche.champs.values().collect::<Vec<_>>()));
    tx.commit().await?;
    Ok(())
}

/// Who answers: the holder of a link, which is then used up, or the office on their behalf.
///
/// # Errors
/// [`WriteError::LienUtilise`] when the link was used meanwhile, or [`WriteError::Denied`].
pub(crate) async fn answering(tx: &mut Tx, id: Id<Fiche>) -> Result<Source, WriteError> {
    if comptes::use_lien_direct(tx, USAGE, id.uuid()).await? {
        return Ok(Source::Titulaire);
    }
    if matches!(tx.ctx().actor, Actor::Lien(_)) {
        return Err(WriteError::LienUtilise);
    }
    tx.ctx().require(MODIFIER)?;
    Ok(Source::Cpts)
}

/// The entry is right as it stands now.
pub(crate) async fn keep_confirmation(tx: &mut Tx, fiche: &Fiche, source: Source) -> db::Result<()> {
    let confirmation = Confirmation { le: tx.ctx().now, source, par: account(tx.ctx()) };
    store::keep_confirmation(tx, fiche.id, Some(&confirmation)).await
}

/// What an owner answered waits for somebody of the office to look at; what the office did itself does not.
pub(crate) async fn keep_answer(
    tx: &mut Tx,
    fiche: &Fiche,
    source: Source,
    suite: Suite,
    (natures, absence): (Vec<crate::champ::Nature>, bool),
) -> db::Result<()> {
    if source == Source::Cpts {
        return Ok(());
    }
    let (id, le) = (tx.ctx().id(), tx.ctx().now);
    store::keep_reponse(tx, &Reponse { id, fiche: fiche.id, suite, natures, absence, le }).await
}

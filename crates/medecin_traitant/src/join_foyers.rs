use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::store::{demandes, propositions};
use crate::{Coffre, Demande, Foyer, Reponse, WriteError};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// People of one household at most.
const AU_PLUS: usize = crate::envoi::AU_PLUS;

/// Puts the household of `b` with that of `a`: they go to one doctor together.
///
/// # Errors
/// [`WriteError::PasPossible`] while a card is open or a doctor said yes to either.
pub async fn join_foyers(ctx: &Ctx, db: &Db, a: Id<Demande>, b: Id<Demande>) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let (to, from) = (foyer_of(&mut tx, &coffre, a).await?, foyer_of(&mut tx, &coffre, b).await?);
    if to == from {
        return Ok(());
    }
    // Two people who join the same households, in either order, hold them in one order.
    let mut both = [to, from];
    both.sort_unstable();
    let mut all = Vec::new();
    for foyer in both {
        all.extend(demandes::hold_foyer(&mut tx, &coffre, foyer).await?);
        free(&mut tx, foyer).await?;
    }
    let still = |id, foyer| all.iter().any(|one: &Demande| one.id == id && one.foyer == foyer);
    if !still(a, to) || !still(b, from) {
        return Err(WriteError::Change);
    }
    if all.len() > AU_PLUS {
        return Err(WriteError::PasPossible("Un foyer compte douze personnes au plus."));
    }
    for one in all.iter().filter(|one| one.foyer == from) {
        demandes::set_foyer(&mut tx, one.id, to).await?;
    }
    tx.record(Trace::new("medecin_traitant.foyers_reunis", crate::objet(a)).detail(crate::objet(b)));
    Ok(tx.commit().await?)
}

/// Takes somebody out of their household: they are placed alone.
///
/// # Errors
/// [`WriteError::PasPossible`] while a card is open or a doctor said yes.
pub async fn split_foyer(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let foyer = foyer_of(&mut tx, &coffre, id).await?;
    let together = demandes::hold_foyer(&mut tx, &coffre, foyer).await?;
    if !together.iter().any(|one| one.id == id) {
        return Err(WriteError::Change);
    }
    if together.len() < 2 {
        return Err(WriteError::PasPossible("Cette personne est seule dans son foyer."));
    }
    free(&mut tx, foyer).await?;
    let alone = tx.ctx().id();
    demandes::set_foyer(&mut tx, id, alone).await?;
    tx.record(Trace::new("medecin_traitant.foyer_separe", crate::objet(id)));
    Ok(tx.commit().await?)
}

async fn foyer_of(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Id<Foyer>, WriteError> {
    let one = demandes::demande(tx, coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    Ok(one.foyer)
}

/// No card of that household waits for an answer, no yes stands.
async fn free(tx: &mut Tx, foyer: Id<Foyer>) -> Result<(), WriteError> {
    let cards = propositions::du_foyer(tx, foyer).await?;
    if cards.iter().any(|card| card.reponse.est_ouverte()) {
        return Err(WriteError::PasPossible(
            "Un médecin a une carte de ce foyer\u{a0}: retirez-la, ou attendez sa réponse.",
        ));
    }
    if cards.iter().any(|card| card.reponse == Reponse::Oui) {
        return Err(WriteError::PasPossible("Un médecin a déjà accepté ce foyer."));
    }
    Ok(())
}

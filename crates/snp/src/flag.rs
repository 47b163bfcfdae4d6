use crate::droits::TRAITER;
use crate::place::DEMANDE;
use crate::{Coffre, Demande, Etat, WriteError, demande, objet, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Notes signs of alarm that come up once a call is kept: from then on it goes to the 15 and nowhere else; what was asked of
/// professionals is taken back. Noted twice is once.
///
/// # Errors
/// [`WriteError`]: a request that has a place, or is over.
pub async fn flag(ctx: &Ctx, db: &Db, id: Id<Demande>, drapeaux: BTreeSet<String>) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    if drapeaux.is_empty() {
        return Err(demande::Refus::SansAlarme.into());
    }
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let mut one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    if drapeaux.is_subset(&one.situation.drapeaux) {
        return Ok(());
    }
    one.situation.drapeaux.extend(drapeaux);
    // The 15 is where it may go now, or nowhere.
    one.transmit(ctx.now)?;
    store::demandes::set_situation(&mut tx, &coffre, id, &one.situation).await?;
    store::demandes::move_to(&mut tx, id, &Etat::Ouverte).await?;
    store::sollicitations::withdraw(&mut tx, id).await?;
    store::aubaines::forget(&mut tx, id).await?;
    tx.record(Trace::new("snp.alarme_notee", objet(id)));
    Ok(tx.commit().await?)
}

use crate::droits::PRENDRE;
use crate::{Ordre, RendezVous, WriteError, author, creneau, rdv_objet, store};
use db::{Db, Trace, Tx};
use kernel::Ctx;

/// Takes a place for somebody. Asked again with the same key, after a broken connection or a crash, it answers the appointment
/// that was made the first time. Many at once go faster through the [`Guichet`](crate::Guichet).
///
/// # Errors
/// [`WriteError`]; nothing is written then.
pub async fn book(ctx: &Ctx, db: &Db, ordre: &Ordre) -> Result<RendezVous, WriteError> {
    let mut tx = db.begin(ctx).await?;
    let made = book_in(ctx, &mut tx, ordre).await?;
    tx.commit().await?;
    Ok(made)
}

/// The same for `ctx`, in a transaction of the same CPTS that may do other things; a refusal leaves it as it was.
///
/// # Errors
/// [`WriteError`].
pub async fn book_in(ctx: &Ctx, tx: &mut Tx, ordre: &Ordre) -> Result<RendezVous, WriteError> {
    ctx.require(PRENDRE)?;
    let id = ctx.id();
    let begins = store::creneaux::hold(tx, ordre.creneau).await?.ok_or(WriteError::Inconnu("Ce créneau"))?;
    if !store::rdvs::keep(tx, id, ordre, author(ctx)).await? {
        return same(tx, ordre).await;
    }
    if begins <= ctx.now || !store::places::take(tx, ordre.creneau, id).await? {
        store::rdvs::forget(tx, id).await?;
        return Err(why_not(tx, ordre).await?);
    }
    tx.record(Trace::new("rendez_vous.pris", rdv_objet(id)).detail(ordre.origine.libelle()).by(ctx));
    let Ordre { cle, creneau, demande, origine } = *ordre;
    let (etat, pris_le) = (crate::rdv::Etat::Pris, tx.ctx().now);
    Ok(RendezVous { id, cle, creneau, demande, origine, etat, pris_le, motif: String::new() })
}

/// What was made with that key, when it was for the same.
async fn same(tx: &mut Tx, ordre: &Ordre) -> Result<RendezVous, WriteError> {
    let made = store::rdvs::of_key(tx, ordre.cle).await?.ok_or(WriteError::DejaNote)?;
    let alike =
        made.creneau == ordre.creneau && made.demande == ordre.demande && made.origine == ordre.origine;
    if alike { Ok(made) } else { Err(WriteError::CleDejaServie) }
}

async fn why_not(tx: &mut Tx, ordre: &Ordre) -> Result<WriteError, WriteError> {
    let now = tx.ctx().now;
    Ok(match store::creneaux::creneau(tx, ordre.creneau).await? {
        None => WriteError::Inconnu("Ce créneau"),
        Some(slot) => slot.check_open(now).err().unwrap_or(creneau::Refus::Complet).into(),
    })
}

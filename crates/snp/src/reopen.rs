use crate::droits::TRAITER;
use crate::{Coffre, Demande, Etat, WriteError, objet, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Event, Id};
use rendez_vous::RdvAnnule;
use serde::{Deserialize, Serialize};

/// A request lost its place and looks again, its clock unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandeRouverte {
    /// The request.
    pub demande: Id<Demande>,
    /// True when the professional took the slot back: the patient is to be told.
    pub creneau_retire: bool,
}

impl Event for DemandeRouverte {
    const NAME: &'static str = "snp.demande_rouverte";
}

/// A place was given back: the request that had it looks again. True when one does; told twice, or of a place that the request
/// has left already, nothing moves.
///
/// # Errors
/// [`WriteError`].
pub async fn reopen(ctx: &Ctx, db: &Db, told: &RdvAnnule) -> Result<bool, WriteError> {
    ctx.require(TRAITER)?;
    let Some(id) = told.demande.map(Id::<Demande>::new) else { return Ok(false) };
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let Some(one) = store::demandes::hold(&mut tx, &coffre, id).await? else { return Ok(false) };
    match one.etat {
        Etat::Placee { rdv, .. } if rdv == told.rdv => {}
        _ => return Ok(false),
    }
    reopen_in(&mut tx, &one, told.creneau_retire).await?;
    tx.commit().await?;
    Ok(true)
}

/// The same for a request that is held.
pub(crate) async fn reopen_in(tx: &mut Tx, one: &Demande, creneau_retire: bool) -> Result<(), WriteError> {
    store::demandes::move_to(tx, one.id, &one.reopen()?).await?;
    store::sollicitations::withdraw(tx, one.id).await?;
    tx.publish(&DemandeRouverte { demande: one.id, creneau_retire }).await?;
    tx.record(Trace::new("snp.demande_rouverte", objet(one.id)));
    Ok(())
}

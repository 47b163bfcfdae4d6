use crate::droits::PRENDRE;
use crate::rdv::Etat;
use crate::{Creneau, RendezVous, WriteError, rdv_objet, store};
use db::{Db, Trace, Tx};
use kernel::saisie::maybe_line;
use kernel::{Ctx, Event, Id};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RdvAnnule {
    /// The appointment.
    pub rdv: Id<RendezVous>,
    /// Its slot.
    pub creneau: Id<Creneau>,
    /// What it answered.
    pub demande: Option<Uuid>,
    /// True when the slot itself was taken back: the patient has nowhere to go.
    pub creneau_retire: bool,
}

impl Event for RdvAnnule {
    const NAME: &'static str = "rendez_vous.rdv_annule";
}

/// Gives a place back. Twice is once.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel(ctx: &Ctx, db: &Db, id: Id<RendezVous>, motif: &str) -> Result<RendezVous, WriteError> {
    ctx.require(PRENDRE)?;
    let motif = maybe_line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let done = cancel_in(&mut tx, id, &motif, false).await?;
    if let Some(one) = done {
        tx.commit().await?;
        return Ok(one);
    }
    let now = store::rdvs::rdv(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce rendez-vous"))?;
    match now.etat {
        Etat::Annule => Ok(now),
        Etat::Pris | Etat::Honore | Etat::NonHonore | Etat::Redirige => Err(WriteError::PasPossible(
            "L’issue de ce rendez-vous est déjà notée\u{a0}: il ne s’annule plus.",
        )),
    }
}

/// The same in the caller's transaction, whoever they are; nothing when it is no longer held.
///
/// # Errors
/// A fault of storage.
pub async fn cancel_in(
    tx: &mut Tx,
    id: Id<RendezVous>,
    motif: &str,
    creneau_retire: bool,
) -> Result<Option<RendezVous>, WriteError> {
    let one = store::rdvs::rdv(tx, id).await?.ok_or(WriteError::Inconnu("Ce rendez-vous"))?;
    store::creneaux::hold(tx, one.creneau).await?;
    if !store::rdvs::move_to(tx, id, Etat::Pris, Etat::Annule, motif).await? {
        return Ok(None);
    }
    store::places::free(tx, id).await?;
    let one = RendezVous { etat: Etat::Annule, motif: motif.to_owned(), ..one };
    let (rdv, creneau, demande) = (one.id, one.creneau, one.demande);
    tx.publish(&RdvAnnule { rdv, creneau, demande, creneau_retire }).await?;
    tx.record(Trace::new("rendez_vous.annule", rdv_objet(id)).detail(motif));
    Ok(Some(one))
}

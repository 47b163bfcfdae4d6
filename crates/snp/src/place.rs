use crate::droits::TRAITER;
use crate::{Coffre, Demande, Origine, WriteError, objet, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Event, Id};
use rendez_vous::{Creneau, Ordre, RendezVous, rdv};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A request has an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandePlacee {
    /// The request.
    pub demande: Id<Demande>,
    /// Its appointment.
    pub rdv: Id<RendezVous>,
    /// In that slot.
    pub creneau: Id<Creneau>,
}

impl Event for DemandePlacee {
    const NAME: &'static str = "snp.demande_placee";
}

pub(crate) const DEMANDE: WriteError = WriteError::Inconnu("Cette demande");
const CRENEAU: WriteError = WriteError::Inconnu("Ce créneau");

/// Books a place of a slot for a request, both or neither. Asked again with the same key, after a broken connection or a
/// crash, it answers the appointment that was made the first time.
///
/// # Errors
/// [`WriteError`]: [`WriteError::Place`] when the slot gives no place; the request is as it was.
pub async fn place(
    ctx: &Ctx,
    db: &Db,
    demande: Id<Demande>,
    creneau: Id<Creneau>,
    cle: Uuid,
) -> Result<RendezVous, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let one = store::demandes::hold(&mut tx, &coffre, demande).await?.ok_or(DEMANDE)?;
    if let Some(made) = rendez_vous::store::rdvs::of_key(&mut tx, cle).await? {
        return already(made, demande, creneau);
    }
    let made = place_in(ctx, &mut tx, &one, creneau, cle).await?;
    tx.commit().await?;
    Ok(made)
}

/// The same for a request that is held, in the caller’s transaction.
pub(crate) async fn place_in(
    ctx: &Ctx,
    tx: &mut Tx,
    one: &Demande,
    creneau: Id<Creneau>,
    cle: Uuid,
) -> Result<RendezVous, WriteError> {
    let slot = rendez_vous::store::creneaux::creneau(tx, creneau).await?.ok_or(CRENEAU)?;
    // Asked before the place is: a request that may not be placed takes none.
    one.place(Id::new(Uuid::nil()), slot.effecteur, ctx.now)?;
    let ordre = Ordre { cle, creneau, demande: Some(one.id.uuid()), origine: asked_by(one.origine) };
    let made = rendez_vous::book_in(ctx, tx, &ordre).await?;
    let etat = one.place(made.id, slot.effecteur, ctx.now)?;
    store::demandes::move_to(tx, one.id, &etat).await?;
    store::sollicitations::withdraw(tx, one.id).await?;
    store::aubaines::forget(tx, one.id).await?;
    tx.publish(&DemandePlacee { demande: one.id, rdv: made.id, creneau }).await?;
    tx.record(Trace::new("snp.demande_placee", objet(one.id)));
    Ok(made)
}

/// What was made with that key, when it was for the same and still stands.
fn already(made: RendezVous, demande: Id<Demande>, creneau: Id<Creneau>) -> Result<RendezVous, WriteError> {
    if made.demande != Some(demande.uuid()) || made.creneau != creneau {
        return Err(rendez_vous::WriteError::CleDejaServie.into());
    }
    if made.etat == rdv::Etat::Annule {
        return Err(WriteError::PasPossible(
            "Ce rendez-vous a été annulé depuis\u{a0}: choisissez un autre créneau.",
        ));
    }
    Ok(made)
}

const fn asked_by(origine: Origine) -> rdv::Origine {
    match origine {
        Origine::Appel => rdv::Origine::Console,
        Origine::Sas => rdv::Origine::Regulateur,
        Origine::Professionnel => rdv::Origine::Professionnel,
        Origine::Patient => rdv::Origine::Patient,
    }
}

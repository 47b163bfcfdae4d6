use crate::annonce::Tenu;
use crate::droits::RESERVER;
use crate::publish::leaves;
use crate::{Annonce, RdvError, Regulateur, store};
use db::{Db, Trace, Tx};
use fhir::NationalId;
use fhir::sas::{BookingStatus, Operator};
use fhir::search::Token;
use kernel::{Actor, Ctx, Event, Id, Rights};
use rendez_vous::rdv::Origine;
use rendez_vous::{Creneau, Ordre, RendezVous};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A regulator took a place here: the platform does not know it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RdvPris {
    /// The appointment.
    pub rdv: Id<RendezVous>,
}

impl Event for RdvPris {
    const NAME: &'static str = "sas.rdv_pris";
}

/// The regulator who acts.
///
/// # Errors
/// [`RdvError::PasRegulateur`]; a fault of storage.
pub async fn regulator(tx: &mut Tx) -> Result<(Regulateur, Operator), RdvError> {
    let ctx = tx.ctx().clone();
    ctx.require(RESERVER)?;
    let Actor::Personne(who) = ctx.actor else { return Err(RdvError::PasRegulateur) };
    let found = store::regulateurs::of_personne(tx, who).await?;
    let named = found.and_then(|one| one.operator().map(|number| (one, number)));
    named.ok_or(RdvError::PasRegulateur)
}

/// Takes a place for a patient of the SAS. Asked again with the same key, it answers the appointment that was made. `site` is our
/// address as the Web sees it.
///
/// # Errors
/// [`RdvError`]; nothing is written then.
pub async fn book(
    ctx: &Ctx,
    db: &Db,
    site: &str,
    creneau: Id<Creneau>,
    cle: Uuid,
) -> Result<RendezVous, RdvError> {
    let mut tx = db.begin(ctx).await?;
    let (_, operator) = regulator(&mut tx).await?;
    let reglage = store::reglage(&mut tx).await?;
    let slot = rendez_vous::store::creneaux::creneau(&mut tx, creneau).await?;
    let slot = slot.filter(|slot| reglage.ouvert && leaves(slot, &reglage)).ok_or(RdvError::PasDeCreneau)?;
    let who = rendez_vous::store::effecteurs::effecteur(&mut tx, slot.effecteur).await?;
    let number = who.and_then(|who| NationalId::read(who.rpps?.as_str()));
    let professionnel = number.ok_or(RdvError::ProfessionnelInconnu)?;
    let ordre = Ordre { cle, creneau, demande: None, origine: Origine::Regulateur };
    let made = rendez_vous::book_in(&for_places(ctx), &mut tx, &ordre).await?;
    let one = Annonce {
        number: Token { system: format!("{site}/rendez-vous"), value: made.id.to_string() },
        tenu: Some(Tenu { chez: ctx.cpts, rdv: made.id }),
        operator,
        professionnel,
        debut: slot.horaire.debut,
        fin: slot.horaire.fin,
        statut: BookingStatus::Booked,
        marque: None,
        dit: None,
        change_le: ctx.now,
    };
    if !store::annonces::keep(&mut tx, &one).await? {
        return Ok(made);
    }
    tx.publish(&RdvPris { rdv: made.id }).await?;
    tx.record(Trace::new("sas.rdv_pris", format!("rdv:{}", made.id)));
    tx.commit().await?;
    Ok(made)
}

/// Gives back a place that the same regulator took. Twice is once.
///
/// # Errors
/// [`RdvError`].
pub async fn give_back(ctx: &Ctx, db: &Db, rdv: Id<RendezVous>) -> Result<(), RdvError> {
    let mut tx = db.begin(ctx).await?;
    let (_, operator) = regulator(&mut tx).await?;
    let held = store::annonces::of_rdv(&mut tx, rdv).await?;
    if held.is_none_or(|held| held.operator.number != operator.number) {
        return Err(RdvError::RdvInconnu);
    }
    let done = rendez_vous::cancel_in(&mut tx, rdv, "Annulé par le régulateur", false).await?;
    if done.is_some() {
        tx.commit().await?;
        return Ok(());
    }
    let now = rendez_vous::store::rdvs::rdv(&mut tx, rdv).await?;
    if now.is_some_and(|now| now.etat.is_issue()) { Err(RdvError::DejaRegle) } else { Ok(()) }
}

/// Places are taken by their own right, which a regulator has for what the platform may see and nothing else.
fn for_places(ctx: &Ctx) -> Ctx {
    Ctx { rights: Rights::of([rendez_vous::droits::PRENDRE]), ..ctx.clone() }
}

use crate::droits::{OFFRIR, PRENDRE};
use crate::rdv::Etat;
use crate::{RendezVous, WriteError, author, rdv_objet, store};
use db::{Db, Trace, Tx};
use kernel::saisie::maybe_line;
use kernel::{Ctx, Event, Id};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody said what became of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RdvRegle {
    /// The appointment.
    pub rdv: Id<RendezVous>,
    /// What it answered.
    pub demande: Option<Uuid>,
    /// Code of an [`Etat`]: `honore`, `non_honore` or `redirige`.
    pub etat: String,
}

impl Event for RdvRegle {
    const NAME: &'static str = "rendez_vous.rdv_regle";
}

/// Says what became of an appointment, once its hour has come; said wrong, it is said again. By whoever offers the slot or
/// takes places for others.
///
/// # Errors
/// [`WriteError`].
pub async fn settle(
    ctx: &Ctx,
    db: &Db,
    id: Id<RendezVous>,
    issue: Etat,
    motif: &str,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    if settle_in(&mut tx, id, issue, motif).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// The same in the caller’s transaction; false when it was said already.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_in(
    tx: &mut Tx,
    id: Id<RendezVous>,
    issue: Etat,
    motif: &str,
) -> Result<bool, WriteError> {
    if !issue.is_issue() {
        return Err(WriteError::PasPossible(
            "Dites si le patient est venu, n’est pas venu, ou a été réorienté.",
        ));
    }
    let motif = maybe_line("motif", motif)?;
    let now = tx.ctx().now;
    let one = store::rdvs::rdv(tx, id).await?.ok_or(WriteError::Inconnu("Ce rendez-vous"))?;
    check_may(tx, &one).await?;
    let slot = store::creneaux::creneau(tx, one.creneau).await?.ok_or(WriteError::Inconnu("Ce créneau"))?;
    match one.etat {
        Etat::Annule => return Err(WriteError::PasPossible("Ce rendez-vous a été annulé.")),
        Etat::Pris if slot.horaire.debut > now => {
            return Err(WriteError::PasPossible("Ce rendez-vous n’a pas encore commencé."));
        }
        etat if etat == issue && one.motif == motif => return Ok(false),
        Etat::Pris | Etat::Honore | Etat::NonHonore | Etat::Redirige => {}
    }
    if !store::rdvs::move_to(tx, id, one.etat, issue, &motif).await? {
        return Err(WriteError::DejaNote);
    }
    tx.publish(&RdvRegle { rdv: id, demande: one.demande, etat: issue.code().to_owned() }).await?;
    tx.record(Trace::new("rendez_vous.regle", rdv_objet(id)).detail(issue.libelle()));
    Ok(true)
}

async fn check_may(tx: &mut Tx, one: &RendezVous) -> Result<(), WriteError> {
    let ctx = tx.ctx().clone();
    if ctx.rights.contains(PRENDRE) {
        return Ok(());
    }
    ctx.require(OFFRIR)?;
    let slot = store::creneaux::creneau(tx, one.creneau).await?;
    let whose = match slot {
        Some(slot) => store::effecteurs::effecteur(tx, slot.effecteur).await?,
        None => None,
    };
    let mine = whose.is_some_and(|who| who.compte.is_some() && who.compte == author(&ctx));
    if mine { Ok(()) } else { Err(WriteError::Inconnu("Ce rendez-vous")) }
}

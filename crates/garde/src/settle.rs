use crate::affectation::{Constat, Issue};
use crate::as_participant::{as_participant, hold_of};
use crate::droits::{GERER, PARTICIPER, VOIR};
use crate::store::{affectations, constats};
use crate::{DemiJournee, Etat, Participant, WriteError, mots, objet};
use actes::acte::Fait;
use actes::{CORRIGER, Mission, NOTER};
use db::{Db, Trace, Tx};
use indemnites::{Objet, Proposition};
use kernel::{Ctx, Id, Rights};
use rendez_vous::Effecteur;

/// Sources of indemnities of this room: hours on duty, slots kept for nobody.
const HEURES: &str = "garde_heures";
const CRENEAUX: &str = "garde_creneaux";

/// Says what became of a published half-day that is over, for one person: themself once, the coordination as often as needed. An
/// act and its indemnities follow; said again, they are corrected.
///
/// # Errors
/// [`WriteError`].
pub async fn settle(
    ctx: &Ctx,
    db: &Db,
    id: Id<DemiJournee>,
    who: Id<Participant>,
    issue: Issue,
) -> Result<(), WriteError> {
    let issue = issue.check()?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let (one, person) = as_participant(&mut tx, who).await?;
    let (planning, what) = hold_of(&mut tx, id).await?;
    if !matches!(planning.etat, Etat::Publie | Etat::Clos) || what.horaire.fin > ctx.now {
        return Err(WriteError::PasPossible("Cette demi-journée n’est pas terminée."));
    }
    let there = affectations::of(&mut tx, planning.id).await?;
    if !there.iter().any(|other| other.demi_journee == id && other.participant == who) {
        return Err(WriteError::Inconnu("Cette garde"));
    }
    let before = constats::constat(&mut tx, id, who).await?;
    match &before {
        Some(kept) if kept.issue == issue => return Ok(()),
        Some(_) if !ctx.rights.contains(GERER) => {
            return Err(WriteError::PasPossible(
                "C’est déjà noté\u{a0}: demandez à la coordination de le corriger.",
            ));
        }
        Some(_) | None => {}
    }
    let source = ctx.id::<Constat>().uuid();
    let fait = issue.assuree.then(|| fait(&what, &person, &issue));
    let acte = write_acte(&mut tx, before.as_ref(), fait, source).await?;
    if let Some(kept) = &before {
        for kind in [HEURES, CRENEAUX] {
            indemnites::withdraw_proposition(&mut tx, (kind, kept.source), "Garde corrigée").await?;
        }
    }
    pay(&mut tx, (&what, &person), &issue, source).await?;
    constats::keep(&mut tx, &Constat { demi_journee: id, participant: one.id, source, issue, acte }).await?;
    let said = format!("{}, {}", person.nom, mots::quand(&what));
    tx.record(Trace::new("garde.constatee", objet(planning.id)).detail(said));
    Ok(tx.commit().await?)
}

/// The caller, with the rights that this room lends for its own lines of the ledger.
fn entrusted(ctx: &Ctx) -> Ctx {
    let own = [VOIR, PARTICIPER, GERER, comptes::droits::SUIVRE_LIEN];
    let own = own.into_iter().filter(|right| ctx.rights.contains(*right));
    Ctx { rights: Rights::of(own.chain([NOTER, CORRIGER])), ..ctx.clone() }
}

/// What the ledger says: the time of one person. Patients seen are counted by their appointments.
fn fait(what: &DemiJournee, who: &Effecteur, issue: &Issue) -> Fait {
    Fait {
        auteur: who.compte,
        minutes: issue.minutes,
        theme: "Garde".to_owned(),
        ..Fait::new(
            what.jour(),
            Mission::Acces,
            format!("Garde de soins non programmés, {}", mots::heures(what)),
        )
    }
}

async fn write_acte(
    tx: &mut Tx,
    before: Option<&Constat>,
    fait: Option<Fait>,
    source: uuid::Uuid,
) -> Result<Option<Id<actes::Acte>>, WriteError> {
    Ok(match (before.and_then(|kept| kept.acte), fait) {
        (Some(old), fait) => Some(actes::correct(tx, old, fait, "Garde corrigée").await?),
        (None, Some(fait)) => Some(actes::record(tx, fait, ("garde_constat", &source.to_string())).await?),
        (None, None) => None,
    })
}

/// Proposes what is owed to a member: their hours, and the slots that they kept for nobody.
async fn pay(
    tx: &mut Tx,
    (what, who): (&DemiJournee, &Effecteur),
    issue: &Issue,
    source: uuid::Uuid,
) -> Result<(), WriteError> {
    let Some(personne) = who.adherent else { return Ok(()) };
    for (kind, objet, quantite) in
        [(HEURES, Objet::Temps, issue.minutes), (CRENEAUX, Objet::CreneauGarde, issue.inutilises)]
    {
        if quantite == 0 {
            continue;
        }
        let owed = Proposition {
            personne,
            libelle: format!("Garde du {}", mots::quand(what)),
            objet,
            quantite,
            jour: what.jour(),
            horaire: None,
            mission: Mission::Acces,
            genre: String::new(),
            action: None,
            profession: None,
            declarant: None,
            piece: None,
        };
        indemnites::propose(tx, (kind, source), owed).await?;
    }
    Ok(())
}

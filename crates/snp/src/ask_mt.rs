use crate::droits::TRAITER;
use crate::place::DEMANDE;
use crate::{Coffre, Demande, MedecinTraitant, Sollicitation, WriteError, objet, store};
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{Ctx, Id};
use rendez_vous::Effecteur;

/// What the links of professionals are for.
pub const USAGE: &str = "snp.sollicitation";

/// Asks the patient’s own doctor, who alone has the hand until the countdown of the CPTS is over: until when.
///
/// # Errors
/// [`WriteError`].
pub async fn ask_mt(ctx: &Ctx, db: &Db, id: Id<Demande>, sms: bool) -> Result<Timestamp, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    let MedecinTraitant::Effecteur(who) = one.situation.medecin_traitant else {
        return Err(WriteError::PasPossible(
            "Le médecin traitant ne propose pas de créneaux ici\u{a0}: appelez-le, ou élargissez.",
        ));
    };
    let minutes = store::reglages::reglage(&mut tx).await?.minutes_mt;
    let until = after(ctx.now, minutes);
    store::demandes::move_to(&mut tx, id, &one.ask_mt(who, until)?).await?;
    let doctor = taking_part(&mut tx, who).await?;
    ask(&mut tx, &one, &doctor, until, sms).await?;
    tx.record(Trace::new("snp.mt_interroge", objet(id)));
    tx.commit().await?;
    Ok(until)
}

/// Asks every professional given at once: the first who answers takes the request. How many were asked now.
///
/// # Errors
/// [`WriteError`].
pub async fn broadcast(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    a: &[Id<Effecteur>],
    sms: bool,
) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    store::demandes::move_to(&mut tx, id, &one.widen()?).await?;
    let minutes = store::reglages::reglage(&mut tx).await?.minutes_secteur;
    let until = after(ctx.now, minutes);
    let mut asked = 0;
    for who in a {
        let doctor = taking_part(&mut tx, *who).await?;
        asked += u32::from(ask(&mut tx, &one, &doctor, until, sms).await?);
    }
    tx.record(Trace::new("snp.secteur_interroge", objet(id)).detail(asked));
    tx.commit().await?;
    Ok(asked)
}

fn after(now: Timestamp, minutes: u32) -> Timestamp {
    now.saturating_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX)
}

async fn taking_part(tx: &mut Tx, who: Id<Effecteur>) -> Result<Effecteur, WriteError> {
    let doctor = rendez_vous::store::effecteurs::effecteur(tx, who).await?;
    doctor.filter(|one| one.retire_le.is_none()).ok_or(WriteError::Inconnu("Ce professionnel"))
}

/// Asks one professional, by a link when they can be written to: nothing of the patient is in the message. False when they
/// are asked already.
async fn ask(
    tx: &mut Tx,
    one: &Demande,
    doctor: &Effecteur,
    until: Timestamp,
    sms: bool,
) -> Result<bool, WriteError> {
    let asked = Sollicitation {
        id: tx.ctx().id(),
        demande: one.id,
        effecteur: doctor.id,
        expire_le: until,
        reponse: None,
    };
    if !store::sollicitations::keep(tx, &asked).await? {
        return Ok(false);
    }
    let courriel = doctor.courriel.clone().map(Contact::Courriel);
    let contact = courriel.or_else(|| doctor.telephone.clone().map(Contact::Telephone));
    if let Some(to) = contact.filter(|one| one.reach(sms).is_ok()) {
        let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
        let texte = format!(
            "{cpts}\u{a0}: un patient a besoin d’un soin aujourd’hui ou demain. Pouvez-vous le recevoir\u{a0}? Oui ou non, en un \
             geste\u{a0}: {{lien}}"
        );
        let objet = format!("{cpts}\u{a0}: un soin non programmé");
        let duree = until.duration_since(tx.ctx().now);
        comptes::send_lien_direct(tx, USAGE, asked.id.uuid(), duree, &to, &objet, &texte).await?;
    }
    Ok(true)
}

use crate::droits::TRAITER;
use crate::store::{demandes, identites, messages};
use crate::{Coffre, Demande, WriteError, objet};
use comptes::{Contact, MessageDemande};
use db::{Db, Trace, Tx};
use identifiants::Telephone;
use kernel::{Ctx, Id};
use rendez_vous::{Creneau, Effecteur, RendezVous, store as offre};

kernel::codes! {
    /// What is told of an appointment, once each.
    pub enum Annonce {
        /// It was found.
        Pris = "pris", "Rendez-vous pris";
        /// The professional took the slot back.
        Perdu = "perdu", "Rendez-vous annulé par le professionnel";
    }
}

/// Tells an appointment, once: the patient by a text message when one can leave (`sms`) and they gave a mobile number; of a new
/// one, the professional too. Hour and place, nothing of health, no name. The operator says the same aloud: nothing depends on
/// it. What was told, by whom it is received: (patient, professional).
///
/// # Errors
/// [`WriteError`].
pub async fn tell(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    rdv: Id<RendezVous>,
    quoi: Annonce,
    sms: bool,
) -> Result<(bool, bool), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let Some(made) = offre::rdvs::rdv(&mut tx, rdv).await? else { return Ok((false, false)) };
    let Some(slot) = offre::creneaux::creneau(&mut tx, made.creneau).await? else {
        return Ok((false, false));
    };
    // Over, or erased since: nobody waits for these words.
    let known = demandes::demande(&mut tx, &coffre, id).await?.is_some();
    if !known || slot.horaire.fin <= ctx.now || !messages::keep(&mut tx, rdv, quoi).await? {
        return Ok((false, false));
    }
    let Some(cpts) = comptes::here(&mut tx).await? else { return Ok((false, false)) };
    let (name, slug) = (cpts.nom.to_string(), cpts.slug.to_string());
    let phone = if sms { mobile(&mut tx, &coffre, id).await? } else { None };
    let patient = phone.is_some();
    if let Some(number) = phone {
        let texte = said(&mut tx, &name, &slot, quoi).await?;
        send(&mut tx, Contact::Telephone(number), &name, texte, None).await?;
    }
    let doctor = match quoi {
        Annonce::Pris => offre::effecteurs::effecteur(&mut tx, slot.effecteur).await?,
        Annonce::Perdu => None,
    };
    let told = doctor.as_ref().and_then(|one| contact(one, sms));
    let professional = told.is_some();
    if let (Some(to), Some(one)) = (told, doctor) {
        let texte = format!("{name}\u{a0}: un patient a pris une place dans votre créneau, {}.", when(&slot));
        let chemin = one.compte.map(|_| format!("/{slug}/espace/rendez-vous/creneaux/{}", slot.id));
        send(&mut tx, to, &name, texte, chemin).await?;
    }
    let detail = format!(
        "{}\u{a0}: {}",
        quoi.libelle(),
        if patient { "SMS au patient" } else { "pas de SMS au patient" }
    );
    tx.record(Trace::new("snp.rendez_vous_annonce", objet(id)).detail(detail));
    tx.commit().await?;
    Ok((patient, professional))
}

async fn send(
    tx: &mut Tx,
    vers: Contact,
    cpts: &str,
    texte: String,
    chemin: Option<String>,
) -> Result<(), WriteError> {
    let objet = format!("{cpts}\u{a0}: un rendez-vous");
    Ok(tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier: None }).await?)
}

/// The mobile number of the patient, opened by the program to ring it, and by nobody.
async fn mobile(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Option<Telephone>, WriteError> {
    let sealed = identites::scelle(tx, id).await?;
    let who = sealed.and_then(|sealed| coffre.open_identite(id, &sealed));
    Ok(who.and_then(|who| who.telephone).filter(Telephone::is_mobile))
}

/// Where a professional reads a notice.
fn contact(one: &Effecteur, sms: bool) -> Option<Contact> {
    let mail = one.courriel.clone().map(Contact::Courriel);
    let contact = mail.or_else(|| one.telephone.clone().map(Contact::Telephone));
    contact.filter(|to| to.reach(sms).is_ok())
}

/// What the patient reads.
async fn said(tx: &mut Tx, cpts: &str, slot: &Creneau, quoi: Annonce) -> Result<String, WriteError> {
    let when = when(slot);
    Ok(match quoi {
        Annonce::Perdu => format!(
            "{cpts}\u{a0}: votre rendez-vous ({when}) est annulé par le cabinet. Nous cherchons une autre place et vous rappelons."
        ),
        Annonce::Pris => {
            let lieu = offre::lieux::lieu(tx, slot.contenu.lieu).await?;
            let at = lieu.map(|one| {
                let parts = [one.nom, one.adresse, one.code_postal];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            });
            format!(
                "{cpts}\u{a0}: votre rendez-vous, {when}, {}. Un empêchement\u{a0}? Rappelez-nous.",
                at.unwrap_or_default()
            )
        }
    })
}

/// « le 2 mars 2026 de 18 h 00 à 19 h 00 ».
fn when(slot: &Creneau) -> String {
    let (debut, fin) = (kernel::paris(slot.horaire.debut), kernel::paris(slot.horaire.fin));
    let (day, from, to) =
        (francais::date(debut.date()), francais::heure(debut.time()), francais::heure(fin.time()));
    format!("le {day} de {from} à {to}")
}

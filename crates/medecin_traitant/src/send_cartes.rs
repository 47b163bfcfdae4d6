use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::{Coffre, Etape, Etat, Medecin, Reglage, WriteError, answer_carte::advance, medecin_objet, store};
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use kernel::{Ctx, Id};
use ui::francais;

/// What the links sent to doctors are for; about the doctor.
pub const USAGE: &str = "medecin_traitant.cartes";
/// How long such a link is good, at least: cards are answered sooner, appointments are told later.
const DUREE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Depart {
    /// Doctors for whom cards left.
    pub medecins: u32,
    /// Cards that left.
    pub cartes: u32,
    /// Those of them who cannot be written to: somebody calls them.
    pub sans_adresse: Vec<String>,
}

/// Cards whose hour has come leave: at the days and the hour of each doctor, once a day, no more at a time than they asked
/// for; one message a doctor, which says how many wait and nothing else. Cards of a doctor who cannot be written to leave too:
/// somebody calls. `now`: without waiting for the day and the hour; a pause is always respected. `sms`: whether text messages
/// leave from here. What goes wrong for a doctor is told once the others are served.
///
/// # Errors
/// [`WriteError`].
pub async fn send_cartes(ctx: &Ctx, db: &Db, sms: bool, now: bool) -> Result<Depart, WriteError> {
    ctx.require(TRAITER)?;
    let doctors = store::cartes::a_servir(&mut db.read(ctx).await?).await?;
    let (mut left, mut fault) = (Depart::default(), None);
    for medecin in doctors {
        match serve(ctx, db, medecin, (sms, now)).await {
            Ok(Servi::Rien) => {}
            Ok(Servi::Parties { cartes, a_appeler }) => {
                left.medecins += 1;
                left.cartes += cartes;
                left.sans_adresse.extend(a_appeler);
            }
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    fault.map_or(Ok(left), Err)
}

enum Servi {
    Rien,
    Parties {
        cartes: u32,
        /// The doctor, when no message can tell them.
        a_appeler: Option<String>,
    },
}

async fn serve(ctx: &Ctx, db: &Db, id: Id<Medecin>, (sms, now): (bool, bool)) -> Result<Servi, WriteError> {
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let Some(medecin) = store::medecins::hold(&mut tx, id).await? else { return Ok(Servi::Rien) };
    let here = kernel::paris(tx.ctx().now);
    if !medecin.recoit(here) {
        let back = store::cartes::withdraw_pretes(&mut tx, id).await?;
        if back > 0 {
            tx.record(Trace::new("medecin_traitant.cartes_retirees", medecin_objet(id)).detail(back));
            tx.commit().await?;
        }
        return Ok(Servi::Rien);
    }
    if !now && !medecin.attend(here) {
        return Ok(Servi::Rien);
    }
    let reglage = store::regles::reglage(&mut tx).await?;
    let sent = leave(&mut tx, &Coffre::new(db.secret(), ctx.cpts), &medecin, &reglage).await?;
    if sent.parties == 0 {
        if sent.retirees > 0 {
            tx.commit().await?;
        }
        return Ok(Servi::Rien);
    }
    let contact = medecin.contact(sms);
    if let Some(contact) = &contact {
        write(&mut tx, id, contact, sent.parties + sent.la, reponse(&reglage)).await?;
    }
    store::medecins::set_envoye(&mut tx, id).await?;
    tx.record(Trace::new("medecin_traitant.cartes_envoyees", medecin_objet(id)).detail(sent.parties));
    tx.commit().await?;
    Ok(Servi::Parties { cartes: sent.parties, a_appeler: contact.is_none().then_some(medecin.nom) })
}

/// How long a doctor has to answer.
pub(crate) fn reponse(reglage: &Reglage) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(reglage.jours_pour_repondre.max(1)))
}

#[derive(Default)]
struct Partie {
    /// Already there.
    la: u32,
    parties: u32,
    retirees: u32,
}

/// The next cards leave, most priority first, as many as the doctor takes at a time; those of households that no longer wait are
/// taken back.
async fn leave(
    tx: &mut Tx,
    coffre: &Coffre,
    medecin: &Medecin,
    reglage: &Reglage,
) -> Result<Partie, WriteError> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let there = count(store::cartes::envoyees(tx, medecin.id).await?.len());
    let mut done = Partie { la: there, ..Partie::default() };
    let room = medecin.offre.rythme.saturating_sub(there) as usize;
    let mut next = store::cartes::pretes(tx, medecin.id).await?;
    next.truncate(room);
    // Two senders hold households in the same order.
    next.sort_by_key(|one| one.foyer);
    let expire = tx.ctx().now.saturating_add(reponse(reglage)).unwrap_or(jiff::Timestamp::MAX);
    let mut held = Vec::new();
    for card in next {
        let mut gens = store::demandes::hold_foyer(tx, coffre, card.foyer).await?;
        gens.retain(|one| one.etat == Etat::Attente);
        held.push((card, gens));
    }
    // Every household is held before any line of the ledger is: whoever answers a card holds them in that order.
    for (card, waiting) in held {
        if waiting.is_empty() || count(waiting.len()) != card.personnes {
            let why = "Le foyer n’est plus celui de la carte.";
            done.retirees += u32::from(store::cartes::withdraw_one(tx, card.id, why, None).await?);
            tx.record(Trace::new("medecin_traitant.carte_retiree", crate::carte(card.id)));
        } else if store::propositions::set_envoyee(tx, card.id, expire).await? {
            done.parties += 1;
            for one in &waiting {
                advance(tx, coffre, one, Etape::Proposee).await?;
            }
        }
    }
    Ok(done)
}

/// One message: how many wait, and the link that opens them. Nothing of anybody.
async fn write(
    tx: &mut Tx,
    id: Id<Medecin>,
    to: &Contact,
    cards: u32,
    reponse: SignedDuration,
) -> Result<(), WriteError> {
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let waiting = francais::compte(
        i64::from(cards),
        "demande de patient vous attend",
        "demandes de patients vous attendent",
    );
    let texte = match to {
        Contact::Telephone(_) => {
            format!("{cpts}\u{a0}: {waiting}, sans nom. Oui, non ou plus tard, en un geste\u{a0}: {{lien}}")
        }
        Contact::Courriel(_) => format!(
            "Bonjour,\n\n{waiting}, sans nom\u{a0}: oui, pas maintenant ou non, en un geste.\n\n{{lien}}\n\n\
             L’identité ne s’ouvre qu’après votre oui, avec un code que vous recevez. Ce lien est le vôtre\u{a0}: ne le \
             transmettez pas. Une pause, d’autres places, un autre rythme\u{a0}: sur la même page.\n\n{cpts}"
        ),
    };
    let (duree, objet) = (DUREE.max(reponse), format!("{cpts}\u{a0}: {waiting}"));
    comptes::send_lien_direct(tx, USAGE, id.uuid(), duree, to, &objet, &texte).await?;
    Ok(())
}

impl Medecin {
    /// Whether cards may go to them at all on that day.
    pub(crate) fn recoit(&self, here: DateTime) -> bool {
        self.retire_le.is_none() && !self.est_parti(here.date()) && self.offre.est_ouverte(here.date())
    }

    /// Whether it is one of their days, their hour has come, and nothing left for them yet on that day.
    fn attend(&self, here: DateTime) -> bool {
        let rank = here.date().weekday().to_monday_zero_offset();
        let open = self.offre.jours.get(usize::try_from(rank).unwrap_or(0)).copied().unwrap_or(false);
        let sent = self.envoye_le.is_some_and(|le| kernel::today(le) >= here.date());
        open && !sent && here.hour() >= i8::try_from(self.offre.heure).unwrap_or(i8::MAX)
    }

    /// Where to write to them: their address first, else their mobile.
    pub(crate) fn contact(&self, sms: bool) -> Option<Contact> {
        let courriel = self.courriel.clone().map(Contact::Courriel);
        let contact = courriel.or_else(|| self.telephone.clone().map(Contact::Telephone));
        contact.filter(|contact| contact.reach(sms).is_ok())
    }

    /// Where a code reaches them: their mobile first, another way than the link that came by mail.
    pub(crate) fn contact_du_code(&self, sms: bool) -> Option<Contact> {
        let mobile = self.telephone.clone().map(Contact::Telephone).filter(|one| one.reach(sms).is_ok());
        mobile.or_else(|| self.contact(sms))
    }
}

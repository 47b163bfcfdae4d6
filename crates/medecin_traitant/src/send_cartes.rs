use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::{
    Coffre, Etape, Etat, Medecin, Proposition, Reglage, Reponse, WriteError, answer_carte::advance, store,
};
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use kernel::{Ctx, Id};
use ui::francais;

/// What the links sent to doctors are for; about the doctor.
pub const USAGE: &str = "medecin_traitant.cartes";
/// How long such a link is good: cards are answered sooner, appointments are told later.
const DUREE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Depart {
    /// Doctors to whom a message left.
    pub medecins: u32,
    /// Cards that left.
    pub cartes: u32,
    /// Doctors who have cards and cannot be written to: somebody calls them.
    pub sans_adresse: Vec<String>,
}

/// Cards whose hour has come leave: at the days and the hour of each doctor, once a day, no more at a time than they asked
/// for; one message a doctor, which says how many wait and nothing else. `now`: without waiting for the day and the hour;
/// a pause is always respected. `sms`: whether text messages leave from here.
///
/// # Errors
/// [`WriteError`].
pub async fn send_cartes(ctx: &Ctx, db: &Db, sms: bool, now: bool) -> Result<Depart, WriteError> {
    ctx.require(TRAITER)?;
    let doctors = store::cartes::a_servir(&mut db.read(ctx).await?).await?;
    let mut left = Depart::default();
    for medecin in doctors {
        let mut tx = db.begin(&entrusted(ctx)).await?;
        match serve(&mut tx, &Coffre::new(db.secret(), ctx.cpts), medecin, (sms, now)).await? {
            Servi::Parties(0) => {}
            Servi::Parties(cards) => {
                tx.commit().await?;
                left.medecins += 1;
                left.cartes += cards;
            }
            Servi::Retirees => tx.commit().await?,
            Servi::SansAdresse(nom) => left.sans_adresse.push(nom),
        }
    }
    Ok(left)
}

enum Servi {
    Parties(u32),
    Retirees,
    SansAdresse(String),
}

async fn serve(
    tx: &mut Tx,
    coffre: &Coffre,
    id: Id<Medecin>,
    (sms, now): (bool, bool),
) -> Result<Servi, WriteError> {
    let Some(medecin) = store::medecins::hold(tx, id).await? else { return Ok(Servi::Parties(0)) };
    let here = kernel::paris(tx.ctx().now);
    if !medecin.recoit(here) {
        let back = store::cartes::withdraw_pretes(tx, id).await?;
        tx.record(Trace::new("medecin_traitant.cartes_retirees", objet(id)).detail(back));
        return Ok(if back > 0 { Servi::Retirees } else { Servi::Parties(0) });
    }
    if !now && !medecin.attend(here) {
        return Ok(Servi::Parties(0));
    }
    let contact = medecin.contact(sms);
    if contact.is_none() && medecin.compte.is_none() {
        return Ok(Servi::SansAdresse(medecin.nom));
    }
    let reglage = store::regles::reglage(tx).await?;
    let sent = leave(tx, coffre, &medecin, &reglage).await?;
    if sent.parties == 0 {
        return Ok(if sent.retirees > 0 { Servi::Retirees } else { Servi::Parties(0) });
    }
    if let Some(contact) = contact {
        write(tx, id, &contact, sent.parties + sent.la).await?;
    }
    store::medecins::set_envoye(tx, id).await?;
    tx.record(Trace::new("medecin_traitant.cartes_envoyees", objet(id)).detail(sent.parties));
    Ok(Servi::Parties(sent.parties))
}

#[derive(Default)]
struct Partie {
    /// Already there.
    la: u32,
    parties: u32,
    retirees: u32,
}

/// The next cards leave, as many as the doctor takes at a time; those of households that no longer wait are taken back.
async fn leave(
    tx: &mut Tx,
    coffre: &Coffre,
    medecin: &Medecin,
    reglage: &Reglage,
) -> Result<Partie, WriteError> {
    let all = store::propositions::ouvertes(tx, medecin.id).await?;
    let (there, ready): (Vec<Proposition>, Vec<Proposition>) =
        all.into_iter().partition(|one| one.reponse == Reponse::Envoyee);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut done = Partie { la: count(there.len()), ..Partie::default() };
    let room = medecin.offre.rythme.saturating_sub(done.la) as usize;
    let mut next: Vec<Proposition> = ready.into_iter().take(room).collect();
    // Two senders hold households in the same order.
    next.sort_by_key(|one| one.foyer);
    let hours = SignedDuration::from_hours(24 * i64::from(reglage.jours_pour_repondre.max(1)));
    let expire = tx.ctx().now.saturating_add(hours).unwrap_or(jiff::Timestamp::MAX);
    let mut held = Vec::new();
    for card in next {
        let mut gens = store::demandes::hold_foyer(tx, coffre, card.foyer).await?;
        gens.retain(|one| one.etat == Etat::Attente);
        held.push((card, gens));
    }
    // Every household is held before any line of the ledger is: whoever answers a card holds them in that order.
    for (card, waiting) in held {
        if waiting.is_empty() || count(waiting.len()) != card.personnes {
            done.retirees += u32::from(store::cartes::withdraw_one(tx, card.id).await?);
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
async fn write(tx: &mut Tx, id: Id<Medecin>, to: &Contact, cards: u32) -> Result<(), WriteError> {
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
             transmettez pas. Pour faire une pause ou changer vos places, répondez à la coordination de {cpts}."
        ),
    };
    comptes::send_lien_direct(tx, USAGE, id.uuid(), DUREE, to, &format!("{cpts}\u{a0}: {waiting}"), &texte)
        .await?;
    Ok(())
}

/// As the journal names a doctor.
fn objet(id: Id<Medecin>) -> String {
    format!("medecin:{id}")
}

impl Medecin {
    /// Whether cards may go to them at all on that day.
    fn recoit(&self, here: DateTime) -> bool {
        let stays = self.depart_le.is_none_or(|day| day > here.date());
        self.retire_le.is_none() && stays && self.offre.est_ouverte(here.date())
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

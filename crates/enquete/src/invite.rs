use crate::{
    Anonymat, Canal, Destinataire, EditError, Enquete, Invitation,
    edit::{hold, objet},
    enquete::{Etat, Refus},
    invitation::{USAGE, adresse, duree},
    store,
};
use comptes::{Contact, ContactRefuse};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id, today};
use ui::francais;

/// What became of a list of people to invite.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envoi {
    /// Messages that leave.
    pub envoyees: u32,
    /// People who already had an invitation.
    pub deja: u32,
    /// Contacts that nothing reaches, with the reason.
    pub refusees: Vec<(String, ContactRefuse)>,
}

/// Sends each person a link of their own, by mail or by SMS (`sms`: whether text messages leave from here). Whoever was
/// already invited is left alone.
///
/// # Errors
/// [`EditError`]; the survey must be open.
pub async fn invite(
    ctx: &Ctx,
    db: &Db,
    id: Id<Enquete>,
    destinataires: &[Destinataire],
    sms: bool,
) -> Result<Envoi, EditError> {
    let (mut tx, enquete) = hold(ctx, db, id).await?;
    let lettre = Lettre::of(&mut tx, &enquete, false).await?;
    let mut envoi = Envoi::default();
    for one in destinataires {
        if let Err(refus) = one.contact.reach(sms) {
            envoi.refusees.push((one.contact.to_string(), refus));
            continue;
        }
        let invitation = Invitation {
            id: ctx.id(),
            personne: one.personne,
            nom: one.nom.clone(),
            adresse: adresse(&one.contact),
            canal: Canal::of(&one.contact),
            relances: 0,
            repondue_le: None,
        };
        if store::invitation::keep(&mut tx, id, &invitation).await? {
            lettre.send(&mut tx, &invitation, &one.contact).await?;
            envoi.envoyees += 1;
        } else {
            envoi.deja += 1;
        }
    }
    let sent = francais::compte(envoi.envoyees.into(), "invitation", "invitations");
    tx.record(Trace::new("enquete.invitations_envoyees", objet(id)).detail(sent));
    tx.commit().await?;
    Ok(envoi)
}

/// Reminds those who have not answered, twice at most each; answers how many. `attendu` is the number of reminders of the
/// survey when its page was shown: a button pressed twice reminds once.
///
/// # Errors
/// [`EditError`], among them [`Refus::TropDeRelances`].
pub async fn remind(ctx: &Ctx, db: &Db, id: Id<Enquete>, attendu: u16) -> Result<u32, EditError> {
    let (mut tx, enquete) = hold(ctx, db, id).await?;
    if enquete.relances != attendu {
        return Ok(0);
    }
    let lettre = Lettre::of(&mut tx, &enquete, true).await?;
    let silent = store::invitation::silent(&mut tx, id).await?;
    let (invites, repondu) = store::invitation::compte(&mut tx, id).await?;
    if silent.is_empty() && invites > repondu {
        return Err(Refus::TropDeRelances.into());
    }
    let mut sent = 0;
    for invitation in &silent {
        // What was kept was a contact; one that no longer reads as such is left alone.
        let Ok(contact) = invitation.adresse.parse() else { continue };
        lettre.send(&mut tx, invitation, &contact).await?;
        store::invitation::add_relance(&mut tx, id, invitation.id).await?;
        sent += 1;
    }
    store::enquete::add_relance(&mut tx, id).await?;
    let words = francais::compte(sent.into(), "relance", "relances");
    tx.record(Trace::new("enquete.relances_envoyees", objet(id)).detail(words));
    tx.commit().await?;
    Ok(sent)
}

/// What is written to each person.
struct Lettre {
    cpts: String,
    titre: String,
    anonymat: Anonymat,
    au: Date,
    rappel: bool,
}

impl Lettre {
    /// Only for a survey that takes answers.
    async fn of(tx: &mut Tx, enquete: &Enquete, rappel: bool) -> Result<Self, EditError> {
        let jour = today(tx.ctx().now);
        enquete.takes_answers(jour)?;
        let Etat::Ouverte { au, .. } = enquete.etat(jour) else { return Err(Refus::PasOuverte.into()) };
        let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
        let (titre, anonymat) = (enquete.intitule.titre.clone(), enquete.anonymat);
        Ok(Self { cpts, titre, anonymat, au, rappel })
    }

    async fn send(&self, tx: &mut Tx, invitation: &Invitation, contact: &Contact) -> db::Result<()> {
        let texte = match contact {
            Contact::Courriel(_) => self.mail(&invitation.nom),
            Contact::Telephone(_) => self.sms(),
        };
        let objet = if self.rappel { format!("Rappel\u{a0}: {}", self.titre) } else { self.titre.clone() };
        let (duree, sujet) = (duree(tx.ctx().now, self.au), invitation.id.uuid());
        comptes::send_lien_direct(tx, USAGE, sujet, duree, contact, &objet, &texte).await
    }

    fn mail(&self, nom: &str) -> String {
        let hello = if nom.is_empty() { "Bonjour,".to_owned() } else { format!("Bonjour {nom},") };
        let why = if self.rappel {
            format!("Votre réponse manque encore à l’enquête «\u{a0}{}\u{a0}» de {}.", self.titre, self.cpts)
        } else {
            format!("{} vous invite à répondre à l’enquête «\u{a0}{}\u{a0}».", self.cpts, self.titre)
        };
        let promise = match self.anonymat {
            Anonymat::Anonyme => {
                "Ce lien est à vous et sert une fois. Votre réponse est gardée sans votre nom et sans date\u{a0}: rien de ce qui est enregistré ne la relie à vous."
            }
            Anonymat::Nominative => {
                "Ce lien est à vous. Votre réponse porte votre nom\u{a0}; vous pouvez la changer jusqu’à la fin."
            }
        };
        let until = francais::date(self.au);
        format!(
            "{hello}\n\n{why}\n\nPour répondre, sans compte, d’un téléphone ou d’un ordinateur\u{a0}:\n\n{{lien}}\n\n\
             {promise} L’enquête se termine le {until}."
        )
    }

    fn sms(&self) -> String {
        let word = if self.rappel { "Rappel\u{a0}: " } else { "" };
        let until = francais::date(self.au);
        format!("{word}{}, enquête «\u{a0}{}\u{a0}», jusqu’au {until}\u{a0}: {{lien}}", self.cpts, self.titre)
    }
}

use crate::champ::{Nature, Valeur};
use crate::confirm::USAGE;
use crate::droits::DEMANDER;
use crate::ecart::Officiel;
use crate::fiche::{DemandeRefus, PORTION, REPOS};
use crate::open_fiche::find_or_open;
use crate::{Fiche, Reference, Sujet, WriteError, officiel, store};
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::Ctx;

/// How long a confirmation link is good for.
pub(crate) const DUREE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What became of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issue {
    /// A message leaves, to this address (masked).
    Envoyee(String),
    /// Nothing leaves, and why.
    Refusee(DemandeRefus),
}

/// Asks the owners of these entries to confirm them, by e-mail or by text message when `sms` can leave: ten at most at once,
/// never twice within 30 days unless `force`, never those who want no message. An official subject that has no entry yet
/// gets one. Says what became of each.
///
/// # Errors
/// [`WriteError`].
pub async fn ask_confirmation(
    ctx: &Ctx,
    db: &Db,
    references: &[Reference],
    force: bool,
    sms: bool,
) -> Result<Vec<(Reference, Issue)>, WriteError> {
    ctx.require(DEMANDER)?;
    if references.is_empty() {
        return Err(WriteError::Rien);
    }
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let cpts = comptes::here(&mut tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let mut issues = Vec::new();
    for reference in references.iter().take(PORTION) {
        let issue = ask(&mut tx, &cpts, reference, force, sms).await?;
        issues.push((reference.clone(), issue));
    }
    tx.commit().await?;
    Ok(issues)
}

async fn ask(
    tx: &mut Tx,
    cpts: &str,
    reference: &Reference,
    force: bool,
    sms: bool,
) -> Result<Issue, WriteError> {
    let now = tx.ctx().now;
    let known = store::by_reference(tx, reference).await?;
    if let Some(Err(refus)) = known.as_ref().map(|fiche| fiche.may_ask(now, force)) {
        return Ok(Issue::Refusee(refus));
    }
    let sujet = known.as_ref().map(|fiche| fiche.sujet.clone()).or_else(|| Sujet::officiel(reference));
    let said = match &sujet {
        Some(sujet) => officiel::connu(tx, sujet).await?.unwrap_or_default(),
        None => return Err(WriteError::Inconnue),
    };
    let Some(vers) = contact(known.as_ref(), &said.officiel, sms) else {
        return Ok(Issue::Refusee(DemandeRefus::SansAdresse));
    };
    let fiche = find_or_open(tx, reference).await?;
    let rested = if force { now } else { now.saturating_sub(REPOS).unwrap_or(Timestamp::MIN) };
    if !store::claim_demande(tx, fiche.id, rested).await? {
        return Ok(Issue::Refusee(DemandeRefus::TropTot));
    }
    send(tx, cpts, &fiche, &said.nom, &vers).await?;
    Ok(Issue::Envoyee(vers.masque()))
}

/// Sends the link that confirms `fiche`; those sent before open nothing any more.
pub(crate) async fn send(
    tx: &mut Tx,
    cpts: &str,
    fiche: &Fiche,
    nom: &str,
    vers: &Contact,
) -> Result<(), WriteError> {
    let sujet = fiche.id.uuid();
    comptes::revoke_liens_directs(tx, USAGE, sujet).await?;
    let nom = match &fiche.sujet {
        Sujet::Local(local) => &local.nom,
        Sujet::Professionnel(_) | Sujet::Finess(_) | Sujet::Siret(_) => nom,
    };
    let (objet, texte) = letter(cpts, nom, vers);
    comptes::send_lien_direct(tx, USAGE, sujet, DUREE, vers, &objet, &texte).await?;
    tx.record(Trace::new("annuaire.confirmation_demandee", fiche.objet()).detail(vers.masque()));
    Ok(())
}

/// Where to write: what the entry says first, then what the official file says; an address before a number, which must be
/// a mobile.
#[must_use]
pub fn contact(fiche: Option<&Fiche>, officiel: &Officiel, sms: bool) -> Option<Contact> {
    let own = |nature| fiche.and_then(|fiche| fiche.champs.get(&nature)).map(|champ| champ.valeur.clone());
    let said = |nature| officiel.valeurs(nature);
    let values = own(Nature::Courriel)
        .into_iter()
        .chain(own(Nature::Telephone))
        .chain(said(Nature::Courriel))
        .chain(said(Nature::Telephone));
    let contacts = values.filter_map(|valeur| match valeur {
        Valeur::Courriel(courriel) => Some(Contact::Courriel(courriel)),
        Valeur::Telephone(numero) => Some(Contact::Telephone(numero)),
        _ => None,
    });
    contacts.into_iter().find(|contact| contact.reach(sms).is_ok())
}

fn letter(cpts: &str, nom: &str, vers: &Contact) -> (String, String) {
    let objet = format!("Votre fiche dans l’annuaire de {cpts}\u{a0}: est-elle juste\u{202f}?");
    let texte = match vers {
        Contact::Telephone(_) => format!(
            "{cpts}\u{a0}: votre fiche dans l’annuaire des soignants est-elle juste\u{202f}? Un bouton suffit\u{a0}: {{lien}}"
        ),
        Contact::Courriel(_) => format!(
            "Bonjour,\n\n{cpts} tient l’annuaire des professionnels et des structures de son territoire. \
             Voici la fiche de {nom}\u{a0}: horaires, nouveaux patients, visites, absences. Est-elle juste\u{202f}?\n\n{{lien}}\n\n\
             Un seul bouton si tout est juste\u{a0}; sinon, une minute pour corriger. Ni compte, ni mot de passe. Le lien sert une \
             fois et reste valable 30 jours.\n\nCette adresse vient de votre fiche ou de l’Annuaire santé. Depuis la même page, vous \
             pouvez demander à ne plus recevoir ces messages. Pour faire effacer ce que la CPTS a noté sur vous, \
             répondez à sa coordination."
        ),
    };
    (objet, texte)
}

//! The letters of a meeting: invitation, reminder, change, cancellation, each with its part for calendars.

use crate::invite::{Invite, Reponse};
use crate::reunion::{Etat, Reunion};
use crate::{USAGE, heures, store};
use adhesions::Adherent;
use comptes::{Contact, EXPEDITEUR, LIEN, MessageDemande, PartieCalendrier, chemin_direct};
use db::{Result, Tx};
use documents::calendar::{self, Answer, Event, Invitation, Method, Party, When};
use jiff::SignedDuration;
use kernel::Id;
use std::collections::BTreeMap;
use ui::francais;

/// Why somebody receives a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// They are invited.
    Invitation,
    /// They did not answer.
    Rappel,
    /// The meeting moved, or says something else.
    Changement,
    /// It will not take place.
    Annulation,
    /// They may sign from afar.
    Signature,
}

/// How long a link stays good after the meeting, so that its page can say what became of it.
const APRES: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Writes to everybody who is invited. Returns how many letters leave.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn tell(tx: &mut Tx, reunion: &Reunion, occasion: Occasion) -> Result<u32> {
    let all = store::invites::of_reunion(tx, reunion.id).await?;
    write(tx, reunion, &all, occasion).await
}

/// Writes to these people, those who can be reached by e-mail. Returns how many letters leave.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn write(tx: &mut Tx, reunion: &Reunion, to: &[Invite], occasion: Occasion) -> Result<u32> {
    if to.is_empty() {
        return Ok(0);
    }
    let members = names(tx).await?;
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let mut sent = 0;
    for invite in to {
        let Some((nom, courriel)) = reached(&members, invite) else { continue };
        let until = heures::instant(reunion.fin).saturating_add(APRES).unwrap_or(jiff::Timestamp::MAX);
        let vers = Contact::Courriel(courriel);
        let left = until.duration_since(tx.ctx().now);
        let jeton = comptes::open_lien_direct(tx, USAGE, invite.id.uuid(), left, Some(&vers)).await?;
        let calendrier =
            part(reunion, (&cpts, &nom, &vers.to_string()), invite.reponse, occasion, tx.ctx().now);
        let (objet, texte) = words(reunion, &cpts, occasion);
        let chemin = Some(chemin_direct(&jeton));
        tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier }).await?;
        sent += 1;
    }
    Ok(sent)
}

/// Members by id.
pub(crate) async fn names(tx: &mut Tx) -> Result<BTreeMap<Id<Adherent>, Adherent>> {
    Ok(adhesions::adherents(tx).await?.into_iter().map(|one| (one.id, one)).collect())
}

/// The name and the address of somebody who is invited; none when no address is known.
fn reached(
    members: &BTreeMap<Id<Adherent>, Adherent>,
    invite: &Invite,
) -> Option<(String, identifiants::Courriel)> {
    match invite.adherent {
        Some(id) => members.get(&id).and_then(|one| Some((one.nom(), one.courriel.clone()?))),
        None => Some((invite.nom.clone(), invite.courriel.parse().ok()?)),
    }
}

/// « mardi 3 mars 2026 de 19 h 00 à 21 h 00 ».
#[must_use]
pub fn quand(reunion: &Reunion) -> String {
    let (debut, fin) = (reunion.debut, reunion.fin);
    if debut.date() == fin.date() {
        let (from, to) = (francais::heure(debut.time()), francais::heure(fin.time()));
        return format!("{} de {from} à {to}", francais::date_complete(debut.date()));
    }
    format!("du {} au {}", francais::date_heure(debut), francais::date_heure(fin))
}

fn words(reunion: &Reunion, cpts: &str, occasion: Occasion) -> (String, String) {
    let titre = &reunion.titre;
    let (objet, first) = match (occasion, &reunion.etat) {
        (Occasion::Invitation, _) => (format!("Invitation\u{a0}: {titre}"), format!("{cpts} vous invite à cette réunion.")),
        (Occasion::Rappel, _) => {
            (format!("Votre réponse\u{a0}: {titre}"), "Nous n’avons pas encore votre réponse pour cette réunion.".to_owned())
        }
        (Occasion::Changement, _) => {
            (format!("Changement\u{a0}: {titre}"), "Cette réunion a changé. Voici ce qui vaut maintenant.".to_owned())
        }
        (Occasion::Annulation, Etat::Annulee { motif, .. }) => {
            (format!("Annulée\u{a0}: {titre}"), format!("Cette réunion est annulée. Motif\u{a0}: {motif}"))
        }
        (Occasion::Annulation, Etat::Prevue | Etat::Tenue { .. }) => {
            (format!("Vous n’êtes plus attendu\u{a0}: {titre}"), "Votre invitation à cette réunion est retirée.".to_owned())
        }
        (Occasion::Signature, _) => (
            format!("Signer votre présence\u{a0}: {titre}"),
            "Si vous suivez cette réunion à distance, signez votre présence avec le lien ci-dessous, de 30\u{a0}minutes avant le début à la fin.".to_owned(),
        ),
    };
    let mut paragraphs = vec!["Bonjour,".to_owned(), first, format!("{titre}\n{}", quand(reunion))];
    if !reunion.lieu.is_empty() {
        paragraphs.push(format!("Lieu\u{a0}: {}", reunion.lieu));
    }
    if !reunion.visio.is_empty() && occasion != Occasion::Annulation {
        paragraphs.push(format!("Visioconférence\u{a0}: {}", reunion.visio));
    }
    if !reunion.ordre.is_empty() && occasion != Occasion::Annulation {
        paragraphs.push(format!("Ordre du jour\u{a0}:\n{}", reunion.ordre));
    }
    paragraphs.push(match occasion {
        Occasion::Annulation => format!("Tout est sur cette page\u{a0}: {LIEN}"),
        Occasion::Signature => format!("Signer\u{a0}: {LIEN}"),
        Occasion::Invitation | Occasion::Rappel | Occasion::Changement => {
            format!("Répondre d’un geste, ou changer votre réponse\u{a0}: {LIEN}")
        }
    });
    (objet, paragraphs.join("\n\n"))
}

/// The part for calendars; a letter that changes nothing in them has none.
fn part(
    reunion: &Reunion,
    parties: (&str, &str, &str),
    reponse: Reponse,
    occasion: Occasion,
    now: jiff::Timestamp,
) -> Option<PartieCalendrier> {
    match occasion {
        Occasion::Invitation | Occasion::Changement => {
            Some(partie_calendrier(reunion, parties, reponse, now))
        }
        Occasion::Annulation => Some(asks(Method::Cancel, reunion, parties, reponse, now)),
        Occasion::Rappel | Occasion::Signature => None,
    }
}

/// What a letter about a meeting asks of the calendar of whoever is invited: to keep it as it stands. The event is that of every letter of
/// this room, which later changes move and a cancellation takes away. `parties`: who invites, the name and the address of who is invited.
#[must_use]
pub fn partie_calendrier(
    reunion: &Reunion,
    parties: (&str, &str, &str),
    reponse: Reponse,
    now: jiff::Timestamp,
) -> PartieCalendrier {
    asks(Method::Request, reunion, parties, reponse, now)
}

fn asks(
    method: Method,
    reunion: &Reunion,
    (cpts, nom, courriel): (&str, &str, &str),
    reponse: Reponse,
    now: jiff::Timestamp,
) -> PartieCalendrier {
    let answer = match reponse {
        Reponse::Attendu => Answer::Awaited,
        Reponse::Oui => Answer::Accepted,
        Reponse::Non => Answer::Declined,
        Reponse::PeutEtre => Answer::Tentative,
    };
    let party = |name: &str, address: &str| Party { name: name.to_owned(), address: address.to_owned() };
    let (organizer, guest) = (party(cpts, EXPEDITEUR), party(nom, courriel));
    let asked = Invitation { method, organizer, guest, answer };
    let texte = calendar::invitation(PRODUIT, now, &evenement(reunion, String::new()), &asked);
    PartieCalendrier { methode: method.name().to_owned(), texte }
}

/// What writes the calendars of meetings.
pub(crate) const PRODUIT: &str = "Reunions";

/// A meeting as calendars know it.
pub(crate) fn evenement(reunion: &Reunion, lien: String) -> Event {
    let visio = if reunion.visio.is_empty() {
        String::new()
    } else {
        format!("Visioconférence\u{a0}: {}", reunion.visio)
    };
    let text: Vec<&str> = [&*reunion.ordre, &*visio].into_iter().filter(|part| !part.is_empty()).collect();
    let uid = format!("{}@reunions.maillage", reunion.id);
    let when = When::Hours(reunion.debut, reunion.fin);
    Event {
        text: text.join("\n\n"),
        place: if reunion.lieu.is_empty() { reunion.visio.clone() } else { reunion.lieu.clone() },
        url: lien,
        cancelled: matches!(reunion.etat, Etat::Annulee { .. }),
        ..Event::new(uid, when, reunion.titre.clone(), reunion.sequence, reunion.change_le)
    }
}

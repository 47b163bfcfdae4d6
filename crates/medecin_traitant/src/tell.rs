use crate::courrier::Sorte;
use crate::reprint::sealed;
use crate::store::courriers;
use crate::{Canal, Cloture, Coffre, Demande, Etape, Etat, Identite, WriteError};
use comptes::{Contact, LIEN, MessageDemande};
use db::Tx;
use jiff::Timestamp;
use std::ops::Range;

/// Hours of Paris at which a telephone may ring for something that can wait until the morning.
const HEURES: Range<i8> = 8..20;

/// How somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Annonce {
    /// By SMS or e-mail.
    Message,
    /// A letter or a call waits for the office.
    Papier(Sorte),
    /// This step is not told, or nobody can be reached.
    Rien,
}

/// Tells somebody a step of their request, as they asked to be told, in the caller’s transaction. The message says « votre
/// demande » and where it stands: nothing of health, no name, no doctor.
///
/// # Errors
/// [`WriteError`].
pub async fn tell(tx: &mut Tx, coffre: &Coffre, one: &Demande, etape: Etape) -> Result<Annonce, WriteError> {
    let Some(said) = en_mots(one, etape) else { return Ok(Annonce::Rien) };
    let who = sealed(tx, coffre, one.id).await?;
    let vers = match moyen(&who, one.situation.canal, courriers::sms(tx).await?) {
        Some(Moyen::Message(vers)) => vers,
        Some(Moyen::Papier(sorte)) => return paper(tx, one, sorte, etape).await,
        None => return Ok(Annonce::Rien),
    };
    let Some(cpts) = comptes::here(tx).await? else { return Ok(Annonce::Rien) };
    let code = if etape == Etape::Recue {
        format!(" Votre code de suivi\u{a0}: {}.", who.code)
    } else {
        String::new()
    };
    let texte = match &vers {
        comptes::Contact::Telephone(_) => format!("{}\u{a0}: {said}{code} {LIEN}", cpts.nom),
        comptes::Contact::Courriel(_) => format!(
            "Bonjour,\n\n{said}{code}\n\nOù elle en est, et ce que vous pouvez faire, avec votre code\u{a0}:\n\n{LIEN}\n\n{}",
            cpts.nom
        ),
    };
    let objet = format!("Votre demande\u{a0}: {}", cpts.nom);
    let chemin = Some(format!("/{}/medecin-traitant/suivi", cpts.slug));
    let now = tx.ctx().now;
    // The code of a request is awaited, at any hour.
    let rings = matches!(vers, Contact::Telephone(_)) && etape != Etape::Recue;
    let when = if rings { le_jour(now) } else { now };
    tx.publish_at(&MessageDemande { vers, objet, texte, chemin, calendrier: None }, when).await?;
    Ok(Annonce::Message)
}

/// When a telephone may ring: now, or in the morning.
fn le_jour(now: Timestamp) -> Timestamp {
    let at = kernel::paris(now);
    if HEURES.contains(&at.hour()) {
        return now;
    }
    let late = at.hour() >= HEURES.end;
    let day = if late { at.date().tomorrow().unwrap_or(at.date()) } else { at.date() };
    day.at(HEURES.start, 0, 0, 0).in_tz("Europe/Paris").map_or(now, |morning| morning.timestamp())
}

/// A letter or a call waits for the office: a step that only says « we go on » is not worth one.
async fn paper(tx: &mut Tx, one: &Demande, sorte: Sorte, etape: Etape) -> Result<Annonce, WriteError> {
    if matches!(etape, Etape::Proposee | Etape::Refusee) {
        return Ok(Annonce::Rien);
    }
    courriers::want(tx, one.id, sorte, etape).await?;
    Ok(Annonce::Papier(sorte))
}

/// How somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Moyen {
    /// An SMS or an e-mail leaves by itself.
    Message(Contact),
    /// The office posts or calls.
    Papier(Sorte),
}

/// How somebody can be told: as they asked when it can be, else as it can; nothing when they gave nothing. `sms`: whether text
/// messages leave.
pub(crate) fn moyen(who: &Identite, canal: Canal, sms: bool) -> Option<Moyen> {
    let mobile = who.telephone.clone().filter(|number| sms && number.is_mobile());
    let text = || mobile.clone().map(|number| Moyen::Message(number.into()));
    let mail = || who.courriel.clone().map(|address| Moyen::Message(address.into()));
    let heard = who.telephone.is_some() || who.aidant.as_ref().is_some_and(|one| one.telephone.is_some());
    let call = heard.then_some(Moyen::Papier(Sorte::Appel));
    let letter = (!who.adresse.is_empty()).then_some(Moyen::Papier(Sorte::Lettre));
    match canal {
        Canal::Sms => text().or_else(mail).or(call).or(letter),
        Canal::Courriel => mail().or_else(text).or(letter).or(call),
        Canal::Appel => call.or(letter).or_else(mail),
        Canal::Lettre => letter.or(call).or_else(mail),
    }
}

/// What a message says of a step; nothing for those that are not told. Nobody writes to somebody who died, nor twice to somebody who
/// asked twice.
pub(crate) fn en_mots(one: &Demande, etape: Etape) -> Option<&'static str> {
    Some(match etape {
        Etape::Verifiee | Etape::Confirmee => return None,
        Etape::Recue => "votre demande est bien arrivée.",
        Etape::Proposee => "votre demande est à l’étude.",
        Etape::Acceptee => "votre demande est acceptée\u{a0}: la suite est sur votre page.",
        Etape::Refusee => "votre demande suit son cours\u{a0}: nous continuons.",
        Etape::RendezVous => "un rendez-vous est noté pour votre demande.",
        Etape::Declaree => "votre demande a abouti. Elle est terminée.",
        Etape::Relancee => {
            "votre demande est toujours chez nous\u{a0}: est-elle toujours d’actualité\u{202f}?"
        }
        Etape::Close => match &one.etat {
            Etat::Close { cloture: Cloture::Decede | Cloture::Doublon | Cloture::Erreur, .. } => return None,
            _ => "votre demande est close. Si c’est une erreur, appelez-nous.",
        },
        Etape::Rouverte => "votre demande est de nouveau ouverte.",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_rings_in_the_day_or_the_next_morning() {
        for (now, rings) in [
            ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z"),
            ("2026-03-02T18:59:59Z", "2026-03-02T18:59:59Z"),
            ("2026-03-02T19:00:00Z", "2026-03-03T07:00:00Z"),
            ("2026-03-02T04:00:00Z", "2026-03-02T07:00:00Z"),
            // The night of the clock, then the last one of the year.
            ("2026-03-28T22:30:00Z", "2026-03-29T06:00:00Z"),
            ("2026-12-31T22:30:00Z", "2027-01-01T07:00:00Z"),
        ] {
            let at = |text: &str| text.parse::<Timestamp>().unwrap();
            assert_eq!(le_jour(at(now)), at(rings), "{now}");
        }
    }
}

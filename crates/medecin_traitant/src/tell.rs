use crate::courrier::Sorte;
use crate::remind_patients::contact;
use crate::reprint::sealed;
use crate::store::courriers;
use crate::{Canal, Cloture, Coffre, Demande, Etape, Etat, Identite, WriteError};
use comptes::{LIEN, MessageDemande};
use db::Tx;

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
    let Some(vers) = contact(&who, one.situation.canal) else { return paper(tx, one, &who, etape).await };
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
    tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier: None }).await?;
    Ok(Annonce::Message)
}

/// A letter or a call waits for the office: a step that only says « we go on » is not worth one.
async fn paper(tx: &mut Tx, one: &Demande, who: &Identite, etape: Etape) -> Result<Annonce, WriteError> {
    if matches!(etape, Etape::Proposee | Etape::Refusee) {
        return Ok(Annonce::Rien);
    }
    let calls = who.telephone.is_some() || who.aidant.as_ref().is_some_and(|one| one.telephone.is_some());
    let sorte = match one.situation.canal {
        Canal::Appel | Canal::Sms if calls => Sorte::Appel,
        _ if !who.adresse.is_empty() => Sorte::Lettre,
        _ if calls => Sorte::Appel,
        _ => return Ok(Annonce::Rien),
    };
    courriers::want(tx, one.id, sorte, etape).await?;
    Ok(Annonce::Papier(sorte))
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

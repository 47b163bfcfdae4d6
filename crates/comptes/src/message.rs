use crate::Contact;
use kernel::Event;
use serde::{Deserialize, Serialize};

/// Where the address of the page goes in the text of a [`MessageDemande`].
pub const LIEN: &str = "{lien}";

/// A module asks for a message: it leaves once the transaction that published this has committed, and nothing of it stays
/// in the outbox once it has left. No patient data: an e-mail and a text message are read by others on their way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDemande {
    /// To whom.
    pub vers: Contact,
    /// Subject of the letter; text messages have none.
    pub objet: String,
    /// What it says, paragraphs apart by an empty line, with [`LIEN`] where the address goes.
    pub texte: String,
    /// Path of a page of this site.
    pub chemin: Option<String>,
    /// What it asks of the calendar of whoever receives it; letters only.
    #[serde(default)]
    pub calendrier: Option<PartieCalendrier>,
}

/// The part of a letter that calendars read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartieCalendrier {
    /// Its method (RFC 5546): REQUEST, CANCEL.
    pub methode: String,
    /// The iCalendar text, with [`EXPEDITEUR`] where the address that sends the letter goes.
    pub texte: String,
}

/// Where the address that sends the letter goes in a [`PartieCalendrier`].
pub const EXPEDITEUR: &str = "{expediteur}";

impl Event for MessageDemande {
    const NAME: &'static str = "comptes.message_demande";
}

impl MessageDemande {
    /// What the person reads: the address of the page, under `public_url`, in the place it has in the text, or at the end.
    #[must_use]
    pub fn en_clair(&self, public_url: &str) -> String {
        let Some(chemin) = &self.chemin else { return self.texte.clone() };
        let address = format!("{public_url}{chemin}");
        if self.texte.contains(LIEN) {
            self.texte.replace(LIEN, &address)
        } else {
            format!("{}\n\n{address}", self.texte)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(texte: &str, chemin: Option<&str>) -> String {
        let vers = "claire@exemple.fr".parse().unwrap();
        let message = MessageDemande {
            vers,
            objet: String::new(),
            texte: texte.to_owned(),
            chemin: chemin.map(str::to_owned),
            calendrier: None,
        };
        message.en_clair("https://essai.test")
    }

    #[test]
    fn the_address_stands_where_the_text_wants_it_or_at_the_end() {
        assert_eq!(
            said("Répondez ici : {lien}\n\nMerci", Some("/t/x")),
            "Répondez ici : https://essai.test/t/x\n\nMerci"
        );
        assert_eq!(said("Répondez.", Some("/t/x")), "Répondez.\n\nhttps://essai.test/t/x");
        assert_eq!(said("Bonjour", None), "Bonjour");
    }
}

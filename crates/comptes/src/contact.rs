use identifiants::{Courriel, CourrielError, Telephone, TelephoneError};
use std::{fmt, str::FromStr};
use web::Refusal;

/// How somebody is reached: a letter by e-mail, or a text message. Displayed and stored as the address or the number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contact {
    /// By e-mail.
    Courriel(Courriel),
    /// By text message.
    Telephone(Telephone),
}

/// Why a text is neither an e-mail address nor a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// It has an « @ », and is no address.
    #[error(transparent)]
    Courriel(#[from] CourrielError),
    /// It has none, and is no number.
    #[error(transparent)]
    Telephone(#[from] TelephoneError),
}

/// Why nothing can be sent there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefuse {
    /// No gateway is configured.
    #[error("Ce site n’envoie pas de SMS\u{a0}: donnez plutôt une adresse électronique.")]
    SansSms,
    /// A landline.
    #[error("Le {0} n’est pas un numéro de mobile\u{a0}: un SMS n’y arriverait pas.")]
    PasMobile(Telephone),
}

impl Contact {
    /// Refuses at the door what would never arrive; `sms` is what [`web::App`] says of text messages
    /// (`app.can_send_sms()`).
    ///
    /// # Errors
    /// [`ContactRefuse`].
    pub fn reach(&self, sms: bool) -> Result<(), ContactRefuse> {
        match self {
            Self::Courriel(_) => Ok(()),
            Self::Telephone(numero) if !numero.is_mobile() => Err(ContactRefuse::PasMobile(numero.clone())),
            Self::Telephone(_) if !sms => Err(ContactRefuse::SansSms),
            Self::Telephone(_) => Ok(()),
        }
    }

    /// Enough to recognise it, too little to use it: « c…@exemple.fr », « 06 … 78 ».
    #[must_use]
    pub fn masque(&self) -> String {
        match self {
            Self::Courriel(courriel) => {
                let first: String = courriel.as_str().chars().take(1).collect();
                format!("{first}…@{}", courriel.domaine())
            }
            Self::Telephone(numero) => {
                let shown = numero.to_string();
                let first = shown.split(' ').next().unwrap_or_default();
                format!("{first} … {}", numero.fin())
            }
        }
    }
}

impl From<Courriel> for Contact {
    fn from(courriel: Courriel) -> Self {
        Self::Courriel(courriel)
    }
}

impl From<Telephone> for Contact {
    fn from(numero: Telephone) -> Self {
        Self::Telephone(numero)
    }
}

impl FromStr for Contact {
    type Err = ContactError;

    /// An « @ » makes an address, anything else should be a number.
    fn from_str(text: &str) -> Result<Self, ContactError> {
        if text.contains('@') {
            Ok(Self::Courriel(text.parse()?))
        } else {
            Ok(Self::Telephone(text.parse()?))
        }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Courriel(courriel) => fmt::Display::fmt(courriel, f),
            Self::Telephone(numero) => fmt::Display::fmt(numero, f),
        }
    }
}

impl serde::Serialize for Contact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Contact {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Refusal for ContactRefuse {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::SansSms => (422, "comptes-sans-sms"),
            Self::PasMobile(_) => (422, "comptes-pas-mobile"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Contact {
        text.parse().unwrap()
    }

    #[test]
    fn a_hint_tells_enough_to_recognise_and_too_little_to_write() {
        assert_eq!(read("claire.fabre@exemple.fr").masque(), "c…@exemple.fr");
        assert_eq!(read("06 12 34 56 78").masque(), "06 … 78");
        assert_eq!(read("+41 79 345 67 89").masque(), "+41 … 89");
    }

    #[test]
    fn a_text_message_needs_a_gateway_and_a_mobile() {
        assert_eq!(read("claire@exemple.fr").reach(false), Ok(()));
        assert_eq!(read("0612345678").reach(true), Ok(()));
        assert_eq!(read("0612345678").reach(false), Err(ContactRefuse::SansSms));
        let landline = read("0471000000").reach(true).unwrap_err().to_string();
        assert_eq!(
            landline,
            "Le 04 71 00 00 00 n’est pas un numéro de mobile\u{a0}: un SMS n’y arriverait pas."
        );
    }

    #[test]
    fn it_travels_as_text() {
        for text in ["claire@exemple.fr", "06 12 34 56 78"] {
            let json = serde_json::to_string(&read(text)).unwrap();
            assert_eq!(
                (json.as_str(), serde_json::from_str::<Contact>(&json).unwrap()),
                (format!("\"{text}\"").as_str(), read(text))
            );
        }
        assert!(matches!("claire@".parse::<Contact>(), Err(ContactError::Courriel(_))));
        assert!(matches!("claire".parse::<Contact>(), Err(ContactError::Telephone(_))));
    }
}

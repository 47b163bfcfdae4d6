use crate::{quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// E-mail address. Trimmed; the domain is lower-cased, the local part is kept as typed (RFC 5321 lets a server
/// distinguish cases). Only plain ASCII addresses without quotes: what mail servers accept everywhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Courriel(Box<str>);

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CourrielError {
    /// Nothing but spaces.
    #[error(
        "L’adresse électronique est vide\u{a0}: une adresse comme «\u{a0}prenom.nom@exemple.fr\u{a0}» \
         est attendue."
    )]
    Vide,
    /// No « @ », or several.
    #[error(
        "{0} n’est pas une adresse électronique\u{a0}: un seul «\u{a0}@\u{a0}» est attendu, comme dans \
         «\u{a0}prenom.nom@exemple.fr\u{a0}»."
    )]
    Arobase(String),
    /// The part before « @ ».
    #[error(
        "{0} n’est pas une adresse électronique\u{a0}: la partie avant «\u{a0}@\u{a0}» contient un \
         caractère refusé ou un point mal placé."
    )]
    Local(String),
    /// The part after « @ ».
    #[error(
        "{0} n’est pas une adresse électronique\u{a0}: le domaine, après «\u{a0}@\u{a0}», doit \
         ressembler à «\u{a0}exemple.fr\u{a0}»."
    )]
    Domaine(String),
    /// More than 254 characters, or 64 before « @ » (RFC 5321).
    #[error(
        "{0} est trop long pour une adresse électronique\u{a0}: 254 caractères au plus, dont 64 avant \
         «\u{a0}@\u{a0}»."
    )]
    Long(String),
}

impl Courriel {
    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after « @ », in lower case.
    pub fn domaine(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domaine)| domaine)
    }
}

/// Characters of RFC 5322 `atext`, and dots that separate non-empty parts.
fn is_local(text: &str) -> bool {
    let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    text.split('.').all(|part| !part.is_empty() && part.chars().all(atext))
}

/// At least two labels of letters, digits and inner hyphens; the last one is not a number.
fn is_domain(text: &str) -> bool {
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(label)
        && last.len() >= 2
        && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

impl FromStr for Courriel {
    type Err = CourrielError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            return Err(CourrielError::Vide);
        }
        let Some((local, domaine)) = text.split_once('@').filter(|(_, domaine)| !domaine.contains('@'))
        else {
            return Err(CourrielError::Arobase(quoted(text)));
        };
        if text.len() > 254 || local.len() > 64 {
            return Err(CourrielError::Long(quoted(text)));
        }
        if !is_local(local) {
            return Err(CourrielError::Local(quoted(text)));
        }
        if !is_domain(domaine) {
            return Err(CourrielError::Domaine(quoted(text)));
        }
        Ok(Self(format!("{local}@{}", domaine.to_ascii_lowercase()).into()))
    }
}

impl fmt::Display for Courriel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Courriel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Courriel);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trims_and_lowers_the_domain() {
        let courriel: Courriel = " Anne.Petit+cpts@Exemple.FR ".parse().unwrap();
        assert_eq!(courriel.as_str(), "Anne.Petit+cpts@exemple.fr");
        assert_eq!(courriel.domaine(), "exemple.fr");
    }

    #[test]
    fn refuses_what_no_server_would_take() {
        use CourrielError as E;
        let error = |text: &str| text.parse::<Courriel>().unwrap_err();
        assert_eq!(error("  "), E::Vide);
        assert!(matches!(error("anne.exemple.fr"), E::Arobase(_)));
        assert!(matches!(error("a@b@exemple.fr"), E::Arobase(_)));
        assert!(matches!(error("anne..petit@exemple.fr"), E::Local(_)));
        assert!(matches!(error("anne petit@exemple.fr"), E::Local(_)));
        assert!(matches!(error("@exemple.fr"), E::Local(_)));
        for domain in ["exemple", "-a.fr", "a..fr", "exemple.f", "1.2.3.4", "exemple.fr\r\nbcc"] {
            assert!(matches!(error(&format!("anne@{domain}")), E::Domaine(_)), "{domain}");
        }
        assert!(matches!(error(&format!("{}@exemple.fr", "a".repeat(65))), E::Long(_)));
    }

    proptest! {
        #[test]
        fn reading_again_changes_nothing(text in "[a-zA-Z0-9.]{1,12}@[a-zA-Z0-9.-]{1,12}") {
            if let Ok(courriel) = text.parse::<Courriel>() {
                prop_assert_eq!(courriel.to_string().parse::<Courriel>().unwrap(), courriel);
            }
        }
    }
}

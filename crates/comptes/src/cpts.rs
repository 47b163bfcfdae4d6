use crate::Nom;
use jiff::Timestamp;
use kernel::Id;
use std::{fmt, str::FromStr};

/// A CPTS of the instance, as the address bar and the header name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cpts {
    /// Its id, first key of all its rows.
    pub id: Id<kernel::Cpts>,
    /// First segment of its addresses.
    pub slug: Slug,
    /// Its name.
    pub nom: Nom,
    /// When it was opened here.
    pub creee_le: Timestamp,
}

/// The first segment of the addresses of a CPTS: `velay-sud`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slug(String);

/// Why a text cannot be the address of a CPTS.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Too short or too long.
    #[error("L’adresse «\u{a0}{0}\u{a0}» doit avoir de 3 à 40 caractères.")]
    Longueur(String),
    /// Something else than a–z, 0–9 and -, or a dash at an end.
    #[error(
        "L’adresse «\u{a0}{0}\u{a0}» ne peut contenir que des lettres minuscules sans accent, des chiffres et des \
         tirets entre eux, comme «\u{a0}velay-sud\u{a0}»."
    )]
    Signe(String),
    /// A page of the instance already has this address.
    #[error(
        "L’adresse «\u{a0}{0}\u{a0}» est réservée à une page de Maillage\u{a0}: choisissez-en une autre."
    )]
    Reservee(String),
}

/// First segments of the instance's own pages.
const RESERVES: [&str; 37] = [
    "accessibilite",
    "aide",
    "api",
    "assets",
    "compte",
    "comptes",
    "connexion",
    "contact",
    "courriels",
    "cpts",
    "deconnexion",
    "departements",
    "donnees",
    "espace",
    "espaces",
    "favicon",
    "fhir",
    "healthz",
    "instance",
    "maillage",
    "mentions-legales",
    "metrics",
    "preferences",
    "problemes",
    "readyz",
    "robots",
    "simulateur",
    "static",
    "statut",
    "style",
    "suivi",
    "territoire",
    "territoires",
    "vie-privee",
    "well-known",
    "admin",
    "www",
];

impl Slug {
    /// The segment.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;
    fn from_str(text: &str) -> Result<Self, SlugError> {
        let text = text.trim();
        let short = || text.chars().take(60).collect::<String>();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !(3..=40).contains(&text.chars().count()) {
            return Err(SlugError::Longueur(short()));
        }
        if !text.chars().all(fits) || text.starts_with('-') || text.ends_with('-') {
            return Err(SlugError::Signe(short()));
        }
        if RESERVES.contains(&text) {
            return Err(SlugError::Reservee(short()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_our_own_pages_are_refused() {
        assert_eq!("velay-sud".parse::<Slug>().unwrap().as_str(), "velay-sud");
        assert!(matches!("api".parse::<Slug>(), Err(SlugError::Reservee(_))));
        assert!(matches!("i".parse::<Slug>(), Err(SlugError::Longueur(_))));
        for wrong in ["Velay", "vélay", "-velay", "velay-", "velay sud", "a/b/c", "..."] {
            assert!(matches!(wrong.parse::<Slug>(), Err(SlugError::Signe(_))), "{wrong}");
        }
        let said = "connexion".parse::<Slug>().unwrap_err().to_string();
        assert_eq!(
            said,
            "L’adresse «\u{a0}connexion\u{a0}» est réservée à une page de Maillage\u{a0}: choisissez-en une autre."
        );
    }

    proptest! {
        #[test]
        fn an_accepted_address_needs_no_escaping(text in "\\PC{0,45}") {
            if let Ok(slug) = text.parse::<Slug>() {
                prop_assert!(slug.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
            }
        }
    }
}

use identifiants::Courriel;
use jiff::Timestamp;
use kernel::Id;
use std::{fmt, str::FromStr};

/// Somebody with an account on the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personne {
    /// Id.
    pub id: Id<Self>,
    /// Where links are sent; also the name to sign in with.
    pub courriel: String,
    /// Family name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Closed on the whole instance since.
    pub desactivee_le: Option<Timestamp>,
}

impl Personne {
    /// « Claire Fabre ».
    #[must_use]
    pub fn nom_complet(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }
}

/// An address as accounts compare it: mail servers that tell `Anne@` from `anne@` are legends, people who type
/// either are not.
#[must_use]
pub fn folded(courriel: &Courriel) -> String {
    courriel.as_str().to_lowercase()
}

/// A name that a person typed: of somebody, of a CPTS, of a profession, of a commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nom(String);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NomError {
    /// Nothing but spaces.
    #[error("Ce champ est obligatoire.")]
    Vide,
    /// More than 80 characters.
    #[error("80 caractères au plus sont acceptés, {0} ont été reçus.")]
    Long(usize),
    /// A line break, a tab.
    #[error("Un retour à la ligne ou un caractère invisible s’est glissé dans ce champ.")]
    Invisible,
}

impl Nom {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Nom {
    type Err = NomError;
    fn from_str(text: &str) -> Result<Self, NomError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(NomError::Vide),
            long @ 81.. => Err(NomError::Long(long)),
            _ if text.chars().any(char::is_control) => Err(NomError::Invisible),
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for Nom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_visible_line() {
        assert_eq!("  de la Tour ".parse::<Nom>().unwrap().as_str(), "de la Tour");
        assert_eq!("\u{a0} ".parse::<Nom>(), Err(NomError::Vide));
        assert_eq!("a\nb".parse::<Nom>(), Err(NomError::Invisible));
        assert_eq!("é".repeat(81).parse::<Nom>(), Err(NomError::Long(81)));
    }

    #[test]
    fn an_address_signs_in_whatever_its_case() {
        assert_eq!(folded(&"Anne.Petit@Exemple.FR".parse().unwrap()), "anne.petit@exemple.fr");
    }
}

use crate::luhn::{compact, luhn};
use crate::{quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// FINESS number of a legal entity or of a site: département, six characters, a check digit (Fichier national des
/// établissements sanitaires et sociaux). The key is Luhn's; in Corsica the letter counts `A` = 1, `B` = 2, which is deduced
/// from published numbers and written nowhere: hence [`Finess::read`], that keeps a number whose key fails.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finess([u8; 9]);

/// Why a text is not a FINESS number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FinessError {
    /// Not nine letters or digits.
    #[error("{0} n’est pas un numéro FINESS\u{a0}: 9 caractères sont attendus, par exemple 950047225.")]
    MalForme(String),
    /// Right form, wrong check digit.
    #[error(
        "{0} n’est pas un numéro FINESS\u{a0}: sa clé de contrôle est fausse, un caractère a dû être mal recopié."
    )]
    Cle(String),
}

impl Finess {
    /// A number that a file gives, whatever its key: files contain wrong ones.
    ///
    /// # Errors
    /// [`FinessError::MalForme`].
    pub fn read(text: &str) -> Result<Self, FinessError> {
        let compact = compact(text).to_ascii_uppercase();
        match <[u8; 9]>::try_from(compact.as_bytes()) {
            Ok(signs) if signs.iter().all(u8::is_ascii_alphanumeric) => Ok(Self(signs)),
            _ => Err(FinessError::MalForme(quoted(text))),
        }
    }

    /// Whether the check digit is right.
    #[must_use]
    pub fn is_key_right(&self) -> bool {
        let mut digits = self.0;
        match digits[1] {
            b'A' => digits[1] = b'1',
            b'B' => digits[1] = b'2',
            _ => {}
        }
        digits.iter().all(u8::is_ascii_digit) && luhn(&digits)
    }

    /// The nine characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Finess {
    type Err = FinessError;

    /// What a person types: the key must be right.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = Self::read(text)?;
        if read.is_key_right() { Ok(read) } else { Err(FinessError::Cle(quoted(text))) }
    }
}

impl fmt::Display for Finess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Finess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(Finess);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_form_and_key_corsica_included() {
        for right in ["950047225", "950046227", "010780195", "350005179", "2A0000014", "2b0000020"] {
            assert!(right.parse::<Finess>().is_ok(), "{right}");
        }
        assert!(matches!("950047226".parse::<Finess>(), Err(FinessError::Cle(_))));
        assert_eq!(Finess::read("950047226").unwrap().to_string(), "950047226");
        for wrong in ["", "95004722", "9500472255", "95004722é"] {
            assert!(matches!(Finess::read(wrong), Err(FinessError::MalForme(_))), "{wrong}");
        }
    }
}

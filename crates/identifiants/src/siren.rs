use crate::luhn::luhn;
use crate::{quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// SIREN number of a legal unit: 9 digits, the last one a Luhn check digit (INSEE, Sirene).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren([u8; 9]);

/// Why a text is not a SIREN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SirenError {
    /// Not nine digits.
    #[error("{0} n’est pas un numéro SIREN\u{a0}: 9 chiffres sont attendus.")]
    MalForme(String),
    /// Nine digits, wrong check digit.
    #[error(
        "{0} n’est pas un numéro SIREN\u{a0}: sa clé de contrôle est fausse, un chiffre a dû être mal recopié."
    )]
    Cle(String),
}

impl Siren {
    /// The nine digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Siren {
    type Err = SirenError;

    /// Spaces between the groups of digits are accepted (« 200 073 419 »).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match <[u8; 9]>::try_from(compact.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => {
                if luhn(&digits) {
                    Ok(Self(digits))
                } else {
                    Err(SirenError::Cle(quoted(text)))
                }
            }
            _ => Err(SirenError::MalForme(quoted(text))),
        }
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(Siren);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn checks_form_and_key() {
        assert_eq!("200 073 419".parse::<Siren>().unwrap().to_string(), "200073419");
        assert!(matches!("200073418".parse::<Siren>(), Err(SirenError::Cle(_))));
        for wrong in ["", "20007341", "2000734190", "20007341X"] {
            assert!(matches!(wrong.parse::<Siren>(), Err(SirenError::MalForme(_))), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_seen(at in 0usize..9, change in 1u8..10) {
            let mut digits = *b"200073419";
            digits[at] = b'0' + (digits[at] - b'0' + change) % 10;
            let text = String::from_utf8(digits.to_vec()).unwrap();
            prop_assert!(text.parse::<Siren>().is_err());
        }
    }
}

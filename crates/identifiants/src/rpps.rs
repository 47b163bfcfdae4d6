use crate::luhn::{compact, luhn};
use crate::{quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// RPPS number of a professional: 11 digits, the last one a Luhn check digit (Répertoire partagé des professionnels
/// intervenant dans le système de santé, ANS).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rpps([u8; 11]);

/// Why a text is not an RPPS number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RppsError {
    /// Not eleven digits.
    #[error("{0} n’est pas un numéro RPPS\u{a0}: 11 chiffres sont attendus.")]
    MalForme(String),
    /// Twelve digits that start with 8: the national identifier, of which the RPPS number is the end.
    #[error("{0} est un identifiant national à 12 chiffres\u{a0}: le numéro RPPS est fait des 11 derniers.")]
    IdentifiantNational(String),
    /// Eleven digits, wrong check digit.
    #[error(
        "{0} n’est pas un numéro RPPS\u{a0}: sa clé de contrôle est fausse, un chiffre a dû être mal recopié."
    )]
    Cle(String),
}

impl Rpps {
    /// The eleven digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Rpps {
    type Err = RppsError;

    /// Spaces between the groups of digits are accepted.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact = compact(text);
        match <[u8; 11]>::try_from(compact.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => {
                if luhn(&digits) {
                    Ok(Self(digits))
                } else {
                    Err(RppsError::Cle(quoted(text)))
                }
            }
            _ if compact.len() == 12
                && compact.starts_with('8')
                && compact.bytes().all(|b| b.is_ascii_digit()) =>
            {
                Err(RppsError::IdentifiantNational(quoted(text)))
            }
            _ => Err(RppsError::MalForme(quoted(text))),
        }
    }
}

impl fmt::Display for Rpps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Rpps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(Rpps);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn checks_form_and_key() {
        assert_eq!("997 2914 1772".parse::<Rpps>().unwrap().as_str(), "99729141772");
        assert!(matches!("99763608374".parse::<Rpps>(), Err(RppsError::Cle(_))));
        assert!(matches!("899763608371".parse::<Rpps>(), Err(RppsError::IdentifiantNational(_))));
        for wrong in ["", "9976360837", "9976360837X", "199763608371"] {
            assert!(matches!(wrong.parse::<Rpps>(), Err(RppsError::MalForme(_))), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_seen(at in 0usize..11, change in 1u8..10) {
            let mut digits = *b"99729141772";
            digits[at] = b'0' + (digits[at] - b'0' + change) % 10;
            let text = String::from_utf8(digits.to_vec()).unwrap();
            prop_assert!(text.parse::<Rpps>().is_err());
        }
    }
}

use crate::luhn::{compact, luhn};
use crate::{Siren, quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// SIREN of La Poste, whose sites have another check: the sum of the digits is a multiple of five (INSEE).
const LA_POSTE: &[u8] = b"356000000";

/// SIRET number of a site: the SIREN of its legal unit, four digits, a Luhn check digit (INSEE, Sirene).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siret([u8; 14]);

/// Why a text is not a SIRET.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SiretError {
    /// Not fourteen digits.
    #[error("{0} n’est pas un numéro SIRET\u{a0}: 14 chiffres sont attendus.")]
    MalForme(String),
    /// Nine digits: the number of the legal unit.
    #[error("{0} est un numéro SIREN\u{a0}: le SIRET d’un lieu a 5 chiffres de plus.")]
    Siren(String),
    /// Fourteen digits, wrong check digit.
    #[error(
        "{0} n’est pas un numéro SIRET\u{a0}: sa clé de contrôle est fausse, un chiffre a dû être mal recopié."
    )]
    Cle(String),
}

impl Siret {
    /// The fourteen digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Its legal unit.
    #[must_use]
    pub fn siren(&self) -> Option<Siren> {
        self.as_str().get(..9).and_then(|digits| digits.parse().ok())
    }
}

fn is_key_right(digits: &[u8; 14]) -> bool {
    let sum: u32 = digits.iter().map(|digit| u32::from(digit - b'0')).sum();
    let poste = digits.starts_with(LA_POSTE) && sum.is_multiple_of(5);
    poste || (luhn(digits) && luhn(&digits[..9]))
}

impl FromStr for Siret {
    type Err = SiretError;

    /// Spaces between the groups of digits are accepted.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact = compact(text);
        match <[u8; 14]>::try_from(compact.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => {
                if is_key_right(&digits) {
                    Ok(Self(digits))
                } else {
                    Err(SiretError::Cle(quoted(text)))
                }
            }
            _ if compact.parse::<Siren>().is_ok() => Err(SiretError::Siren(quoted(text))),
            _ => Err(SiretError::MalForme(quoted(text))),
        }
    }
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(Siret);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_form_key_and_la_poste() {
        assert_eq!("772 201 489 00022".parse::<Siret>().unwrap().siren().unwrap().to_string(), "772201489");
        assert!("49940088500020".parse::<Siret>().is_ok());
        assert!("35600000000060".parse::<Siret>().is_ok());
        assert!(matches!("77220148900023".parse::<Siret>(), Err(SiretError::Cle(_))));
        assert!(matches!("772201489".parse::<Siret>(), Err(SiretError::Siren(_))));
        for wrong in ["", "7722014890002", "7722014890002X"] {
            assert!(matches!(wrong.parse::<Siret>(), Err(SiretError::MalForme(_))), "{wrong}");
        }
    }
}

use crate::luhn::compact;
use crate::{Rpps, RppsError, quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// National identifier of a person who works in health (« Identification nationale PP », ANS): a digit that says which
/// register, then the number there. `8` + RPPS, `0` + ADELI (9 characters, historic); `1`, `3`, `5`, `6` + the number of a
/// structure, `/`, the number that it gave: opaque after the first digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Idnps(Box<str>);

/// Why a text is not the national identifier of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdnpsError {
    /// Unknown register, or wrong length.
    #[error(
        "{0} n’est pas un identifiant national de personne\u{a0}: 8 suivi du numéro RPPS, 0 suivi du numéro ADELI, ou le numéro \
         d’une structure suivi de /."
    )]
    MalForme(String),
    /// The RPPS number inside.
    #[error(transparent)]
    Rpps(#[from] RppsError),
}

impl Idnps {
    /// As the directories write it, with its first digit.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The RPPS number, for whoever has one.
    #[must_use]
    pub fn rpps(&self) -> Option<Rpps> {
        self.0.strip_prefix('8').and_then(|number| number.parse().ok())
    }
}

impl From<Rpps> for Idnps {
    fn from(rpps: Rpps) -> Self {
        Self(format!("8{rpps}").into())
    }
}

impl FromStr for Idnps {
    type Err = IdnpsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact = compact(text);
        let bad = || IdnpsError::MalForme(quoted(text));
        let rest = compact.get(1..).ok_or_else(bad)?;
        let said = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
        match compact.as_bytes().first() {
            Some(b'8') => {
                rest.parse::<Rpps>()?;
            }
            Some(b'0') if rest.len() == 9 && rest.chars().all(|c| c.is_ascii_alphanumeric()) => {}
            Some(b'1' | b'3' | b'5' | b'6')
                if rest.contains('/') && rest.len() <= 60 && rest.chars().all(said) => {}
            _ => return Err(bad()),
        }
        Ok(Self(compact.into()))
    }
}

impl fmt::Display for Idnps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Idnps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Idnps);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_registers() {
        let one: Idnps = "899763608371".parse().unwrap();
        assert_eq!(one.rpps().unwrap().as_str(), "99763608371");
        assert_eq!(Idnps::from(one.rpps().unwrap()), one);
        assert_eq!("0751234567".parse::<Idnps>().unwrap().rpps(), None);
        assert!("3456780581/11242343".parse::<Idnps>().is_ok());
        assert!(matches!("899763608370".parse::<Idnps>(), Err(IdnpsError::Rpps(RppsError::Cle(_)))));
        for wrong in ["", "8", "é", "199763608371", "075123456", "3/<script>"] {
            assert!(wrong.parse::<Idnps>().is_err(), "{wrong}");
        }
    }
}

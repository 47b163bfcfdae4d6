use crate::{quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// Code of a département or of an overseas collectivity (INSEE): `01`, `2A`, `974`, `988`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DepartementCode(
    // Two characters are followed by a zero byte, so that order is that of the texts.
    [u8; 3],
);

/// Why a text is not a département code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DepartementCodeError {
    /// One digit: the zero of the beginning was lost.
    #[error("{recu} n’est pas un code de département\u{a0}: écrivez «\u{a0}{propose}\u{a0}».")]
    ZeroPerdu {
        /// What came, quoted.
        recu: String,
        /// The code with its zero.
        propose: String,
    },
    /// Anything else.
    #[error(
        "{0} n’est pas un code de département\u{a0}: «\u{a0}01\u{a0}» à «\u{a0}95\u{a0}», «\u{a0}2A\u{a0}», \
         «\u{a0}2B\u{a0}» ou un code d’outre-mer comme «\u{a0}974\u{a0}» sont attendus."
    )]
    MalForme(String),
}

impl DepartementCode {
    /// Two characters, three overseas.
    pub fn as_str(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// From the five characters of a commune code, already checked.
    pub(crate) fn of_commune(code: [u8; 5]) -> Self {
        let overseas = code[0] == b'9' && code[1] >= b'7';
        Self([code[0], code[1], if overseas { code[2] } else { 0 }])
    }
}

impl FromStr for DepartementCode {
    type Err = DepartementCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || DepartementCodeError::MalForme(quoted(text));
        match text.trim().to_ascii_uppercase().as_bytes() {
            [digit @ b'1'..=b'9'] => Err(DepartementCodeError::ZeroPerdu {
                recu: quoted(text),
                propose: format!("0{}", char::from(*digit)),
            }),
            [b'2', letter @ (b'A' | b'B')] => Ok(Self([b'2', *letter, 0])),
            [b'0', b'0'] | [b'2', b'0'] | [b'9', b'6'..=b'9'] => Err(wrong()),
            [tens @ b'0'..=b'9', unit @ b'0'..=b'9'] => Ok(Self([*tens, *unit, 0])),
            [b'9', tens @ b'7'..=b'8', unit @ b'0'..=b'9'] => Ok(Self([b'9', *tens, *unit])),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for DepartementCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for DepartementCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(DepartementCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_mainland_corsica_and_overseas() {
        for text in ["01", "43", "95", "2a", "2B", "971", "988"] {
            assert_eq!(text.parse::<DepartementCode>().unwrap().as_str(), text.to_uppercase());
        }
        assert!("1".parse::<DepartementCode>().unwrap_err().to_string().contains("«\u{a0}01\u{a0}»"));
        for wrong in ["", "0", "00", "20", "96", "97", "98", "99", "2C", "043", "991", "43000"] {
            assert!(wrong.parse::<DepartementCode>().is_err(), "{wrong}");
        }
        let order: Vec<DepartementCode> =
            ["19", "21", "2A", "97"].iter().filter_map(|text| text.parse().ok()).collect();
        assert!(order.is_sorted());
    }
}

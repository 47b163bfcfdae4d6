use crate::{DepartementCode, quoted, serde_as_text};
use std::fmt;
use std::str::FromStr;

/// Code of a commune or of an arrondissement municipal, 5 characters (INSEE, Code officiel géographique):
/// `01001`, `2A004`, `97411`; 20xxx is Corsica before 1976, an old code. The form is checked here; whether the commune exists is asked of the
/// `Referentiel` of `territoire`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCode([u8; 5]);

/// Why a text is not a commune code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommuneCodeError {
    /// Nothing but spaces.
    #[error(
        "Le code de la commune est vide\u{a0}: 5 caractères sont attendus, par exemple «\u{a0}43157\u{a0}»."
    )]
    Vide,
    /// Four digits: a spreadsheet took the code for a number.
    #[error(
        "{recu} n’a que 4 chiffres\u{a0}: le zéro du début s’est sans doute perdu dans un tableur. \
         Écrivez «\u{a0}{propose}\u{a0}»."
    )]
    ZeroPerdu {
        /// What came, quoted.
        recu: String,
        /// The code with its zero.
        propose: String,
    },
    /// Code of a foreign country (99xxx), not of a commune.
    #[error(
        "{recu} est le code d’un pays étranger (99…)\u{a0}: seules les communes françaises sont acceptées."
    )]
    Etranger {
        /// What came, quoted.
        recu: String,
    },
    /// Anything else.
    #[error(
        "{recu} n’est pas un code de commune\u{a0}: 5 caractères sont attendus, le département puis la commune, \
         par exemple «\u{a0}43157\u{a0}», «\u{a0}2A004\u{a0}» ou «\u{a0}97411\u{a0}»."
    )]
    MalForme {
        /// What came, quoted.
        recu: String,
    },
}

impl CommuneCode {
    /// The five characters.
    pub fn as_str(&self) -> &str {
        // Always ASCII: `FromStr` is the only constructor.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The département or overseas collectivity that the code begins with.
    pub fn departement(&self) -> DepartementCode {
        DepartementCode::of_commune(self.0)
    }

    /// Number below [`Self::RANKS`], distinct for each code: lets a table be addressed directly.
    pub fn rank(&self) -> usize {
        let digit = |at: usize| usize::from(self.0[at] - b'0');
        let departement = match self.0[1] {
            b'A' => 100,
            b'B' => 101,
            _ => digit(0) * 10 + digit(1),
        };
        departement * 1000 + digit(2) * 100 + digit(3) * 10 + digit(4)
    }

    /// Upper bound of [`Self::rank`].
    pub const RANKS: usize = 102_000;
}

impl FromStr for CommuneCode {
    type Err = CommuneCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let trimmed = text.trim();
        let recu = || quoted(trimmed);
        let bytes = trimmed.as_bytes();
        if bytes.is_empty() {
            return Err(CommuneCodeError::Vide);
        }
        if bytes.len() == 4 && bytes.iter().all(u8::is_ascii_digit) {
            return Err(CommuneCodeError::ZeroPerdu { recu: recu(), propose: format!("0{trimmed}") });
        }
        let Ok(mut code) = <[u8; 5]>::try_from(bytes) else {
            return Err(CommuneCodeError::MalForme { recu: recu() });
        };
        code.make_ascii_uppercase();
        if !code[2..].iter().all(u8::is_ascii_digit) {
            return Err(CommuneCodeError::MalForme { recu: recu() });
        }
        match (code[0], code[1]) {
            (b'2', b'A' | b'B') => Ok(Self(code)),
            (b'9', b'9') => Err(CommuneCodeError::Etranger { recu: recu() }),
            (b'0', b'0') | (b'9', b'6') => Err(CommuneCodeError::MalForme { recu: recu() }),
            (a, b) if a.is_ascii_digit() && b.is_ascii_digit() => Ok(Self(code)),
            _ => Err(CommuneCodeError::MalForme { recu: recu() }),
        }
    }
}

impl fmt::Display for CommuneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CommuneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(CommuneCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> CommuneCode {
        text.parse().unwrap()
    }

    #[test]
    fn reads_every_kind_of_code() {
        for (text, departement) in [
            ("01001", "01"),
            ("43157", "43"),
            ("2a004", "2A"),
            (" 2B033 ", "2B"),
            ("97411", "974"),
            ("20001", "20"),
            ("98735", "987"),
        ] {
            assert_eq!(code(text).departement().as_str(), departement);
            assert_eq!(code(text).to_string(), text.trim().to_uppercase());
        }
    }

    #[test]
    fn refuses_with_a_sentence_that_helps() {
        let error = |text: &str| text.parse::<CommuneCode>().unwrap_err().to_string();
        assert!(error("1001").contains("«\u{a0}01001\u{a0}»"), "{}", error("1001"));
        assert!(error("99138").contains("étranger"));
        for wrong in
            ["", "  ", "430157", "4315", "43A57", "2C004", "00001", "96001", "é3157", "43 157", "４３１５７"]
        {
            assert!(!error(wrong).is_empty());
        }
    }

    #[test]
    fn travels_as_text() {
        assert_eq!(serde_json::to_string(&code("2a004")).unwrap(), "\"2A004\"");
        assert_eq!(serde_json::from_str::<CommuneCode>("\"01001\"").unwrap(), code("01001"));
        assert!(serde_json::from_str::<CommuneCode>("\"1001\"").is_err());
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,8}") {
            let _ = text.parse::<CommuneCode>();
        }

        #[test]
        fn displays_what_it_reads_and_ranks_apart(a in "(0[1-9]|[13-8][0-9]|2[1-9AB]|9[0-578])[0-9]{3}", b in "(0[1-9]|2[AB]|97)[0-9]{3}") {
            prop_assert_eq!(code(&a).to_string(), a.clone());
            prop_assert!(code(&a).rank() < CommuneCode::RANKS);
            prop_assert_eq!(code(&a).rank() == code(&b).rank(), a == b);
        }
    }
}

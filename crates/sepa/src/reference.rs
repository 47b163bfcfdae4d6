use std::fmt;
use std::str::FromStr;

/// Reference of a creditor (ISO 11649): « RF », two check digits, then 1 to 21 letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference(String);

/// Why a text is not a reference of a creditor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// Not 1 to 21 letters and digits, or without « RF » and its two digits.
    #[error(
        "Une référence structurée a de 1 à 21\u{a0}lettres sans accent ou chiffres, après RF et ses deux chiffres de contrôle."
    )]
    Forme,
    /// The two digits do not fit the rest.
    #[error(
        "Les deux chiffres de contrôle de cette référence sont faux\u{a0}: un caractère a dû être mal recopié."
    )]
    Cle,
}

impl Reference {
    /// The reference of one's own number: `pour("539007547034")` gives `RF18539007547034`.
    ///
    /// # Errors
    ///
    /// When the number is not 1 to 21 letters and digits; spaces are dropped.
    pub fn pour(number: &str) -> Result<Self, ReferenceError> {
        let number = compact(number)?;
        let key = 98 - remainder(&format!("{number}RF00"));
        Ok(Self(format!("RF{key:02}{number}")))
    }

    /// « RF18539007547034 ».
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    /// Spaces and lower case are accepted.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        let upper = upper.to_ascii_uppercase();
        let rest = upper.strip_prefix("RF").ok_or(ReferenceError::Forme)?;
        let (key, number) = rest.split_at_checked(2).ok_or(ReferenceError::Forme)?;
        if !key.bytes().all(|sign| sign.is_ascii_digit()) {
            return Err(ReferenceError::Forme);
        }
        let expected = Self::pour(number)?;
        if expected.0 == upper { Ok(expected) } else { Err(ReferenceError::Cle) }
    }
}

/// 1 to 21 capital letters and digits.
fn compact(number: &str) -> Result<String, ReferenceError> {
    let upper: String =
        number.chars().filter(|sign| !sign.is_whitespace()).map(|sign| sign.to_ascii_uppercase()).collect();
    let plain = upper.bytes().all(|sign| sign.is_ascii_alphanumeric());
    if plain && (1..=21).contains(&upper.len()) { Ok(upper) } else { Err(ReferenceError::Forme) }
}

/// Remainder by 97 of the number that the text spells, A being 10 and Z 35 (ISO 7064).
fn remainder(text: &str) -> u32 {
    let values = text.chars().filter_map(|sign| sign.to_digit(36));
    values.fold(0, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_example_of_the_standard_gets_its_check_digits() {
        assert_eq!(Reference::pour("5390 0754 7034").unwrap().as_str(), "RF18539007547034");
        assert_eq!("rf18 5390 0754 7034".parse(), Reference::pour("539007547034"));
    }

    #[test]
    fn wrong_forms_and_wrong_digits_have_their_sentence() {
        for text in
            ["", "RF", "RF18", "18539007547034", "RFA8539007547034", "RF18é", "RF181234567890123456789012"]
        {
            assert_eq!(text.parse::<Reference>(), Err(ReferenceError::Forme), "{text}");
        }
        assert_eq!("RF19539007547034".parse::<Reference>(), Err(ReferenceError::Cle));
    }

    proptest! {
        #[test]
        fn what_is_computed_is_read_back_and_one_wrong_sign_is_seen(number in "[A-Z0-9]{1,21}", at in 0usize..21) {
            let reference = Reference::pour(&number).unwrap();
            prop_assert_eq!(reference.as_str().parse(), Ok(reference.clone()));
            let mut wrong = reference.0.into_bytes();
            let at = 4 + at % number.len();
            wrong[at] = match wrong[at] {
                b'9' => b'0',
                b'Z' => b'A',
                sign => sign + 1,
            };
            prop_assert!(String::from_utf8(wrong).unwrap().parse::<Reference>().is_err());
        }
    }
}

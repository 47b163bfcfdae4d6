use std::fmt;

/// National identifier of a professional as it travels, with its prefix: `8` + RPPS, `0` + ADELI, structure and `/` for the
/// rest of the staff. The check digit is not looked at: what comes from others is read whatever its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NationalId(Box<str>);

/// Longest identifier that is read.
const LONGEST: usize = 80;

impl NationalId {
    /// Reads an identifier with or without its prefix: eleven digits are an RPPS number, nine characters an ADELI number.
    /// Absent when the text cannot be an identifier: empty, spaces inside, too long.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let adeli = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Some(Self(match text.len() {
            11 if digits => format!("8{text}").into(),
            9 if adeli => format!("0{text}").into(),
            _ => text.into(),
        }))
    }

    /// With its prefix.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The eleven digits of the RPPS number, for who has one.
    #[must_use]
    pub fn rpps(&self) -> Option<&str> {
        let number = self.0.strip_prefix('8')?;
        (number.len() == 11 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
    }

    /// Whether the key of the RPPS number is right (Luhn); true of an identifier that has no key.
    #[must_use]
    pub fn key_is_right(&self) -> bool {
        self.rpps().is_none_or(luhn)
    }
}

impl fmt::Display for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Sum of the digits, every second one from the right doubled, multiple of ten.
fn luhn(digits: &str) -> bool {
    let weigh = |(rank, digit): (usize, u32)| match (rank % 2, digit * 2) {
        (0, _) => digit,
        (_, double) => double / 10 + double % 10,
    };
    digits.chars().rev().map_while(|one| one.to_digit(10)).enumerate().map(weigh).sum::<u32>() % 10 == 0
}

use std::fmt;
use std::str::FromStr;

/// Identifier of a bank (ISO 9362): 8 or 11 signs, for example AGRIFRPPXXX.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bic {
    /// Eight signs, then three spaces when the branch is not told.
    signs: [u8; 11],
}

/// The text does not have the shape of a BIC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "«\u{a0}{0}\u{a0}» n’est pas un BIC\u{a0}: 8 ou 11\u{a0}caractères sont attendus, dont les lettres du pays aux places 5 et 6, par exemple AGRIFRPP."
)]
pub struct BicError(String);

impl Bic {
    /// The eight or eleven signs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.signs).unwrap_or_default().trim_end()
    }

    /// « FR »: the two letters of the country of the bank.
    #[must_use]
    pub fn pays(&self) -> &str {
        self.as_str().get(4..6).unwrap_or_default()
    }
}

impl FromStr for Bic {
    type Err = BicError;

    /// Spaces and lower case are accepted. The shape is the one that both versions of pain.001 take.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact: String =
            text.chars().filter(|sign| !sign.is_whitespace()).map(|sign| sign.to_ascii_uppercase()).collect();
        if !has_shape(compact.as_bytes()) {
            return Err(BicError(text.trim().chars().take(20).collect()));
        }
        let mut signs = [b' '; 11];
        signs[..compact.len()].copy_from_slice(compact.as_bytes());
        Ok(Self { signs })
    }
}

/// Six letters, a place from A to Z or 2 to 9, another that is not the letter O, then a branch or nothing.
fn has_shape(signs: &[u8]) -> bool {
    let free = |sign: &u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
    matches!(signs.len(), 8 | 11)
        && signs[..6].iter().all(u8::is_ascii_uppercase)
        && signs[6..].iter().all(free)
        && !matches!(signs[6], b'0' | b'1')
        && signs[7] != b'O'
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

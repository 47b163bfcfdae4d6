use serde::Serialize;
use std::fmt;

/// Why a case is refused: the field, what came and what is accepted, as a French sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Erreur {
    /// Where: `missions[2].started`.
    pub field: String,
    /// Stable code: « depart-avant-signature ».
    pub code: &'static str,
    /// For a person.
    pub sentence: String,
}

impl Erreur {
    pub(crate) fn new(field: impl Into<String>, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), code, sentence: sentence.into() }
    }
}

impl fmt::Display for Erreur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}: {}", self.field, self.sentence)
    }
}

impl std::error::Error for Erreur {}

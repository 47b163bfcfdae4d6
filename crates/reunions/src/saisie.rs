//! What people type: trimmed, measured, refused with the name of its field.

/// Longest line, in characters.
const LIGNE: usize = 160;
/// Longest text, in characters.
const TEXTE: usize = 20_000;

/// Why a field is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pourquoi}")]
pub struct Refus {
    /// Name of the field.
    pub champ: &'static str,
    /// The sentence beside it.
    pub pourquoi: String,
}

impl Refus {
    /// A refusal of `champ`.
    pub fn new(champ: &'static str, pourquoi: impl Into<String>) -> Self {
        Self { champ, pourquoi: pourquoi.into() }
    }
}

/// One line that must be there, its spaces made single.
///
/// # Errors
/// Empty, or too long.
pub fn line(champ: &'static str, text: &str) -> Result<String, Refus> {
    match maybe_line(champ, text)? {
        line if line.is_empty() => Err(Refus::new(champ, "Ce champ est obligatoire.")),
        line => Ok(line),
    }
}

/// One line that may be empty.
///
/// # Errors
/// Too long.
pub fn maybe_line(champ: &'static str, text: &str) -> Result<String, Refus> {
    short_enough(champ, text.split_whitespace().collect::<Vec<_>>().join(" "), LIGNE)
}

/// Some lines, possibly none.
///
/// # Errors
/// Too long.
pub fn maybe_words(champ: &'static str, text: &str) -> Result<String, Refus> {
    short_enough(champ, text.replace("\r\n", "\n").trim().to_owned(), TEXTE)
}

fn short_enough(champ: &'static str, text: String, max: usize) -> Result<String, Refus> {
    match text.chars().count() {
        n if n > max => {
            Err(Refus::new(champ, format!("{n}\u{a0}caractères\u{a0}: {max} au plus sont acceptés.")))
        }
        _ => Ok(text),
    }
}

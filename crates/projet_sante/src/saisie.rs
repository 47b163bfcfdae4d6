//! What people type: trimmed, measured, refused with the name of its field.

/// Longest line, in characters.
pub const LIGNE: usize = 200;
/// Longest short text, in characters.
pub const TEXTE: usize = 4_000;

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
/// Empty, or longer than [`LIGNE`].
pub fn line(champ: &'static str, text: &str) -> Result<String, Refus> {
    match maybe_line(champ, text)? {
        line if line.is_empty() => Err(Refus::new(champ, "Ce champ est obligatoire.")),
        line => Ok(line),
    }
}

/// One line that may be empty.
///
/// # Errors
/// Longer than [`LIGNE`].
pub fn maybe_line(champ: &'static str, text: &str) -> Result<String, Refus> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    short_enough(champ, line, LIGNE)
}

/// Some lines that must be there.
///
/// # Errors
/// Empty, or longer than [`TEXTE`].
pub fn words(champ: &'static str, text: &str) -> Result<String, Refus> {
    match maybe_words(champ, text)? {
        words if words.is_empty() => Err(Refus::new(champ, "Ce champ est obligatoire.")),
        words => Ok(words),
    }
}

/// Some lines, possibly none.
///
/// # Errors
/// Longer than [`TEXTE`].
pub fn maybe_words(champ: &'static str, text: &str) -> Result<String, Refus> {
    short_enough(champ, text.replace("\r\n", "\n").trim().to_owned(), TEXTE)
}

/// The lines of a text, without those that are empty, thirty at most.
///
/// # Errors
/// Too many, or one longer than [`LIGNE`].
pub fn lines(champ: &'static str, text: &str) -> Result<Vec<String>, Refus> {
    let kept: Vec<String> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| maybe_line(champ, line))
        .collect::<Result<_, _>>()?;
    match kept.len() {
        n if n > 30 => {
            Err(Refus::new(champ, format!("{n}\u{a0}lignes\u{a0}: trente au plus sont acceptées.")))
        }
        _ => Ok(kept),
    }
}

/// The text, unless it has more than `max` characters.
pub(crate) fn short_enough(champ: &'static str, text: String, max: usize) -> Result<String, Refus> {
    match text.chars().count() {
        n if n > max => {
            Err(Refus::new(champ, format!("{n}\u{a0}caractères\u{a0}: {max} au plus sont acceptés.")))
        }
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_trimmed_and_measured() {
        assert_eq!(line("titre", "  Un \n titre ").unwrap(), "Un titre");
        assert_eq!(line("titre", " \n").unwrap_err().champ, "titre");
        assert!(line("titre", &"é".repeat(201)).is_err());
        assert_eq!(words("note", " a\r\nb ").unwrap(), "a\nb");
        assert_eq!(lines("partenaires", "CCAS\n\n  Mairie  ").unwrap(), ["CCAS", "Mairie"]);
        assert!(lines("partenaires", &"x\n".repeat(31)).is_err());
    }
}

//! What people type: trimmed, measured, refused with the name of its field; every fault of a form at once.

use std::fmt;

/// Longest line, in characters.
pub const LIGNE: usize = 200;
/// Longest short text, in characters.
pub const TEXTE: usize = 4_000;
/// Longest text of the association, in characters: statutes are long.
pub const LONG: usize = 200_000;

/// Why a field is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pourquoi}")]
pub struct Refus {
    /// Name of the field.
    pub champ: &'static str,
    /// The sentence beside it.
    pub pourquoi: String,
}

/// Why a form is refused, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refuses(pub Vec<Refus>);

impl Refus {
    /// A refusal of `champ`.
    pub fn new(champ: &'static str, pourquoi: impl Into<String>) -> Self {
        Self { champ, pourquoi: pourquoi.into() }
    }
}

impl From<Refus> for Refuses {
    fn from(one: Refus) -> Self {
        Self(vec![one])
    }
}

impl fmt::Display for Refuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentences: Vec<&str> = self.0.iter().map(|one| one.pourquoi.as_str()).collect();
        f.write_str(&sentences.join(" "))
    }
}

impl std::error::Error for Refuses {}

impl Refuses {
    /// Keeps the fault of a field, and an empty value in its place.
    pub fn keep<T: Default>(&mut self, read: Result<T, Refus>) -> T {
        read.unwrap_or_else(|refus| {
            self.0.push(refus);
            T::default()
        })
    }

    /// Adds a fault.
    pub fn add(&mut self, champ: &'static str, pourquoi: impl Into<String>) {
        self.0.push(Refus::new(champ, pourquoi));
    }

    /// The value, unless a field is at fault.
    ///
    /// # Errors
    /// The faults.
    pub fn finish<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
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

/// Some lines, possibly none.
///
/// # Errors
/// Longer than `max`.
pub fn maybe_words(champ: &'static str, text: &str, max: usize) -> Result<String, Refus> {
    short_enough(champ, text.replace("\r\n", "\n").trim().to_owned(), max)
}

fn short_enough(champ: &'static str, text: String, max: usize) -> Result<String, Refus> {
    match text.chars().count() {
        n if n > max => {
            Err(Refus::new(champ, format!("{n}\u{a0}caractères\u{a0}: {max} au plus sont acceptés.")))
        }
        _ => Ok(text),
    }
}

//! What people type: trimmed, measured, refused with the name of its field; every fault of a form at once.
//!
//! A line holds 200 characters and a text 4 000, unless a room says another length ([`UpTo`]).

use std::fmt;

const LIGNE: UpTo = UpTo(200);
const TEXTE: UpTo = UpTo(4_000);
/// Most lines of a list.
const LIGNES: usize = 30;

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
    pub fn new(champ: &'static str, pourquoi: impl fmt::Display) -> Self {
        Self { champ, pourquoi: pourquoi.to_string() }
    }
}

/// Why a form is refused, field by field; shown, one sentence after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refuses(pub Vec<Refus>);

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
    pub fn add(&mut self, champ: &'static str, pourquoi: impl fmt::Display) {
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
/// Empty, or too long.
pub fn line(champ: &'static str, text: &str) -> Result<String, Refus> {
    LIGNE.line(champ, text)
}

/// One line that may be empty.
///
/// # Errors
/// Too long.
pub fn maybe_line(champ: &'static str, text: &str) -> Result<String, Refus> {
    LIGNE.maybe_line(champ, text)
}

/// Some lines that must be there.
///
/// # Errors
/// Empty, or too long.
pub fn words(champ: &'static str, text: &str) -> Result<String, Refus> {
    needed(champ, maybe_words(champ, text)?)
}

/// Some lines, possibly none.
///
/// # Errors
/// Too long.
pub fn maybe_words(champ: &'static str, text: &str) -> Result<String, Refus> {
    TEXTE.maybe_words(champ, text)
}

/// The lines of a list, without those that are empty, thirty at most.
///
/// # Errors
/// Too many, or one too long.
pub fn lines(champ: &'static str, text: &str) -> Result<Vec<String>, Refus> {
    let kept: Vec<String> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| maybe_line(champ, line))
        .collect::<Result<_, _>>()?;
    match kept.len() {
        n if n > LIGNES => {
            Err(Refus::new(champ, format!("{n}\u{a0}lignes\u{a0}: trente au plus sont acceptées.")))
        }
        _ => Ok(kept),
    }
}

/// A longest length, in characters, where the usual one does not serve.
#[derive(Debug, Clone, Copy)]
pub struct UpTo(pub usize);

impl UpTo {
    /// As [`line()`].
    ///
    /// # Errors
    /// Empty, or too long.
    pub fn line(self, champ: &'static str, text: &str) -> Result<String, Refus> {
        needed(champ, self.maybe_line(champ, text)?)
    }

    /// As [`maybe_line()`].
    ///
    /// # Errors
    /// Too long.
    pub fn maybe_line(self, champ: &'static str, text: &str) -> Result<String, Refus> {
        self.measured(champ, text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// As [`maybe_words()`].
    ///
    /// # Errors
    /// Too long.
    pub fn maybe_words(self, champ: &'static str, text: &str) -> Result<String, Refus> {
        self.measured(champ, text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned())
    }

    fn measured(self, champ: &'static str, text: String) -> Result<String, Refus> {
        match (text.chars().count(), self.0) {
            (n, max) if n > max => {
                Err(Refus::new(champ, format!("{n}\u{a0}caractères\u{a0}: {max} au plus sont acceptés.")))
            }
            _ => Ok(text),
        }
    }
}

fn needed(champ: &'static str, text: String) -> Result<String, Refus> {
    if text.is_empty() { Err(Refus::new(champ, "Ce champ est obligatoire.")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_trimmed_and_measured() {
        assert_eq!(line("titre", "  Un \n titre ").unwrap(), "Un titre");
        assert_eq!(line("titre", " \n"), Err(Refus::new("titre", "Ce champ est obligatoire.")));
        assert_eq!(line("titre", &"é".repeat(200)).unwrap().chars().count(), 200);
        let long = "201\u{a0}caractères\u{a0}: 200 au plus sont acceptés.";
        assert_eq!(line("titre", &"é".repeat(201)), Err(Refus::new("titre", long)));
        assert_eq!(maybe_line("titre", " \n").unwrap(), "");
        assert_eq!(words("note", " a\r\nb\rc ").unwrap(), "a\nb\nc");
        assert_eq!(words("note", " \r\n").unwrap_err().champ, "note");
        assert_eq!(maybe_words("note", " \r\n").unwrap(), "");
        assert!(words("note", &"é".repeat(4_001)).is_err());
        assert_eq!(lines("partenaires", "CCAS\n\n  Mairie  ").unwrap(), ["CCAS", "Mairie"]);
        assert!(lines("partenaires", &"x\n".repeat(31)).is_err());
    }

    #[test]
    fn a_room_says_another_length() {
        assert!(UpTo(160).line("motif", &"é".repeat(160)).is_ok());
        assert!(UpTo(160).line("motif", &"é".repeat(161)).is_err());
        assert!(UpTo(160).line("motif", " ").is_err());
        assert!(UpTo(20_000).maybe_words("texte", &"é".repeat(20_000)).is_ok());
    }

    #[test]
    fn every_fault_of_a_form_is_kept() {
        let mut faults = Refuses::default();
        assert_eq!(faults.keep(line("nom", " Roux ")), "Roux");
        assert_eq!(faults.clone().finish(1), Ok(1));
        assert_eq!(faults.keep(line("prenom", "")), "");
        faults.add("le", "Cette date est dans le futur.");
        assert_eq!(faults.0.iter().map(|one| one.champ).collect::<Vec<_>>(), ["prenom", "le"]);
        assert_eq!(faults.to_string(), "Ce champ est obligatoire. Cette date est dans le futur.");
        assert_eq!(faults.clone().finish(1), Err(faults));
    }
}

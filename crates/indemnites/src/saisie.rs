//! What people type: trimmed, measured, refused with the name of its field.

use aci::Montant;

/// Longest line, in characters.
pub const LIGNE: usize = 200;

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
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(Refus::new(champ, "Ce champ est obligatoire.")),
        n if n > LIGNE => {
            Err(Refus::new(champ, format!("{n}\u{a0}caractères\u{a0}: {LIGNE} au plus sont acceptés.")))
        }
        _ => Ok(line),
    }
}

/// « 45 € », « 45,50 »: cents.
///
/// # Errors
/// [`Refus`], with the field.
pub fn money(champ: &'static str, text: &str) -> Result<i64, Refus> {
    text.parse::<Montant>().map(Montant::cents).map_err(|error| Refus::new(champ, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_trimmed_and_measured() {
        assert_eq!(line("source", "  Annexe \n 2 ").unwrap(), "Annexe 2");
        assert_eq!(line("source", " \n").unwrap_err().champ, "source");
        assert!(line("source", &"é".repeat(201)).is_err());
        assert_eq!(money("montant", "45,50 €").unwrap(), 4_550);
        assert!(money("montant", "beaucoup").is_err());
    }
}

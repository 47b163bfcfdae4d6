//! What stops a run, said with the file, the line and the column.

use std::fmt::Write;

/// A cell, or a line, that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Number of the line in the file, from 1.
    pub line: u64,
    /// Name of the column, as the file writes it; empty for the whole line.
    pub column: String,
    /// What came.
    pub got: String,
    /// What is accepted, in French.
    pub expected: String,
}

/// Why a file is not read, or not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is not there, or cannot be read.
    #[error("{file}\u{a0}: lecture impossible ({message}).")]
    Unread {
        /// Its name, as it was given.
        file: String,
        /// What the system says.
        message: String,
    },
    /// Not a CSV text, or an empty one.
    #[error("{file}\u{a0}: {why}")]
    Nature {
        /// Its name.
        file: String,
        /// A French sentence.
        why: &'static str,
    },
    /// Columns that the header does not have.
    #[error(
        "{file}, ligne {line}\u{a0}: colonnes manquantes\u{a0}: {}. Colonnes trouvées\u{a0}: {}.",
        .missing.join(", "), .found.join(", ")
    )]
    Columns {
        /// Its name.
        file: String,
        /// Line of the header.
        line: u64,
        /// Names of the missing ones.
        missing: Vec<String>,
        /// The header, as it came.
        found: Vec<String>,
    },
    /// One name for two columns.
    #[error("{file}, ligne {line}\u{a0}: la colonne «\u{a0}{column}\u{a0}» apparaît deux fois.")]
    Twice {
        /// Its name.
        file: String,
        /// Line of the header.
        line: u64,
        /// The name.
        column: String,
    },
    /// Values that are refused: the first ones, and how many in all.
    #[error("{}", list(.file, .first, *.total))]
    Values {
        /// Its name.
        file: String,
        /// The first ones, in order of line.
        first: Vec<Refused>,
        /// How many.
        total: u64,
    },
    /// The result could not be written; what was there before is untouched.
    #[error("{file}\u{a0}: écriture impossible ({message}).")]
    Unwritten {
        /// Its name.
        file: String,
        /// What the system says.
        message: String,
    },
}

impl Error {
    /// True when what was given is refused; false when the disk failed on the way out.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self, Self::Unwritten { .. })
    }
}

impl Refused {
    /// The refusal of a file for this alone.
    #[must_use]
    pub fn alone(self, file: &str) -> Error {
        Error::Values { file: file.to_owned(), first: vec![self], total: 1 }
    }
}

fn list(file: &str, first: &[Refused], total: u64) -> String {
    let mut text = String::from(file);
    let _ = match total {
        1 => write!(text, "\u{a0}: une valeur refusée."),
        _ => write!(text, "\u{a0}: {total} valeurs refusées."),
    };
    for Refused { line, column, got, expected } in first {
        let _ = write!(text, "\nLigne {line}");
        if !column.is_empty() {
            let _ = write!(text, ", colonne «\u{a0}{column}\u{a0}»");
        }
        let _ = write!(text, "\u{a0}: reçu «\u{a0}{got}\u{a0}», attendu\u{a0}: {expected}.");
    }
    if total > first.len() as u64 {
        text.push_str("\n…");
    }
    text
}

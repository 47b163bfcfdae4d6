//! What stops a run, in French.

use crate::Refus;

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Erreur {
    /// Numbers that cannot be added exactly.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// A file that is refused, with the line and the column, or that cannot be read or written.
    #[error(transparent)]
    Fichier(#[from] files::Error),
    /// A doctor that an option cites and the file does not have.
    #[error("{option}\u{a0}: aucun médecin «\u{a0}{medecin}\u{a0}» dans {fichier}.")]
    Inconnu {
        /// Name of the option.
        option: &'static str,
        /// What it cites.
        medecin: String,
        /// Name of the file of doctors.
        fichier: String,
    },
}

impl Erreur {
    /// True when what was given is refused; false when the disk failed on the way out.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self, Self::Fichier(error) if !error.is_refused())
    }
}

//! What stops a run, in French.

use crate::Refus;

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Erreur {
    /// An option, or a sum of them, that makes no sense.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// A file that is refused, with the line and the column, or that cannot be read or written.
    #[error(transparent)]
    Fichier(#[from] files::Error),
    /// A département without a place in the file.
    #[error("{fichier}\u{a0}: aucun lieu du département {departement}.")]
    Departement {
        /// Name of the file.
        fichier: String,
        /// Its code.
        departement: String,
    },
}

impl Erreur {
    /// True when what was given is refused; false when the disk failed on the way out.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self, Self::Fichier(error) if !error.is_refused())
    }
}

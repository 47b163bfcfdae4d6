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
}

impl Erreur {
    /// True when what was given is refused; false when the disk failed on the way out.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self, Self::Fichier(error) if !error.is_refused())
    }
}

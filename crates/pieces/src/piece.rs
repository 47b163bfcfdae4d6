//! A file that is kept.

use crate::{Genre, depot::poids};
use jiff::Timestamp;
use kernel::Id;
use std::str::FromStr;
use uuid::Uuid;

/// Who may open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cercle {
    /// Those of the room.
    Espace,
    /// They, and the referents of the ARS and of the assurance maladie.
    Institutions,
}

impl Cercle {
    /// What the database keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Espace => "espace",
            Self::Institutions => "institutions",
        }
    }
}

/// The text names no circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cercle inconnu")]
pub struct CercleInconnu;

impl FromStr for Cercle {
    type Err = CercleInconnu;
    fn from_str(text: &str) -> Result<Self, CercleInconnu> {
        [Self::Espace, Self::Institutions].into_iter().find(|one| one.code() == text).ok_or(CercleInconnu)
    }
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// Its id.
    pub id: Id<Self>,
    /// Its name, cleaned, with the ending of its kind.
    pub nom: String,
    /// What it is.
    pub genre: Genre,
    /// In bytes.
    pub taille: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub empreinte: String,
    /// Who may open it.
    pub cercle: Cercle,
    /// When it was received.
    pub deposee_le: Timestamp,
    /// The account of who gave it; none when the program did.
    pub deposee_par: Option<Uuid>,
}

impl Piece {
    /// « PDF, 1,2 Mo ».
    #[must_use]
    pub fn en_mots(&self) -> String {
        format!("{}, {}", self.genre.libelle(), poids(self.taille))
    }

    /// Its name in ASCII, for the names inside an archive.
    #[must_use]
    pub fn nom_ascii(&self) -> String {
        crate::nom::ascii(&self.nom)
    }

    /// `piece:<id>`, as the journal names it.
    pub(crate) fn objet(&self) -> String {
        format!("piece:{}", self.id)
    }
}

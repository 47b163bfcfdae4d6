//! An edition of a reference file: what was imported, when, by whom, with which result.

use crate::import::Bilan;
use jiff::Timestamp;
use std::str::FromStr;

/// Which reference file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Jeu {
    /// Communes, EPCI and populations.
    Communes,
    /// Figures by commune.
    Indicateurs,
    /// Outlines of communes.
    Contours,
}

/// The text names no reference file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un jeu de données\u{a0}: communes, indicateurs ou contours attendu.")]
pub struct JeuError(String);

impl Jeu {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Communes, Self::Indicateurs, Self::Contours];

    /// As the database and the command line write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Communes => "communes",
            Self::Indicateurs => "indicateurs",
            Self::Contours => "contours",
        }
    }

    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Communes => "Communes, intercommunalités et populations",
            Self::Indicateurs => "Indicateurs par commune",
            Self::Contours => "Contours des communes",
        }
    }
}

impl FromStr for Jeu {
    type Err = JeuError;

    fn from_str(text: &str) -> Result<Self, JeuError> {
        let found = Self::ALL.into_iter().find(|jeu| jeu.code() == text);
        found.ok_or_else(|| JeuError(text.chars().take(40).collect()))
    }
}

/// An edition that was imported, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importee {
    /// Which file.
    pub jeu: Jeu,
    /// Its rank, from 1.
    pub numero: i64,
    /// When.
    pub le: Timestamp,
    /// Who, as the journal writes it.
    pub par: String,
    /// Name of the file, without its folder.
    pub fichier: String,
    /// SHA-256 of the file.
    pub empreinte: String,
    /// How it went.
    pub bilan: Bilan,
}

//! The three parties of the contract.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// One of the three parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Partie {
    /// The CPTS.
    Cpts,
    /// The regional health agency.
    Ars,
    /// The caisse of health insurance.
    Cpam,
}

impl Partie {
    /// The three.
    pub const ALL: [Self; 3] = [Self::Cpts, Self::Ars, Self::Cpam];

    /// What the database and forms keep.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cpts => "cpts",
            Self::Ars => "ars",
            Self::Cpam => "cpam",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Cpts => "CPTS",
            Self::Ars => "ARS",
            Self::Cpam => "CPAM",
        }
    }

    /// « pour la CPTS ».
    #[must_use]
    pub const fn pour(self) -> &'static str {
        match self {
            Self::Cpts => "pour la CPTS",
            Self::Ars => "pour l’ARS",
            Self::Cpam => "pour la CPAM",
        }
    }

    /// « de la CPTS », after « l’accord ».
    #[must_use]
    pub const fn of(self) -> &'static str {
        match self {
            Self::Cpts => "de la CPTS",
            Self::Ars => "de l’ARS",
            Self::Cpam => "de la CPAM",
        }
    }
}

/// The text names no party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choisissez la CPTS, l’ARS ou la CPAM.")]
pub struct PartieInconnue;

impl FromStr for Partie {
    type Err = PartieInconnue;
    fn from_str(text: &str) -> Result<Self, PartieInconnue> {
        Self::ALL.into_iter().find(|one| one.code() == text).ok_or(PartieInconnue)
    }
}

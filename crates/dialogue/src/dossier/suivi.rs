//! What the year settled and what it owed: the variable part of each mission, the obligations of the contract.

use super::MontantPart;
use contrat::Doute;
use jiff::civil::Date;

/// The variable part of one mission.
#[derive(Debug, Clone)]
pub struct PartVariable {
    /// Its id.
    pub mission: String,
    /// « Accès aux soins ».
    pub libelle: String,
    /// Millionths of its targets, when known.
    pub taux: Option<i64>,
    /// Whether it started, or has values.
    pub demarree: bool,
    /// What it gives.
    pub montant: MontantPart,
    /// What is not confirmed in it.
    pub doute: Doute,
}

/// An obligation of the contract.
#[derive(Debug, Clone)]
pub struct Obligation {
    /// In a few words.
    pub libelle: String,
    /// Its day.
    pub jour: Date,
    /// Whether the texts do not settle that day.
    pub incertain: bool,
    /// Where it stands.
    pub etat: EtatObligation,
}

/// Where an obligation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatObligation {
    /// Done in time.
    Faite(Date),
    /// Done after its day.
    FaiteEnRetard(Date),
    /// Its day is past.
    EnRetard,
    /// There is still time.
    AFaire,
}

impl EtatObligation {
    /// As people read it.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Faite(_) => "faite",
            Self::FaiteEnRetard(_) => "faite en retard",
            Self::EnRetard => "en retard",
            Self::AFaire => "pas encore faite",
        }
    }

    /// When it was done.
    #[must_use]
    pub const fn le(self) -> Option<Date> {
        match self {
            Self::Faite(le) | Self::FaiteEnRetard(le) => Some(le),
            Self::EnRetard | Self::AFaire => None,
        }
    }
}

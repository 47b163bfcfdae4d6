//! A line of the shared book, whichever room wrote it.

use crate::cle::Cle;
use crate::mouvement::{Genre, Mouvement, Moyen, Nature};
use jiff::civil::Date;
use kernel::Id;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Which room wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origine {
    /// Typed here, or imported.
    Saisie(Id<Mouvement>),
    /// Money of the contract.
    Contrat(Uuid),
    /// Money of a start-up aid.
    AideRecue(Uuid),
    /// Something paid with a start-up aid.
    AideDepensee(Uuid),
    /// Fees of members received on a day.
    Cotisations(Date),
    /// Indemnities paid in one batch.
    Indemnites(Uuid),
}

/// Money that moved, or is promised, in one envelope and on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// Who wrote it.
    pub origine: Origine,
    /// Which way; what is left of a promise is a commitment.
    pub genre: Genre,
    /// What paper.
    pub nature: Nature,
    /// Its day.
    pub jour: Date,
    /// Day written on the paper.
    pub facture_le: Option<Date>,
    /// What it is.
    pub libelle: String,
    /// Who pays or is paid.
    pub tiers: String,
    /// Number of the paper.
    pub reference: String,
    /// How.
    pub moyen: Moyen,
    /// The envelope.
    pub cle: Cle,
    /// The account; none when nobody said.
    pub compte: Option<String>,
    /// In cents; negative for money taken back.
    pub cents: i64,
}

/// The text names no origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Origine inconnue.")]
pub struct OrigineError;

/// As the database keeps it: « saisie:ID », « cotisations:2026-02-03 ».
impl fmt::Display for Origine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Saisie(id) => write!(f, "saisie:{id}"),
            Self::Contrat(id) => write!(f, "contrat:{id}"),
            Self::AideRecue(id) => write!(f, "aide_recue:{id}"),
            Self::AideDepensee(id) => write!(f, "aide_depensee:{id}"),
            Self::Cotisations(jour) => write!(f, "cotisations:{jour}"),
            Self::Indemnites(id) => write!(f, "indemnites:{id}"),
        }
    }
}

impl FromStr for Origine {
    type Err = OrigineError;

    fn from_str(text: &str) -> Result<Self, OrigineError> {
        let (kind, which) = text.split_once(':').ok_or(OrigineError)?;
        if kind == "cotisations" {
            return which.parse().map(Self::Cotisations).map_err(|_| OrigineError);
        }
        let id: Uuid = which.parse().map_err(|_| OrigineError)?;
        match kind {
            "saisie" => Ok(Self::Saisie(Id::new(id))),
            "contrat" => Ok(Self::Contrat(id)),
            "aide_recue" => Ok(Self::AideRecue(id)),
            "aide_depensee" => Ok(Self::AideDepensee(id)),
            "indemnites" => Ok(Self::Indemnites(id)),
            _ => Err(OrigineError),
        }
    }
}

impl Origine {
    /// The room, in words.
    #[must_use]
    pub const fn dite(self) -> &'static str {
        match self {
            Self::Saisie(_) => "Budget",
            Self::Contrat(_) => "Contrat",
            Self::AideRecue(_) | Self::AideDepensee(_) => "Aides du projet",
            Self::Cotisations(_) => "Adhésions",
            Self::Indemnites(_) => "Indemnités",
        }
    }

    /// The reference of its paper when it has none of its own.
    #[must_use]
    pub fn reference(self) -> String {
        let (mark, id) = match self {
            Self::Saisie(id) => ("MVT", id.uuid()),
            Self::Contrat(id) => ("ACI", id),
            Self::AideRecue(id) => ("AID", id),
            Self::AideDepensee(id) => ("DEP", id),
            Self::Indemnites(id) => ("IND", id),
            Self::Cotisations(jour) => return format!("COT-{}", jour.strftime("%Y%m%d")),
        };
        let digits = id.simple().to_string();
        format!("{mark}-{}", digits.get(20..).unwrap_or(&digits).to_uppercase())
    }

    /// Its name in the database, for a line whose account is said here.
    #[must_use]
    pub fn affectation(self) -> Option<String> {
        match self {
            Self::AideDepensee(id) => Some(format!("aide-{id}")),
            Self::Saisie(_)
            | Self::Contrat(_)
            | Self::AideRecue(_)
            | Self::Cotisations(_)
            | Self::Indemnites(_) => None,
        }
    }
}

use actes::Mission;
use kernel::Id;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

use crate::financement::Financement;

/// Which envelope: its name in addresses and in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cle {
    /// A component of the contract: « aci-acces ».
    Aci(Mission),
    /// A start-up aid, kept by the projet de santé: « aide-ID ».
    Aide(Uuid),
    /// Fees of members, kept by the room of memberships: « cotisations ».
    Cotisations,
    /// A grant entered here: « libre-ID ».
    Libre(Id<Financement>),
}

/// The text names no envelope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Choisissez une enveloppe de la liste.")]
pub struct CleError;

impl fmt::Display for Cle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Aci(mission) => write!(f, "aci-{}", mission.code()),
            Self::Aide(id) => write!(f, "aide-{id}"),
            Self::Cotisations => f.write_str("cotisations"),
            Self::Libre(id) => write!(f, "libre-{id}"),
        }
    }
}

impl FromStr for Cle {
    type Err = CleError;

    fn from_str(text: &str) -> Result<Self, CleError> {
        if text == "cotisations" {
            return Ok(Self::Cotisations);
        }
        match text.split_once('-').ok_or(CleError)? {
            ("aci", code) => code.parse().map(Self::Aci).map_err(|_| CleError),
            ("aide", id) => id.parse().map(Self::Aide).map_err(|_| CleError),
            ("libre", id) => id.parse().map(Self::Libre).map_err(|_| CleError),
            _ => Err(CleError),
        }
    }
}

impl Serialize for Cle {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Cle {
    /// The id of the row that holds it, for a grant entered here.
    #[must_use]
    pub const fn financement(self) -> Option<Id<Financement>> {
        match self {
            Self::Libre(id) => Some(id),
            Self::Aci(_) | Self::Aide(_) | Self::Cotisations => None,
        }
    }

    /// The mission that it pays, for a component of the contract.
    #[must_use]
    pub const fn mission(self) -> Option<Mission> {
        match self {
            Self::Aci(mission) => Some(mission),
            Self::Aide(_) | Self::Cotisations | Self::Libre(_) => None,
        }
    }
}

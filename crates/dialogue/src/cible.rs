//! A target that the dialogue proposes to change: it applies once the CPTS, the ARS and the CPAM have all agreed.

use crate::{Partie, dialogue};
use indicateurs::{Indicateur, Nombre};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;

/// A proposed target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CibleProposee {
    /// Its id.
    pub id: Id<Self>,
    /// The indicator.
    pub indicateur: Id<Indicateur>,
    /// The contract year it is for.
    pub annee: u32,
    /// The value to reach.
    pub cible: Nombre,
    /// Why.
    pub motif: String,
    /// When it was proposed.
    pub proposee_le: Timestamp,
    /// Who has agreed, in the order of parties.
    pub accords: Vec<Accord>,
    /// What became of it.
    pub sort: Sort,
}

/// What became of a proposed target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Sort {
    /// Waiting for agreements.
    EnAttente,
    /// The three agreed: it is the target.
    Appliquee(Timestamp),
    /// Given up.
    Retiree(Timestamp),
}

/// The agreement of one party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accord {
    /// Who.
    pub partie: Partie,
    /// When they agreed.
    pub le: Date,
    /// In whose name: « Mme Roche, directrice adjointe ».
    pub nom: String,
}

/// Why a proposed target does not move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Settled.
    #[error("Cette cible est déjà appliquée ou retirée.")]
    Reglee,
    /// They have agreed.
    #[error("L’accord de cette partie est déjà noté.")]
    DejaAccorde,
    /// Not yet.
    #[error("Un accord ne peut pas être daté de demain ou d’après.")]
    Futur,
    /// A year before.
    #[error("Une cible s’adapte pour l’année du dialogue ou une année qui suit.")]
    Passee,
    /// Settled.
    #[error("Les chiffres de l’année {0} sont arrêtés\u{a0}: une cible s’adapte pour une année qui suit.")]
    Arretee(u32),
    /// One is waiting already.
    #[error(
        "Une autre cible est déjà proposée pour cet indicateur et cette année : notez-en les accords, ou retirez-la."
    )]
    DejaProposee,
    /// Words.
    #[error(transparent)]
    Mots(#[from] dialogue::Refus),
}

impl Accord {
    /// Who agreed, when they are still named.
    #[must_use]
    pub const fn nom(&self) -> &str {
        if self.nom.is_empty() { "nom effacé" } else { self.nom.as_str() }
    }
}

impl CibleProposee {
    /// With the agreement of one more party.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn agreed(&self, accord: Accord, today: Date) -> Result<Self, Refus> {
        if self.sort != Sort::EnAttente {
            return Err(Refus::Reglee);
        }
        if self.accords.iter().any(|one| one.partie == accord.partie) {
            return Err(Refus::DejaAccorde);
        }
        if accord.le > today {
            return Err(Refus::Futur);
        }
        let nom = dialogue::said("Le nom de qui donne l’accord", &accord.nom, 160)?;
        let mut new = self.clone();
        new.accords.push(Accord { nom, ..accord });
        new.accords.sort_by_key(|one| one.partie);
        Ok(new)
    }

    /// Whether the three have agreed.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        Partie::ALL.iter().all(|partie| self.accords.iter().any(|one| one.partie == *partie))
    }

    /// Who has not agreed yet.
    #[must_use]
    pub fn missing(&self) -> Vec<Partie> {
        let absent = |partie: &Partie| !self.accords.iter().any(|one| one.partie == *partie);
        Partie::ALL.into_iter().filter(absent).collect()
    }

    /// Given up.
    ///
    /// # Errors
    /// [`Refus::Reglee`].
    pub fn withdrawn(&self, now: Timestamp) -> Result<Self, Refus> {
        if self.sort != Sort::EnAttente {
            return Err(Refus::Reglee);
        }
        Ok(Self { sort: Sort::Retiree(now), ..self.clone() })
    }
}

//! What to do first.

use crate::constat::Manque;
use crate::feu::Feu;
use crate::tableau::Ligne;
use contrat::echeance::{Echeance, Urgence};
use jiff::civil::Date;
use std::cmp::Reverse;

/// Something of the file: an indicator, or an obligation of the contract.
#[derive(Debug, Clone)]
pub enum Affaire<'a> {
    /// An indicator of the year.
    Indicateur(&'a Ligne),
    /// A date that follows from the contract.
    Obligation(&'a Echeance),
}

impl Affaire<'_> {
    /// The mission that it belongs to; an obligation of the whole contract has none.
    #[must_use]
    pub fn mission(&self) -> Option<&str> {
        match self {
            Self::Indicateur(ligne) => Some(&ligne.indicateur.texte.mission),
            // The key of an obligation starts with its mission, or with a word that is no mission.
            Self::Obligation(one) => one.cle.split('.').next(),
        }
    }

    /// What to do first: obligations that are late, indicators in the red by what they put at stake, then what lacks a figure, then
    /// what presses, then the rest. Small first.
    #[must_use]
    pub fn rang(&self, today: Date) -> (u8, Reverse<i64>, Date) {
        match self {
            Self::Obligation(one) => {
                let rank = match one.urgence(today) {
                    Urgence::EnRetard => 0,
                    Urgence::Bientot => 3,
                    Urgence::PlusTard => 7,
                    Urgence::Passee => 9,
                };
                (rank, Reverse(0), one.jour)
            }
            Self::Indicateur(ligne) => {
                let blocked = ligne.manque.iter().any(|one| *one <= Manque::Poids);
                let bare = ligne.manque.contains(&Manque::Preuve);
                let rank = match ligne.feu {
                    Feu::Rouge => 1,
                    _ if blocked => 2,
                    Feu::Orange => 4,
                    _ if bare => 5,
                    Feu::Vert | Feu::Inconnu => 6,
                };
                (rank, Reverse(ligne.enjeu.menace()), Date::MAX)
            }
        }
    }
}

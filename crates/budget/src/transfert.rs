//! Money moved from an envelope to another: seen before it is decided, decided with its paper.

use crate::cle::Cle;
use crate::refus::{Refus, line};
use jiff::civil::Date;
use kernel::Id;
use pieces::Piece;
use serde::Serialize;

/// From where to where, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Transfert {
    /// The envelope that gives.
    pub de: Cle,
    /// The envelope that gets.
    pub vers: Cle,
    /// In cents.
    pub cents: i64,
}

/// A transfer that was agreed upon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its id.
    pub id: Id<Self>,
    /// Its day.
    pub jour: Date,
    /// What moves.
    pub transfert: Transfert,
    /// Who agreed, in which meeting.
    pub texte: String,
    /// The paper that says so.
    pub piece: Id<Piece>,
}

/// What the treasurer plans to spend of an envelope in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prevu {
    /// The envelope.
    pub cle: Cle,
    /// The year, by its key.
    pub exercice: String,
    /// In cents, for the whole year.
    pub cents: i64,
    /// Why.
    pub note: String,
}

impl Transfert {
    /// Refuses an envelope towards itself and amounts that are none.
    ///
    /// # Errors
    /// [`Refus`], with its field.
    pub fn check(&self) -> Result<(), Refus> {
        match () {
            () if self.de == self.vers => Err(Refus::Memes),
            () if !(1..=crate::mouvement::MAX).contains(&self.cents) => {
                Err(Refus::Montant("montant".to_owned()))
            }
            () => Ok(()),
        }
    }

    /// What it adds to an envelope, in cents.
    #[must_use]
    pub fn effet(&self, cle: Cle) -> i64 {
        match cle {
            one if one == self.de => -self.cents,
            one if one == self.vers => self.cents,
            _ => 0,
        }
    }
}

impl Decision {
    /// Refuses a decision to come, or that says nothing.
    ///
    /// # Errors
    /// Each [`Refus`], with its field.
    pub fn checked(self, today: Date) -> Result<Self, Vec<Refus>> {
        let mut refus: Vec<Refus> = self.transfert.check().err().into_iter().collect();
        if self.jour > today {
            refus.push(Refus::Futur("jour".to_owned()));
        }
        match line("texte", &self.texte) {
            Ok(texte) if refus.is_empty() => return Ok(Self { texte, ..self }),
            Ok(_) => {}
            Err(one) => refus.push(one),
        }
        Err(refus)
    }
}

/// What the texts that were read say of moving money between the envelopes of the contract.
pub const CE_QUE_DISENT_LES_TEXTES: &str = "L’emploi des fonds est libre et aucun justificatif détaillé n’est dû aujourd’hui (Sénat, rapport de 2025)\u{a0}; le même rapport demande que l’argent puisse passer d’une mission à l’autre. Aucun texte lu ne dit si un contrat le permet déjà, ni pour quelle part\u{a0}: à vérifier avec la CPAM avant de décider.";
/// Sources of [`CE_QUE_DISENT_LES_TEXTES`], as in `law/sources.toml`.
pub const SOURCES: [&str; 2] = ["senat-2025-5", "senat-2025-2"];

//! Start-up aids: each region has its own, so an aid has the amount that was granted here, its day and where it is written.

use crate::saisie::{self, Refus};
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// An aid that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aide {
    /// Its id.
    pub id: Id<Self>,
    /// What was granted.
    pub octroi: Octroi,
    /// What was received of it, by date.
    pub versements: Vec<Versement>,
}

/// What was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Octroi {
    /// Its name.
    pub intitule: String,
    /// Who grants it.
    pub financeur: String,
    /// In cents.
    pub montant: i64,
    /// When.
    pub accordee_le: Date,
    /// The letter, the decision or the agreement where it is written.
    pub source: String,
}

/// Money received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versement {
    /// Its id.
    pub id: Id<Self>,
    /// The aid.
    pub aide: Id<Aide>,
    /// In cents.
    pub montant: i64,
    /// When.
    pub recu_le: Date,
    /// Line of the bank statement; possibly empty.
    pub reference: String,
}

impl Octroi {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self, aujourdhui: Date) -> Result<Self, Refus> {
        if self.accordee_le > aujourdhui {
            return Err(Refus::new("accordee_le", "Cette date est dans le futur."));
        }
        if self.montant <= 0 {
            return Err(Refus::new("montant", "Un montant supérieur à zéro est attendu."));
        }
        Ok(Self {
            intitule: saisie::line("intitule", &self.intitule)?,
            financeur: saisie::line("financeur", &self.financeur)?,
            source: saisie::line("source", &self.source)?,
            ..self
        })
    }
}

impl Aide {
    /// What was received of it, in cents.
    #[must_use]
    pub fn recu(&self) -> i64 {
        self.versements.iter().map(|one| one.montant).sum()
    }

    /// Refuses money before the grant, to come, or beyond what was granted.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(&self, montant: i64, recu_le: Date, aujourdhui: Date) -> Result<(), Refus> {
        match () {
            () if montant <= 0 => Err(Refus::new("montant", "Un montant supérieur à zéro est attendu.")),
            () if recu_le > aujourdhui => Err(Refus::new("recu_le", "Cette date est dans le futur.")),
            () if recu_le < self.octroi.accordee_le => {
                Err(Refus::new("recu_le", "Cette date vient avant celle où l’aide a été accordée."))
            }
            () if self.recu().saturating_add(montant) > self.octroi.montant => Err(Refus::new(
                "montant",
                format!(
                    "Avec ce versement, l’aide dépasserait ce qui a été accordé ({}).",
                    ui::francais::euros(self.octroi.montant)
                ),
            )),
            () => Ok(()),
        }
    }
}

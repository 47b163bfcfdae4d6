//! A half-day to be covered.

use crate::Planning;
use crate::ferie::is_ferie;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use kernel::Id;
use rendez_vous::Horaire;

/// People on one half-day, at most.
pub const BESOIN_AU_PLUS: u32 = 20;

kernel::codes! {
    /// What a half-day may ask of whoever takes it.
    pub enum Competence {
        /// A doctor.
        Medecin = "medecin", "Médecin";
        /// A nurse.
        Infirmier = "infirmier", "Infirmier";
        /// Stitches, small injuries.
        Traumatologie = "traumatologie", "Petite traumatologie";
        /// Children.
        Pediatrie = "pediatrie", "Pédiatrie";
        /// Answers the phone for the regulation.
        Regulation = "regulation", "Régulation";
    }
}

/// A half-day to be covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemiJournee {
    /// Id.
    pub id: Id<Self>,
    /// Of which planning.
    pub planning: Id<Planning>,
    /// When.
    pub horaire: Horaire,
    /// How many people it needs.
    pub besoin: u32,
    /// What it asks of them.
    pub competence: Option<Competence>,
    /// When the people missing there were last asked for.
    pub annonce_le: Option<Timestamp>,
}

impl DemiJournee {
    /// The day in France when it begins.
    #[must_use]
    pub fn jour(&self) -> Date {
        kernel::today(self.horaire.debut)
    }

    /// Whether the rule of weekends counts it: Saturday, Sunday, public holiday.
    #[must_use]
    pub fn is_fin_de_semaine(&self) -> bool {
        let day = self.jour();
        matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || is_ferie(day)
    }

    /// How long it lasts, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        u32::try_from(self.horaire.fin.duration_since(self.horaire.debut).as_mins()).unwrap_or(0)
    }
}

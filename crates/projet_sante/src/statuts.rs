//! The five questions asked of the statutes, and what was found.

use crate::faits::{Bilan, Faits};
use crate::loi::PointType;
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

kernel::codes! {
    /// What was found.
    pub enum Resultat {
        /// As it must be.
        Conforme = "conforme", "Conforme";
        /// To be looked at again.
        ARevoir = "a_revoir", "À revoir";
        /// Not as it must be.
        NonConforme = "non_conforme", "Non conforme";
    }
}

impl Resultat {
    /// How it sounds.
    #[must_use]
    pub const fn tone(self) -> ui::Tone {
        match self {
            Self::Conforme => ui::Tone::Success,
            Self::ARevoir => ui::Tone::Warning,
            Self::NonConforme => ui::Tone::Danger,
        }
    }
}

/// What was found on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Code of the question.
    pub code: String,
    /// What was found.
    pub resultat: Resultat,
    /// In words; asked for when something is to be done.
    pub note: String,
    /// The day it was looked at.
    pub jour: Date,
    /// Who looked.
    pub auteur: Option<Uuid>,
}

/// A question, what was found, and what the facts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What the law files ask.
    pub modele: PointType,
    /// What was found; none when nobody looked.
    pub verification: Option<Verification>,
    /// The facts that were noted.
    pub faits: Faits,
    /// What they say.
    pub bilan: Bilan,
}

impl Point {
    /// What somebody read of the facts, in one word: it changes when they do.
    #[must_use]
    pub fn faits_lus(&self) -> String {
        db::journal::fingerprint(&self.faits)
    }

    /// What somebody read of the facts and of what was decided, in one word: it changes when either does.
    #[must_use]
    pub fn lecture(&self) -> String {
        db::journal::fingerprint(&(&self.faits, &self.verification))
    }
}

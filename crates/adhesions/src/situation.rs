//! Where a member stands on a day: membership, fee of the civil year, texts.

use jiff::civil::Date;
use serde::Serialize;

/// Where a member stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Situation {
    /// A member on that day.
    pub adherent: bool,
    /// The fee of the civil year of that day.
    pub cotisation: EtatCotisation,
    /// Every text in force that must be accepted is accepted.
    pub textes: bool,
}

/// Where a fee stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EtatCotisation {
    /// Paid, or nothing to pay.
    Payee {
        /// The day of the payment that completed it.
        le: Date,
    },
    /// Not asked for, with a reason.
    Offerte,
    /// Asked for and not paid, or not all of it.
    Due {
        /// What is left to pay.
        cents: i64,
        /// Asked for on that day.
        depuis: Date,
    },
    /// Never asked for.
    SansAppel,
}

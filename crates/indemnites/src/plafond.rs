//! The most that one person may be paid in a civil year: the yearly ceiling of the social security (PASS).

use jiff::civil::Date;
use law::Parameters;
use serde::Serialize;

/// Share of the ceiling, in percent, from which it is said to be near.
pub const PROCHE: i64 = 90;

/// The ceiling of a civil year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plafond {
    /// The civil year, that of the payment.
    pub annee: i16,
    /// In cents.
    pub cents: i64,
    /// Where it is written.
    pub source: String,
    /// No text confirms it.
    pub incertain: bool,
}

impl Plafond {
    /// What the texts that we know say of that year; what the CPTS wrote wins over what no text confirms.
    #[must_use]
    pub fn of(law: &Parameters, annee: i16, ecrit: Option<Self>) -> Option<Self> {
        let known = aci::plafond_membre(law, annee).ok();
        if known.as_ref().is_none_or(|one| one.uncertain) && ecrit.is_some() {
            return ecrit;
        }
        let known = known?;
        let titles = known.sources.iter().filter_map(|id| law.source(id)).map(|one| one.title.clone());
        let source = titles.collect::<Vec<_>>().join(" ; ");
        Some(Self { annee, cents: known.amount * 100, source, incertain: known.uncertain })
    }

    /// What is left, never below zero.
    #[must_use]
    pub fn reste(&self, engage: i64) -> i64 {
        (self.cents - engage).max(0)
    }

    /// [`PROCHE`] percent or more is committed.
    #[must_use]
    pub const fn near(&self, engage: i64) -> bool {
        engage * 100 >= self.cents * PROCHE
    }
}

/// The civil year that a payment planned on that day counts in: that of its day of execution.
#[must_use]
pub fn annee(paiement: Date) -> i16 {
    paiement.year()
}

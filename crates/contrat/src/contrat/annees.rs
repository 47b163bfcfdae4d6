use super::Contrat;
use jiff::{ToSpan, civil::Date};
use serde::Serialize;

/// A year of the contract: from an anniversary to the day before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Annee {
    /// Its number, from 1.
    pub numero: u32,
    /// First day.
    pub du: Date,
    /// Last day, included.
    pub au: Date,
}

/// The day `n` years after a signature, counted from the signature itself: 29 February becomes the 28th in a common year,
/// and is the 29th again four years later.
#[must_use]
pub fn anniversary(signature: Date, n: i32) -> Date {
    signature.saturating_add(n.years())
}

/// The years of a contract, the last one cut where it ended; none for a draft.
#[must_use]
pub fn annees(contrat: &Contrat) -> Vec<Annee> {
    let (Some(signature), Some(terme)) = (contrat.signature, contrat.terme()) else { return Vec::new() };
    let years = (0..contrat.duree_ans).map(|n| (n, anniversary(signature, n)));
    let inside = years.take_while(|(_, du)| *du < terme);
    let year = |(n, du): (i32, Date)| Annee {
        numero: u32::try_from(n + 1).unwrap_or(u32::MAX),
        du,
        au: anniversary(signature, n + 1).min(terme).saturating_sub(1.day()),
    };
    inside.map(year).collect()
}

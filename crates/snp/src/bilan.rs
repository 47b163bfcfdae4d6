//! What stays of a request once it is erased: enough to count, too little to recognise.

use crate::{Demande, Origine, Phase};
use jiff::civil::Date;

/// A count without link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilan {
    /// Month in which it came, by its first day, in France.
    pub mois: Date,
    /// Hour of the day at which it came, 0 to 23, in France.
    pub heure: u32,
    /// Code of its motif.
    pub motif: String,
    /// Through whom it came.
    pub origine: Origine,
    /// Where it stood.
    pub phase: Phase,
    /// Minutes from the call to a place, if one was found.
    pub minutes: Option<u32>,
    /// Whether a place was found before the deadline.
    pub dans_le_delai: bool,
}

impl Bilan {
    /// What is counted of a request, erased or not.
    #[must_use]
    pub fn of(one: &Demande) -> Self {
        let here = kernel::paris(one.recue_le);
        Self {
            mois: here.date().first_of_month(),
            heure: u32::try_from(here.hour()).unwrap_or(0),
            motif: one.situation.motif.clone(),
            origine: one.origine,
            phase: one.etat.phase(),
            minutes: one.minutes(),
            dans_le_delai: one.etat.trouvee_le().is_some_and(|le| le <= one.echeance),
        }
    }
}

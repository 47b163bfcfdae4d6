//! Agreements with employers.

use crate::Adherent;
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// Days before its end from which an agreement is said to end.
pub const BIENTOT: i32 = 60;

/// An agreement with an employer for its salaried people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Convention {
    /// Its id.
    pub id: Id<Self>,
    /// The organisation.
    pub employeur: Id<Adherent>,
    /// First day.
    pub du: Date,
    /// Last day; open when none.
    pub au: Option<Date>,
    /// Who is paid for the time of the salaried person.
    pub verse_a: VerseA,
    /// In words; possibly empty.
    pub note: String,
    /// The signed paper.
    pub piece: Option<Id<pieces::Piece>>,
}

kernel::codes! {
    /// Who is paid for the time of a salaried person.
    pub enum VerseA {
        /// The employer, who keeps the wage going.
        Employeur = "employeur", "À l’employeur";
        /// The person, on their own time.
        Salarie = "salarie", "À la personne salariée";
    }
}

impl Convention {
    /// Whether it is in force on that day, bounds included.
    #[must_use]
    pub fn is_en_vigueur(&self, jour: Date) -> bool {
        self.du <= jour && self.au.is_none_or(|au| jour <= au)
    }

    /// Whether it ends within [`BIENTOT`] days of that day.
    #[must_use]
    pub fn ends_soon(&self, jour: Date) -> bool {
        let left = self.au.and_then(|au| jour.until(au).ok()).map(|span| span.get_days());
        left.is_some_and(|days| (0..=BIENTOT).contains(&days))
    }
}

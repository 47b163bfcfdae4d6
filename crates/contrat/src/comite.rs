//! The joint committees of the accord, and their meetings.

use crate::Refus;
use crate::refus::{line, words};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;

kernel::codes! {
    /// A joint committee of the accord.
    pub enum Comite {
        /// Of the département.
        Cpl = "cpl", "Commission paritaire locale (CPL)";
        /// Of the region.
        Cpr = "cpr", "Commission paritaire régionale (CPR)";
        /// Of the country.
        Cpn = "cpn", "Commission paritaire nationale (CPN)";
    }
}

kernel::codes! {
    /// One of its two sides.
    pub enum Section {
        /// The health insurance.
        AssuranceMaladie = "assurance_maladie", "Section de l’assurance maladie";
        /// The professions.
        Professions = "professions", "Section des professions";
    }
}

/// Somebody who sits in a committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Siege {
    /// Its id.
    pub id: Id<Self>,
    /// Where, who, from when to when.
    pub place: Place,
}

/// Where somebody sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Committee.
    pub comite: Comite,
    /// Side.
    pub section: Section,
    /// Who.
    pub nom: String,
    /// As what: « présidente de section », « URPS infirmiers ».
    pub qualite: String,
    /// First day.
    pub depuis: Date,
    /// Last day, included.
    pub jusquau: Option<Date>,
}

impl Place {
    /// The place, tidied.
    ///
    /// # Errors
    /// [`Refus`] about the name, the words or the days.
    pub fn checked(self) -> Result<Self, Refus> {
        if self.jusquau.is_some_and(|fin| fin < self.depuis) {
            return Err(Refus::Ordre("Le dernier jour vient avant le premier."));
        }
        let nom = line("nom", "le nom de la personne", &self.nom, 120)?;
        Ok(Self { nom, qualite: words("qualite", &self.qualite, 200)?, ..self })
    }
}

/// A meeting of a committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reunion {
    /// Its id.
    pub id: Id<Self>,
    /// What is known of it.
    pub seance: Seance,
    /// How many times its day has changed.
    pub sequence: u32,
    /// When anything of it last changed.
    pub change_le: Timestamp,
}

/// What is known of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seance {
    /// Committee.
    pub comite: Comite,
    /// Day.
    pub le: Date,
    /// Where.
    pub lieu: String,
    /// When its members received the notice.
    pub convocation_le: Option<Date>,
    /// When they received the agenda.
    pub ordre_du_jour_le: Option<Date>,
    /// The agenda.
    pub ordre_du_jour: String,
    /// What was decided.
    pub decisions: String,
}

/// The last days to send what members must receive before a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limites {
    /// Of the notice.
    pub convocation: Date,
    /// Of the agenda.
    pub ordre_du_jour: Date,
}

/// Whether a delay before a meeting is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tenue {
    /// It was.
    Tenu,
    /// Sent, so many days after the last one.
    EnRetard(i32),
    /// Nothing sent yet; that is the last day.
    Attendu(Date),
    /// Nothing sent, and the last day has passed.
    Manque(Date),
}

impl Seance {
    /// The meeting, tidied.
    ///
    /// # Errors
    /// [`Refus`] about the days or the words.
    pub fn checked(self) -> Result<Self, Refus> {
        if self.convocation_le.is_some_and(|jour| jour > self.le) {
            return Err(Refus::Ordre("La convocation est datée d’après la réunion."));
        }
        if self.ordre_du_jour_le.is_some_and(|jour| jour > self.le) {
            return Err(Refus::Ordre("L’ordre du jour est daté d’après la réunion."));
        }
        Ok(Self {
            lieu: words("lieu", &self.lieu, 200)?,
            ordre_du_jour: words("ordre_du_jour", &self.ordre_du_jour, 8000)?,
            decisions: words("decisions", &self.decisions, 8000)?,
            ..self
        })
    }

    /// How the notice stands.
    #[must_use]
    pub fn convocation(&self, limites: Limites, today: Date) -> Tenue {
        kept(self.convocation_le, limites.convocation, today)
    }

    /// How the agenda stands.
    #[must_use]
    pub fn agenda(&self, limites: Limites, today: Date) -> Tenue {
        kept(self.ordre_du_jour_le, limites.ordre_du_jour, today)
    }
}

/// Whether what was sent `sent` was on the last day or before.
fn kept(sent: Option<Date>, last: Date, today: Date) -> Tenue {
    match sent {
        Some(sent) if sent <= last => Tenue::Tenu,
        Some(sent) => Tenue::EnRetard((sent - last).get_days()),
        None if today <= last => Tenue::Attendu(last),
        None => Tenue::Manque(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_delay_is_kept_until_its_last_day() {
        let last = date(2026, 3, 16);
        assert_eq!(kept(Some(last), last, last), Tenue::Tenu);
        assert_eq!(kept(Some(date(2026, 3, 18)), last, last), Tenue::EnRetard(2));
        assert_eq!(kept(None, last, last), Tenue::Attendu(last));
        assert_eq!(kept(None, last, date(2026, 3, 17)), Tenue::Manque(last));
    }
}

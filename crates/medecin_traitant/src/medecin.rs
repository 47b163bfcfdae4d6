//! A doctor who takes patients, and what they declare.

use adhesions::Adherent;
use identifiants::{CommuneCode, Courriel, Telephone};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A doctor of the territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medecin {
    /// Id.
    pub id: Id<Self>,
    /// The member that they are, if they are one.
    pub adherent: Option<Id<Adherent>>,
    /// Their account, if they have one.
    pub compte: Option<Uuid>,
    /// « Dr Claire Roche ».
    pub nom: String,
    /// Where they receive.
    pub commune: CommuneCode,
    /// Street of the practice, for the patient.
    pub adresse: String,
    /// Where the practice answers; text messages go there when it is a mobile.
    pub telephone: Option<Telephone>,
    /// Where cards are sent.
    pub courriel: Option<Courriel>,
    /// What they declare.
    pub offre: Offre,
    /// They stop that day.
    pub depart_le: Option<Date>,
    /// Last declaration; none when the office typed it for them and they never confirmed.
    pub declare_le: Option<Timestamp>,
    /// When cards last left for them.
    pub envoye_le: Option<Timestamp>,
    /// They no longer take part.
    pub retire_le: Option<Timestamp>,
}

kernel::codes! {
    /// From when a doctor takes patients.
    pub enum Quand {
        /// Now, or from a day that is written.
        Maintenant = "maintenant", "Maintenant";
        /// Within six months.
        SixMois = "six_mois", "Dans les six mois";
        /// Not for now.
        Non = "non", "Pas pour le moment";
    }
}

/// How many patients, which, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offre {
    /// Patients that they agreed to take in all, since they take part.
    pub places: u32,
    /// Those who have a place.
    pub prises: u32,
    /// From when.
    pub quand: Quand,
    /// Not before that day.
    pub a_partir: Date,
    /// Ages taken, both included.
    pub ages: (u16, u16),
    /// Communes taken; empty for all.
    pub communes: BTreeSet<CommuneCode>,
    /// Whether they go to those who cannot come.
    pub visites: bool,
    /// Languages spoken beside French, as typed.
    pub langues: Vec<String>,
    /// Cards at a time.
    pub rythme: u32,
    /// Days on which cards leave, Monday first.
    pub jours: [bool; 7],
    /// The hour from which they leave, 0 to 23, in Paris.
    pub heure: u8,
    /// No card between these days, both included; no end: until further notice.
    pub pause: Option<(Date, Option<Date>)>,
}

impl Offre {
    /// Nothing declared yet.
    #[must_use]
    pub fn vide(jour: Date) -> Self {
        Self {
            places: 0,
            prises: 0,
            quand: Quand::Non,
            a_partir: jour,
            ages: (0, 130),
            communes: BTreeSet::new(),
            visites: false,
            langues: Vec::new(),
            rythme: 3,
            jours: [true, true, true, true, true, false, false],
            heure: 12,
            pause: None,
        }
    }

    /// Patients that they still take.
    #[must_use]
    pub const fn restantes(&self) -> u32 {
        self.places.saturating_sub(self.prises)
    }

    /// Whether cards may leave on that day.
    #[must_use]
    pub fn est_ouverte(&self, jour: Date) -> bool {
        let paused = self.pause.is_some_and(|(du, au)| du <= jour && au.is_none_or(|au| jour <= au));
        self.quand == Quand::Maintenant && self.a_partir <= jour && !paused && self.restantes() > 0
    }
}

/// Patients of a doctor who stops, entered together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campagne {
    /// Id.
    pub id: Id<Self>,
    /// The doctor, if they took part.
    pub medecin: Option<Id<Medecin>>,
    /// Name of the doctor.
    pub nom: String,
    /// The day they stop.
    pub depart_le: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn cards_leave_when_places_are_left_and_nothing_stands_against_it() {
        let day = date(2026, 3, 2);
        let open = Offre { places: 5, prises: 3, quand: Quand::Maintenant, ..Offre::vide(day) };
        assert!(open.est_ouverte(day) && open.restantes() == 2);
        assert!(!open.est_ouverte(date(2026, 3, 1)), "not before the day that is written");
        for closed in [
            Offre { prises: 5, ..open.clone() },
            Offre { quand: Quand::SixMois, ..open.clone() },
            Offre { pause: Some((date(2026, 2, 1), None)), ..open.clone() },
            Offre { pause: Some((day, Some(day))), ..open.clone() },
        ] {
            assert!(!closed.est_ouverte(day), "{closed:?}");
        }
        let over = Offre { pause: Some((date(2026, 2, 1), Some(date(2026, 3, 1)))), ..open };
        assert!(over.est_ouverte(day));
    }
}

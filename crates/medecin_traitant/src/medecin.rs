//! A doctor who takes patients, and what they declare.

use crate::Situation;
use adhesions::Adherent;
use identifiants::{CommuneCode, Courriel, Telephone};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use kernel::saisie::{Refuses, UpTo};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Nobody is older, for an offer.
const AGE_AU_PLUS: u16 = 130;
/// Communes of an offer.
const COMMUNES_AU_PLUS: usize = 200;
/// Languages of an offer.
const LANGUES_AU_PLUS: usize = 10;
/// A language, as typed.
const LANGUE: UpTo = UpTo(40);
/// Cards at a time.
const RYTHME_AU_PLUS: u32 = 20;

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
    /// Last declaration, by them or by the office for them; none when they never said anything.
    pub declare_le: Option<Timestamp>,
    /// When cards last left for them.
    pub envoye_le: Option<Timestamp>,
    /// They no longer take part.
    pub retire_le: Option<Timestamp>,
}

impl Medecin {
    /// Whether they have stopped, on that day.
    #[must_use]
    pub fn est_parti(&self, jour: Date) -> bool {
        self.depart_le.is_some_and(|day| day <= jour)
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// Most patients that a doctor declares at once.
pub const RESTANTES_AU_PLUS: u32 = 500;

impl Offre {
    /// The same, its languages trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self, restantes: u32, jour: Date) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        let late = jour.saturating_add(jiff::Span::new().years(2));
        if restantes > RESTANTES_AU_PLUS {
            faults.add(
                "restantes",
                format!("Au plus {RESTANTES_AU_PLUS}\u{a0}patients à la fois\u{a0}: vérifiez le nombre."),
            );
        }
        if self.a_partir > late {
            faults.add("a_partir", "Donnez un jour dans les deux ans.");
        }
        let (least, most) = self.ages;
        if most > AGE_AU_PLUS {
            faults.add("age_max", format!("Un âge va de 0 à {AGE_AU_PLUS}\u{a0}ans."));
        } else if least > most {
            faults.add(
                "age_max",
                format!("Le plus grand âge est au moins {least}\u{a0}ans, comme le plus petit."),
            );
        }
        if self.communes.len() > COMMUNES_AU_PLUS {
            faults.add(
                "communes",
                format!("Au plus {COMMUNES_AU_PLUS}\u{a0}communes\u{a0}: laissez vide pour toutes."),
            );
        }
        let spoken: Vec<String> =
            self.langues.iter().map(|one| faults.keep(LANGUE.maybe_line("langues", one))).collect();
        self.langues = spoken.into_iter().filter(|one| !one.is_empty()).collect();
        if self.langues.len() > LANGUES_AU_PLUS {
            faults.add("langues", format!("Au plus {LANGUES_AU_PLUS}\u{a0}langues."));
        }
        if !(1..=RYTHME_AU_PLUS).contains(&self.rythme) {
            faults.add("rythme", format!("De 1 à {RYTHME_AU_PLUS}\u{a0}cartes à la fois."));
        }
        if !self.jours.contains(&true) {
            faults.add("jours", "Choisissez un jour au moins\u{a0}: sinon aucune carte ne part.");
        }
        if self.heure > 23 {
            faults.add("heure", "Une heure va de 0 à 23.");
        }
        if let Some((du, au)) = self.pause {
            if du > late || au.is_some_and(|au| au > late) {
                faults.add("pause_du", "Une pause est dans les deux ans.");
            }
            if au.is_some_and(|au| au < du) {
                faults.add("pause_au", "La pause finit avant de commencer.");
            }
        }
        faults.finish(self)
    }

    /// Whether they take somebody in that situation, distance and places apart.
    #[must_use]
    pub fn prend(&self, situation: &Situation, jour: Date) -> bool {
        let spoken = || self.langues.iter().any(|one| kernel::fold(one) == kernel::fold(&situation.langue));
        (self.ages.0..=self.ages.1).contains(&situation.age(jour))
            && (self.communes.is_empty() || self.communes.contains(&situation.commune))
            && (situation.se_deplace || self.visites)
            && (situation.langue.is_empty() || spoken())
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

    #[test]
    fn every_fault_of_an_offer_is_said_at_once_and_the_bounds_are_taken() {
        let day = date(2026, 3, 2);
        let wrong = Offre {
            a_partir: date(2206, 1, 1),
            ages: (80, 16),
            langues: vec!["x".repeat(41)],
            rythme: 0,
            jours: [false; 7],
            heure: 24,
            pause: Some((date(2026, 4, 2), Some(date(2026, 4, 1)))),
            ..Offre::vide(day)
        };
        let faults = wrong.check(501, day).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|one| one.champ).collect();
        assert_eq!(
            fields,
            ["restantes", "a_partir", "age_max", "langues", "rythme", "jours", "heure", "pause_au"]
        );
        let right = Offre {
            ages: (0, 130),
            langues: vec![" arabe ".to_owned(), String::new()],
            rythme: 20,
            heure: 23,
            pause: Some((day, Some(day))),
            ..Offre::vide(day)
        };
        assert_eq!(right.check(500, day).unwrap().langues, ["arabe"]);
    }
}

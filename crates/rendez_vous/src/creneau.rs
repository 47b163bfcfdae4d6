//! A stretch of time in which somebody sees patients.

use crate::{Effecteur, Lieu, Serie};
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use kernel::saisie::{Refuses, UpTo};
use std::collections::BTreeSet;

/// Longest slot: a duty of a day and its night.
pub const HEURES_AU_PLUS: i64 = 24;
/// Patients in one slot, at most.
pub const PLACES_AU_PLUS: u32 = 60;
/// How far ahead a slot is offered: beyond, the year is mistyped.
const JOURS_AU_PLUS: i64 = 400;
const NOTE: UpTo = UpTo(160);

kernel::codes! {
    /// Who may see and take a slot: the national list of kinds of slots (nomenclature des objets de santé, TRE_R314).
    pub enum Visibilite {
        /// Everybody.
        Public = "PUBLIC", "Grand public";
        /// Professionals.
        Pro = "PRO", "Professionnels";
        /// Those who regulate unscheduled care (SAS).
        Snp = "SNP", "Régulation (SAS)";
        /// The CPTS.
        Cpts = "CPTS", "CPTS";
    }
}

kernel::codes! {
    /// How the patient is seen.
    pub enum Modalite {
        /// They come.
        Cabinet = "cabinet", "Au cabinet";
        /// The professional goes.
        Domicile = "domicile", "À domicile";
        /// By video.
        Tele = "tele", "En téléconsultation";
    }
}

kernel::codes! {
    /// A kind of care; a slot that names none takes all.
    pub enum Soin {
        /// A consultation.
        Consultation = "consultation", "Consultation";
        /// A wound, a stitch.
        PetitePlaie = "petite_plaie", "Petite plaie, suture";
        /// A dressing.
        Pansement = "pansement", "Pansement";
        /// An injection, a blood test.
        Injection = "injection", "Injection, prise de sang";
        /// A vaccination.
        Vaccination = "vaccination", "Vaccination";
        /// An electrocardiogram.
        Ecg = "ecg", "Électrocardiogramme";
        /// Children.
        Pediatrie = "pediatrie", "Enfant de moins de 6 ans";
        /// Gynaecology, pregnancy.
        Gynecologie = "gynecologie", "Gynécologie, grossesse";
        /// Teeth.
        Dentaire = "dentaire", "Douleur dentaire";
        /// Eyes.
        Ophtalmologie = "ophtalmologie", "Œil";
        /// Mental health.
        SanteMentale = "sante_mentale", "Santé mentale";
        /// Backs, sprains.
        Locomoteur = "locomoteur", "Entorse, mal de dos";
        /// An X-ray.
        Radiographie = "radiographie", "Radiographie";
        /// An ultrasound.
        Echographie = "echographie", "Échographie";
    }
}

kernel::codes! {
    /// Where a slot comes from.
    pub enum Source {
        /// Somebody typed it.
        Saisie = "saisie", "Saisi";
        /// It repeats.
        Serie = "serie", "Série";
        /// The professional’s own agenda.
        Agenda = "agenda", "Agenda du professionnel";
        /// The rota.
        Planning = "planning", "Planning";
    }
}

/// What a slot offers, whenever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contenu {
    /// Where.
    pub lieu: Id<Lieu>,
    /// How many patients.
    pub places: u32,
    /// Who may see it.
    pub visibilite: BTreeSet<Visibilite>,
    /// How the patient is seen.
    pub modalite: Modalite,
    /// Kinds of care; empty for all.
    pub soins: BTreeSet<Soin>,
    /// A few words for whoever books; may be empty.
    pub note: String,
}

impl Contenu {
    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        if !(1..=PLACES_AU_PLUS).contains(&self.places) {
            faults.add("places", format!("De 1 à {PLACES_AU_PLUS}\u{a0}places par créneau."));
        }
        if self.visibilite.is_empty() {
            faults.add("visibilite", "Choisissez au moins qui peut voir ce créneau.");
        }
        self.note = faults.keep(NOTE.maybe_line("note", &self.note));
        faults.finish(self)
    }
}

/// From when to when. The end is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Horaire {
    /// Beginning.
    pub debut: Timestamp,
    /// End.
    pub fin: Timestamp,
}

/// Why a slot cannot be then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Faute {
    /// Nothing lasts no time.
    #[error("Le créneau finit avant d’avoir commencé\u{a0}: donnez une fin après le début.")]
    Vide,
    /// Longer than a day.
    #[error("Un créneau dure {HEURES_AU_PLUS}\u{a0}heures au plus\u{a0}: vérifiez le début et la fin.")]
    TropLong,
    /// Over.
    #[error("Ce moment est déjà passé\u{a0}: donnez une heure à venir.")]
    Passe,
    /// In years.
    #[error("C’est dans plus d’un an\u{a0}: vérifiez l’année.")]
    TropLoin,
}

impl Faute {
    /// The field to correct.
    #[must_use]
    pub const fn champ(self) -> &'static str {
        match self {
            Self::Vide | Self::TropLong => "fin",
            Self::Passe | Self::TropLoin => "debut",
        }
    }
}

impl Horaire {
    /// Whether a slot can be offered then.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(self, now: Timestamp) -> Result<Self, Faute> {
        let long = self.fin.duration_since(self.debut);
        match () {
            () if long <= SignedDuration::ZERO => Err(Faute::Vide),
            () if long > SignedDuration::from_hours(HEURES_AU_PLUS) => Err(Faute::TropLong),
            () if self.debut < now => Err(Faute::Passe),
            () if self.debut.duration_since(now) > SignedDuration::from_hours(24 * JOURS_AU_PLUS) => {
                Err(Faute::TropLoin)
            }
            () => Ok(self),
        }
    }

    /// Whether both have a moment in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.debut < other.fin && other.debut < self.fin
    }
}

/// A slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creneau {
    /// Id.
    pub id: Id<Self>,
    /// Who sees the patients.
    pub effecteur: Id<Effecteur>,
    /// What repeats, when it does.
    pub serie: Option<Id<Serie>>,
    /// When.
    pub horaire: Horaire,
    /// What.
    pub contenu: Contenu,
    /// Places that nobody has.
    pub libres: u32,
    /// Where it comes from.
    pub source: Source,
    /// Its name in the agenda that it comes from.
    pub externe: Option<String>,
    /// Taken back, and why.
    pub retire_le: Option<Timestamp>,
    /// Why it was taken back; empty when it was not.
    pub motif: String,
}

/// Why no place is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Somebody was faster.
    #[error("Ce créneau vient d’être pris\u{a0}: il n’y reste plus de place.")]
    Complet,
    /// Withdrawn.
    #[error("Le professionnel a retiré ce créneau.")]
    Retire,
    /// Begun.
    #[error("Ce créneau a déjà commencé.")]
    Commence,
}

impl Creneau {
    /// Whether a place may be asked for at `now`; only the database gives one.
    ///
    /// # Errors
    /// Why not.
    pub fn check_open(&self, now: Timestamp) -> Result<(), Refus> {
        match () {
            () if self.retire_le.is_some() => Err(Refus::Retire),
            () if self.horaire.debut <= now => Err(Refus::Commence),
            () if self.libres == 0 => Err(Refus::Complet),
            () => Ok(()),
        }
    }

    /// Places that somebody has; what is left of one that was taken back has none.
    #[must_use]
    pub fn pris(&self) -> u32 {
        if self.retire_le.is_some() { 0 } else { self.contenu.places.saturating_sub(self.libres) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn between(debut: &str, fin: &str) -> Horaire {
        Horaire { debut: at(debut), fin: at(fin) }
    }

    #[test]
    fn a_slot_lasts_some_time_and_is_to_come() {
        let now = at("2026-03-02T08:00:00Z");
        let right = between("2026-03-02T08:00:00Z", "2026-03-02T08:10:00Z");
        assert_eq!(right.check(now), Ok(right), "now is not the past");
        let day = between("2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z");
        assert_eq!(day.check(now), Ok(day));
        for (wrong, why) in [
            (between("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"), Faute::Vide),
            (between("2026-03-02T09:00:00Z", "2026-03-02T08:59:00Z"), Faute::Vide),
            (between("2026-03-02T08:00:00Z", "2026-03-03T08:00:01Z"), Faute::TropLong),
            (between("2026-03-02T07:59:59Z", "2026-03-02T09:00:00Z"), Faute::Passe),
            (between("2027-04-07T08:00:00Z", "2027-04-07T09:00:00Z"), Faute::TropLoin),
        ] {
            assert_eq!(wrong.check(now), Err(why), "{wrong:?}");
        }
    }

    #[test]
    fn slots_that_touch_do_not_meet() {
        let one = between("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z");
        assert!(!one.meets(between("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z")));
        assert!(one.meets(between("2026-03-02T08:59:00Z", "2026-03-02T10:00:00Z")));
        assert!(one.meets(between("2026-03-02T07:00:00Z", "2026-03-02T11:00:00Z")));
    }

    #[test]
    fn what_a_slot_offers_is_checked_whole() {
        let wrong = Contenu {
            lieu: Id::new(uuid::Uuid::from_u128(1)),
            places: 61,
            visibilite: BTreeSet::new(),
            modalite: Modalite::Cabinet,
            soins: BTreeSet::new(),
            note: "x".repeat(161),
        };
        let fields: Vec<_> = wrong.clone().check().unwrap_err().0.iter().map(|one| one.champ).collect();
        assert_eq!(fields, ["places", "visibilite", "note"]);
        let right = Contenu {
            places: 60,
            visibilite: [Visibilite::Cpts].into(),
            note: "  sonner \n deux fois ".to_owned(),
            ..wrong
        };
        assert_eq!(right.check().unwrap().note, "sonner deux fois");
    }
}

//! Dates that follow from a contract: what is due when, what is done of it.

use aci::NatureEcheance;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// A date that follows from the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echeance {
    /// The same for ever: « acces.demarrage ».
    pub cle: String,
    /// The day.
    pub jour: Date,
    /// In a few words.
    pub libelle: String,
    /// What kind of date.
    pub nature: NatureEcheance,
    /// What to know about it.
    pub texte: String,
    /// Texts of law behind it.
    pub sources: Vec<String>,
    /// True when the texts do not settle it.
    pub incertain: bool,
    /// The first day when it can be done; none while it cannot, a mission that has not started.
    pub ouverte_le: Option<Date>,
    /// When it was done: said by somebody, or plain from the contract (a mission that started).
    pub faite: Option<Faite>,
    /// True when the contract itself says that it is done, and nobody has to.
    pub plain: bool,
    /// How many times its day has changed.
    pub sequence: u32,
    /// When it last changed; none when calendars were not told yet.
    pub change_le: Option<Timestamp>,
}

/// That an obligation is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faite {
    /// When.
    pub le: Date,
    /// What was noted about it.
    pub note: String,
    /// True when the closing of a dialogue de gestion says it: nobody undoes it by hand.
    pub dialogue: bool,
}

/// A date as calendars were last told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gardee {
    /// Its key.
    pub cle: String,
    /// The day.
    pub jour: Date,
    /// In a few words.
    pub libelle: String,
    /// How many times the day has changed.
    pub sequence: u32,
    /// When anything of it last changed.
    pub change_le: Timestamp,
    /// Since when it no longer follows from the contract.
    pub retire_le: Option<Timestamp>,
    /// What is done.
    pub faite: Option<Faite>,
}

/// How much a date presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgence {
    /// Its day has passed and nobody said that it is done.
    EnRetard,
    /// Within sixty days.
    Bientot,
    /// Later.
    PlusTard,
    /// Done, or only a landmark that has passed.
    Passee,
}

/// Days before a date when it starts to press.
pub const BIENTOT: i32 = 60;

impl Echeance {
    /// How much it presses on `today`.
    #[must_use]
    pub fn urgence(&self, today: Date) -> Urgence {
        if self.faite.is_some() || (self.jour < today && !is_due(self.nature)) {
            return Urgence::Passee;
        }
        match (self.jour - today).get_days() {
            days if days < 0 => Urgence::EnRetard,
            days if days <= BIENTOT => Urgence::Bientot,
            _ => Urgence::PlusTard,
        }
    }

    /// Whether somebody may say that it is done: landmarks are never done, and what a fact proves is done when the fact is noted.
    #[must_use]
    pub const fn can_be_marked(&self) -> bool {
        self.is_due() && !self.by_fact()
    }

    /// Whether a fact noted in the contract says that it is done, and nothing else: the money follows the fact.
    #[must_use]
    pub const fn by_fact(&self) -> bool {
        matches!(
            self.nature,
            NatureEcheance::Demarrage | NatureEcheance::PlanDeCrise | NatureEcheance::MiseAJourDuPlan
        )
    }

    /// Whether a mission started, or was deployed, after its last day.
    #[must_use]
    pub fn hors_delai(&self) -> bool {
        let limit = matches!(self.nature, NatureEcheance::Demarrage | NatureEcheance::Deploiement);
        limit && self.faite.as_ref().is_some_and(|faite| faite.le > self.jour)
    }

    /// Whether the closing of a dialogue de gestion says that it is done.
    #[must_use]
    pub fn by_dialogue(&self) -> bool {
        self.faite.as_ref().is_some_and(|faite| faite.dialogue)
    }

    /// Whether it can be done that day already.
    #[must_use]
    pub fn is_open(&self, jour: Date) -> bool {
        self.ouverte_le.is_some_and(|ouverte| ouverte <= jour)
    }

    /// Whether somebody has something to do for it; the others are landmarks of the calendar.
    #[must_use]
    pub const fn is_due(&self) -> bool {
        is_due(self.nature)
    }
}

const fn is_due(nature: NatureEcheance) -> bool {
    match nature {
        NatureEcheance::Demarrage
        | NatureEcheance::Deploiement
        | NatureEcheance::PlanDeCrise
        | NatureEcheance::MiseAJourDuPlan
        | NatureEcheance::DialogueDeGestion
        | NatureEcheance::AnneeCivile
        | NatureEcheance::Renouvellement => true,
        NatureEcheance::Signature
        | NatureEcheance::Anniversaire
        | NatureEcheance::Revue
        | NatureEcheance::Fin => false,
    }
}

/// What calendars are told from now on, where it differs from what they were told: a date that moved keeps its key and its
/// sequence grows; one that no longer follows is taken back; one that follows again comes back.
#[must_use]
pub fn changes(told: &[Gardee], now: &[Echeance], at: Timestamp) -> Vec<Gardee> {
    let mut all = Vec::new();
    for one in now {
        let new = match told.iter().find(|old| old.cle == one.cle) {
            None => Gardee {
                cle: one.cle.clone(),
                jour: one.jour,
                libelle: one.libelle.clone(),
                sequence: 0,
                change_le: at,
                retire_le: None,
                faite: None,
            },
            Some(old) if old.retire_le.is_none() && old.jour == one.jour && old.libelle == one.libelle => {
                continue;
            }
            Some(old) => {
                let moved = old.jour != one.jour || old.retire_le.is_some();
                Gardee {
                    jour: one.jour,
                    libelle: one.libelle.clone(),
                    sequence: old.sequence + u32::from(moved),
                    change_le: at,
                    retire_le: None,
                    ..old.clone()
                }
            }
        };
        all.push(new);
    }
    let gone = |old: &&Gardee| old.retire_le.is_none() && !now.iter().any(|one| one.cle == old.cle);
    all.extend(told.iter().filter(gone).map(|old| Gardee {
        sequence: old.sequence + 1,
        change_le: at,
        retire_le: Some(at),
        ..old.clone()
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn due(cle: &str, jour: Date) -> Echeance {
        Echeance {
            cle: cle.to_owned(),
            jour,
            libelle: cle.to_owned(),
            nature: NatureEcheance::Demarrage,
            texte: String::new(),
            sources: Vec::new(),
            incertain: false,
            ouverte_le: Some(jour),
            faite: None,
            plain: false,
            sequence: 0,
            change_le: None,
        }
    }

    #[test]
    fn what_a_fact_proves_and_landmarks_are_not_ticked() {
        let of = |nature| Echeance { nature, ..due("a", date(2026, 3, 1)) }.can_be_marked();
        for nature in
            [NatureEcheance::Demarrage, NatureEcheance::PlanDeCrise, NatureEcheance::MiseAJourDuPlan]
        {
            assert!(!of(nature), "{nature:?}");
        }
        assert!(!of(NatureEcheance::Fin) && !of(NatureEcheance::Signature));
        assert!(of(NatureEcheance::Deploiement) && of(NatureEcheance::DialogueDeGestion));
    }

    #[test]
    fn a_mission_that_started_after_its_last_day_says_so() {
        let faite = |le| Some(Faite { le, note: String::new(), dialogue: false });
        let started = |le| Echeance { faite: faite(le), ..due("a", date(2026, 3, 1)) }.hors_delai();
        assert!(started(date(2026, 3, 2)) && !started(date(2026, 3, 1)));
        let nature = NatureEcheance::DialogueDeGestion;
        let held = Echeance { nature, faite: faite(date(2026, 4, 1)), ..due("a", date(2026, 3, 1)) };
        assert!(!held.hors_delai() && !due("a", date(2026, 3, 1)).hors_delai());
    }

    #[test]
    fn a_moved_date_keeps_its_key_and_its_sequence_grows() {
        let at = |n: i64| Timestamp::from_second(n).unwrap();
        let first = changes(&[], &[due("a", date(2026, 3, 1)), due("b", date(2026, 4, 1))], at(1));
        assert_eq!(first.iter().map(|one| one.sequence).collect::<Vec<_>>(), [0, 0]);
        assert!(changes(&first, &[due("a", date(2026, 3, 1)), due("b", date(2026, 4, 1))], at(2)).is_empty());
        let next = changes(&first, &[due("a", date(2026, 5, 1))], at(3));
        let short: Vec<_> =
            next.iter().map(|o| (o.cle.as_str(), o.sequence, o.retire_le.is_some())).collect();
        assert_eq!(short, [("a", 1, false), ("b", 1, true)]);
        let back = changes(&next, &[due("a", date(2026, 5, 1)), due("b", date(2026, 4, 1))], at(4));
        assert_eq!(back.iter().map(|o| (o.cle.as_str(), o.sequence)).collect::<Vec<_>>(), [("b", 2)]);
    }

    #[test]
    fn what_is_late_soon_or_done_says_so() {
        let today = date(2026, 3, 2);
        assert_eq!(due("a", date(2026, 3, 1)).urgence(today), Urgence::EnRetard);
        assert_eq!(due("a", today).urgence(today), Urgence::Bientot);
        assert_eq!(due("a", date(2026, 5, 1)).urgence(today), Urgence::Bientot);
        assert_eq!(due("a", date(2026, 5, 2)).urgence(today), Urgence::PlusTard);
        let landmark = Echeance { nature: NatureEcheance::Anniversaire, ..due("a", date(2026, 3, 1)) };
        assert_eq!(landmark.urgence(today), Urgence::Passee);
        let done = Echeance {
            faite: Some(Faite { le: today, note: String::new(), dialogue: false }),
            ..due("a", date(2026, 3, 1))
        };
        assert_eq!(done.urgence(today), Urgence::Passee);
    }
}

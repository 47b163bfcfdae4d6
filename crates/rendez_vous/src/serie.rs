//! Slots that repeat: every Tuesday and Friday from 18:00, but not that week.

use crate::creneau::Horaire;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Span};
use kernel::saisie::Refuses;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Slots of one series, at most: three a day, all year.
pub const CRENEAUX_AU_PLUS: usize = 1_100;
/// Weeks between two times, at most.
const SEMAINES_AU_PLUS: u16 = 8;

/// Names the kind of the id of a series.
#[derive(Debug)]
pub enum Serie {}

/// What repeats. Hours are those of a clock in France, whatever the season.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regle {
    /// Days of the week, Monday first.
    pub jours: [bool; 7],
    /// Every week (1), every other week (2)…
    pub toutes_les: u16,
    /// When the first patient comes.
    pub debut: Time,
    /// When it is over; before `debut` when that is the next day.
    pub fin: Time,
    /// Cut into slots of so many minutes; none: one slot.
    pub minutes: Option<u16>,
    /// First day that may have one.
    pub du: Date,
    /// Last day that may have one.
    pub au: Date,
    /// Days left out.
    pub sauf: BTreeSet<Date>,
}

/// What a series gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deroulee {
    /// Slots, in order.
    pub horaires: Vec<Horaire>,
    /// Days left out because the clock jumps over that hour that night.
    pub sautes: Vec<Date>,
}

impl Regle {
    /// Its slots, in that zone.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn unroll(&self, zone: &TimeZone) -> Result<Deroulee, Refuses> {
        let mut faults = Refuses::default();
        if !self.jours.contains(&true) {
            faults.add("jours", "Choisissez un jour au moins.");
        }
        if !(1..=SEMAINES_AU_PLUS).contains(&self.toutes_les) {
            faults.add("toutes_les", format!("De 1 à {SEMAINES_AU_PLUS}\u{a0}semaines."));
        }
        if self.au < self.du {
            faults.add("au", "La série finit avant de commencer.");
        } else if self.au > self.du.saturating_add(Span::new().years(1)) {
            faults.add("au", "Une série dure un an au plus\u{a0}: elle se prolonge ensuite.");
        }
        if self.minutes.is_some_and(|each| !(5..=480).contains(&each)) {
            faults.add("minutes", "Un créneau dure de 5 à 480\u{a0}minutes.");
        }
        if self.debut == self.fin {
            faults.add("fin", "La fin est la même que le début.");
        }
        faults.finish(())?;
        let mut found = Deroulee::default();
        for day in self.days() {
            self.unroll_day(day, zone, &mut found);
            if found.horaires.len() > CRENEAUX_AU_PLUS {
                let why = format!(
                    "Plus de {CRENEAUX_AU_PLUS}\u{a0}créneaux\u{a0}: raccourcissez la série, ou ne la découpez pas."
                );
                return Err(kernel::saisie::Refus::new("minutes", why).into());
            }
        }
        if found.horaires.is_empty() {
            let why = "Aucun jour choisi ne tombe entre ces dates\u{a0}: vérifiez les jours, les dates et les exceptions.";
            return Err(kernel::saisie::Refus::new("du", why).into());
        }
        Ok(found)
    }

    fn days(&self) -> impl Iterator<Item = Date> {
        let monday = |day: Date| day.saturating_sub(Span::new().days(day.weekday().to_monday_zero_offset()));
        let first = monday(self.du);
        let wanted = move |day: Date| {
            let weeks = first.until(monday(day)).map_or(0, |span| i64::from(span.get_days()) / 7);
            let rank = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
            self.jours.get(rank).copied().unwrap_or(false)
                && weeks % i64::from(self.toutes_les) == 0
                && !self.sauf.contains(&day)
        };
        self.du.series(Span::new().days(1)).take_while(|day| *day <= self.au).filter(move |day| wanted(*day))
    }

    fn unroll_day(&self, day: Date, zone: &TimeZone, found: &mut Deroulee) {
        let over = if self.fin > self.debut { day } else { day.saturating_add(Span::new().days(1)) };
        let (start, end) = (instant(day, self.debut, zone), instant(over, self.fin, zone));
        let (Some(debut), Some(fin)) = (start, end) else { return found.sautes.push(day) };
        let Some(each) = self.minutes else { return found.horaires.push(Horaire { debut, fin }) };
        let step = SignedDuration::from_mins(i64::from(each));
        let mut from = debut;
        while let Ok(to) = from.checked_add(step)
            && to <= fin
        {
            found.horaires.push(Horaire { debut: from, fin: to });
            from = to;
        }
    }
}

/// The instant at which clocks of that zone show that; none when they jump over it. Shown twice: the first time.
#[must_use]
pub fn instant(day: Date, time: Time, zone: &TimeZone) -> Option<jiff::Timestamp> {
    let shown = zone.to_ambiguous_timestamp(day.to_datetime(time));
    match shown.offset() {
        AmbiguousOffset::Gap { .. } => None,
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => shown.compatible().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn regle() -> Regle {
        Regle {
            jours: [false, true, false, false, true, false, false],
            toutes_les: 1,
            debut: time(18, 0, 0, 0),
            fin: time(19, 0, 0, 0),
            minutes: None,
            du: date(2026, 3, 2),
            au: date(2026, 4, 5),
            sauf: BTreeSet::new(),
        }
    }

    fn starts(regle: &Regle) -> Vec<String> {
        regle.unroll(&paris()).unwrap().horaires.iter().map(|one| one.debut.to_string()).collect()
    }

    #[test]
    fn the_hour_on_the_clock_stays_when_the_season_changes() {
        let all = starts(&regle());
        assert_eq!(all.len(), 10);
        assert_eq!((all[0].as_str(), all[9].as_str()), ("2026-03-03T17:00:00Z", "2026-04-03T16:00:00Z"));
    }

    #[test]
    fn exceptions_and_other_weeks_are_left_out() {
        let one = Regle { sauf: [date(2026, 3, 6)].into(), ..regle() };
        assert!(!starts(&one).contains(&"2026-03-06T17:00:00Z".to_owned()) && starts(&one).len() == 9);
        let other = Regle { toutes_les: 2, ..regle() };
        assert_eq!(starts(&other).len(), 6, "weeks of 2, 16 and 30 March");
    }

    #[test]
    fn an_evening_is_cut_into_whole_slots_only() {
        let cut = Regle { fin: time(19, 10, 0, 0), minutes: Some(20), au: date(2026, 3, 3), ..regle() };
        let found = cut.unroll(&paris()).unwrap().horaires;
        assert_eq!(found.len(), 3, "the last ten minutes are no slot");
        assert!(found.windows(2).all(|two| two[0].fin == two[1].debut));
    }

    #[test]
    fn a_night_ends_the_next_day_and_lasts_what_it_lasts_when_the_clock_changes() {
        let night = Regle {
            jours: [false, false, false, false, false, true, false],
            debut: time(20, 0, 0, 0),
            fin: time(8, 0, 0, 0),
            du: date(2026, 3, 28),
            au: date(2026, 3, 28),
            ..regle()
        };
        let found = night.unroll(&paris()).unwrap().horaires;
        assert_eq!(found[0].fin.duration_since(found[0].debut), SignedDuration::from_hours(11));
    }

    #[test]
    fn an_hour_that_no_clock_shows_is_left_out_and_said() {
        let lost = Regle {
            jours: [true; 7],
            debut: time(2, 30, 0, 0),
            fin: time(4, 0, 0, 0),
            du: date(2026, 3, 28),
            au: date(2026, 3, 30),
            ..regle()
        };
        let found = lost.unroll(&paris()).unwrap();
        assert_eq!((found.horaires.len(), found.sautes), (2, vec![date(2026, 3, 29)]));
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let wrong = Regle {
            jours: [false; 7],
            toutes_les: 9,
            fin: time(18, 0, 0, 0),
            minutes: Some(4),
            au: date(2026, 3, 1),
            ..regle()
        };
        let faults = wrong.unroll(&paris()).unwrap_err();
        let fields: Vec<_> = faults.0.iter().map(|one| one.champ).collect();
        assert_eq!(fields, ["jours", "toutes_les", "au", "minutes", "fin"]);
        let none = Regle { au: date(2026, 3, 2), ..regle() };
        assert_eq!(none.unroll(&paris()).unwrap_err().0[0].champ, "du", "a Monday only");
        let many = Regle {
            jours: [true; 7],
            debut: time(0, 0, 0, 0),
            fin: time(23, 0, 0, 0),
            minutes: Some(5),
            ..regle()
        };
        assert_eq!(many.unroll(&paris()).unwrap_err().0[0].champ, "minutes");
    }
}

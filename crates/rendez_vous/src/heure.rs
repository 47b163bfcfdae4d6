//! Hours as people say them in France, and the instants that they mean.

use crate::creneau::Horaire;
use crate::serie::instant;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use kernel::saisie::{Refus, Refuses};
use std::str::FromStr;

/// An hour of the day, as a browser sends it or as people type it: « 18:30 », « 18h30 », « 18 h », « 8 ».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heure(pub Time);

/// The text is no hour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas une heure\u{a0}: écrire par exemple 18:30.")]
pub struct HeureError(String);

impl FromStr for Heure {
    type Err = HeureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).map(Self).ok_or_else(|| HeureError(text.chars().take(40).collect()))
    }
}

fn read(text: &str) -> Option<Time> {
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().to_lowercase();
    let (hour, minute) = plain.split_once([':', 'h', '.']).unwrap_or((&plain, ""));
    let number = |digits: &str| match digits {
        "" => Some(0),
        _ if digits.len() <= 2 && digits.bytes().all(|sign| sign.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    };
    if hour.is_empty() {
        return None;
    }
    Time::new(number(hour)?, number(minute)?, 0, 0).ok()
}

/// Where the clocks of the program are.
pub(crate) fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

impl Horaire {
    /// From that hour of that day to that one, in France; the end is the day after when `lendemain`.
    ///
    /// # Errors
    /// An hour that no clock shows that day, by field.
    pub fn on(jour: Date, (debut, fin): (Heure, Heure), lendemain: bool) -> Result<Self, Refuses> {
        let over = if lendemain { jour.tomorrow().unwrap_or(jour) } else { jour };
        let (debut, fin) = (shown("debut", jour, debut), shown("fin", over, fin));
        match (debut, fin) {
            (Ok(debut), Ok(fin)) => Ok(Self { debut, fin }),
            (debut, fin) => Err(Refuses(debut.err().into_iter().chain(fin.err()).collect())),
        }
    }
}

/// From the morning of the first day to the night of the last, in France.
///
/// # Errors
/// The last before the first.
pub fn jours(du: Date, au: Date) -> Result<Horaire, Refus> {
    let midnight = |day: Date| instant(day, Time::midnight(), &paris());
    let span = midnight(du).zip(au.tomorrow().ok().and_then(midnight));
    let right = span.map(|(debut, fin)| Horaire { debut, fin }).filter(|_| du <= au);
    right.ok_or_else(|| Refus::new("au", "Le dernier jour est avant le premier\u{a0}: vérifiez les dates."))
}

fn shown(champ: &'static str, jour: Date, heure: Heure) -> Result<jiff::Timestamp, Refus> {
    instant(jour, heure.0, &paris()).ok_or_else(|| {
        let day = ui::francais::date(jour);
        Refus::new(
            champ,
            format!("Cette heure n’existe pas le {day}\u{a0}: les horloges avancent cette nuit-là."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn an_hour_is_read_as_people_type_it() {
        for (text, hour, minute) in [
            ("18:30", 18, 30),
            ("18h30", 18, 30),
            ("18 H", 18, 0),
            (" 8 ", 8, 0),
            ("08.05", 8, 5),
            ("18\u{a0}h\u{202f}00", 18, 0),
        ] {
            assert_eq!(text.parse::<Heure>().unwrap(), Heure(time(hour, minute, 0, 0)), "{text}");
        }
        for wrong in ["", "h", "h30", "24:00", "18:60", "-1", "18:30:00", "1830", "midi", "18h3O"] {
            assert!(wrong.parse::<Heure>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_are_whole_both_ends_included() {
        let one = jours(date(2026, 3, 29), date(2026, 3, 29)).unwrap();
        assert_eq!(one.fin.duration_since(one.debut).as_hours(), 23, "the clock changes that day");
        assert_eq!(jours(date(2026, 3, 29), date(2026, 3, 28)).unwrap_err().champ, "au");
        assert!(jours(date(9999, 12, 31), date(9999, 12, 31)).is_err());
    }

    #[test]
    fn an_hour_that_no_clock_shows_is_said_beside_its_field() {
        let hour = |hour, minute| Heure(time(hour, minute, 0, 0));
        let spring = date(2026, 3, 29);
        let faults = Horaire::on(spring, (hour(2, 30), hour(4, 0)), false).unwrap_err();
        assert_eq!(faults.0.iter().map(|one| one.champ).collect::<Vec<_>>(), ["debut"]);
        let night = Horaire::on(date(2026, 3, 28), (hour(20, 0), hour(2, 59)), true).unwrap_err();
        assert_eq!(night.0[0].champ, "fin");
        assert!(night.to_string().contains("29\u{a0}mars 2026"), "{night}");
        let long = Horaire::on(date(2026, 3, 28), (hour(20, 0), hour(8, 0)), true).unwrap();
        assert_eq!(long.fin.duration_since(long.debut).as_hours(), 11);
    }
}

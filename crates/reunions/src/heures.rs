//! Hours as a clock in France shows them, and what really elapses between two of them, even on the nights when the clock changes.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, Zoned};
use kernel::saisie::Refus;

/// The zone of every hour that people write here.
pub const ZONE: &str = "Europe/Paris";

/// The zone itself; the machine always knows it, UTC only stands for a broken one.
pub(crate) fn paris() -> TimeZone {
    TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)
}

/// What the clock shows at an instant.
#[must_use]
pub fn clock(now: Timestamp) -> DateTime {
    Zoned::new(now, paris()).datetime()
}

/// The day it is.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    clock(now).date()
}

/// The instant when the clock shows `heure`: the first one, when it shows it twice.
#[must_use]
pub fn instant(heure: DateTime) -> Timestamp {
    paris().to_ambiguous_zoned(heure).earlier().map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// Minutes that really elapse between two hours; 0 when the second does not come after.
#[must_use]
pub fn minutes(debut: DateTime, fin: DateTime) -> u32 {
    let seconds = instant(fin).duration_since(instant(debut)).as_secs();
    u32::try_from(seconds / 60).unwrap_or(0)
}

/// Refuses an hour that no clock shows: the one that is skipped in March.
///
/// # Errors
/// [`Refus`], with the field.
pub fn check(champ: &'static str, heure: DateTime) -> Result<(), Refus> {
    match paris().to_ambiguous_zoned(heure).offset() {
        AmbiguousOffset::Gap { .. } => Err(Refus::new(
            champ,
            "Cette heure n’existe pas\u{a0}: cette nuit-là, l’horloge passe directement de 2\u{a0}h à 3\u{a0}h.",
        )),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => Ok(()),
    }
}

/// What to say of an hour that the clock shows twice.
#[must_use]
pub fn twice(heure: DateTime) -> Option<&'static str> {
    matches!(paris().to_ambiguous_zoned(heure).offset(), AmbiguousOffset::Fold { .. }).then_some(
        "Cette nuit-là, l’horloge montre deux fois l’heure choisie\u{a0}: c’est la première qui est retenue, avant le changement.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    fn at(day: i8, month: i8, hour: i8, minute: i8) -> DateTime {
        datetime(2026, month, day, hour, minute, 0, 0)
    }

    #[test]
    fn minutes_are_those_that_elapse_even_when_the_clock_changes() {
        assert_eq!(minutes(at(2, 3, 19, 0), at(2, 3, 21, 0)), 120);
        assert_eq!(minutes(at(29, 3, 1, 0), at(29, 3, 4, 0)), 120, "an hour is skipped");
        assert_eq!(minutes(at(25, 10, 1, 0), at(25, 10, 4, 0)), 240, "an hour comes twice");
        assert_eq!(minutes(at(2, 3, 21, 0), at(2, 3, 19, 0)), 0);
    }

    #[test]
    fn an_hour_that_is_skipped_is_refused_and_one_that_comes_twice_is_said() {
        assert!(check("debut", at(29, 3, 2, 30)).unwrap_err().pourquoi.contains("n’existe pas"));
        assert_eq!(check("debut", at(29, 3, 3, 0)), Ok(()));
        assert_eq!(twice(at(29, 3, 3, 0)), None);
        assert!(twice(at(25, 10, 2, 30)).is_some());
        assert_eq!(instant(at(25, 10, 2, 30)).to_string(), "2026-10-25T00:30:00Z", "the first one");
    }
}

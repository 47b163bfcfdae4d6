//! Public holidays of France (code du travail, article L. 3133-1), without those of Alsace and Moselle.

use jiff::Span;
use jiff::civil::{Date, date};

/// Month and day of those that never move.
const FIXES: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
/// Days after Easter: its Monday, Ascension, Monday of Pentecost.
const APRES_PAQUES: [i64; 3] = [1, 39, 50];

/// Whether it is a public holiday.
#[must_use]
pub fn is_ferie(day: Date) -> bool {
    let after = |days: &i64| paques(day.year()).saturating_add(Span::new().days(*days)) == day;
    FIXES.contains(&(day.month(), day.day())) || APRES_PAQUES.iter().any(after)
}

/// Easter Sunday: the Sunday after the fourteenth day of the moon of the Church that falls on 21 March or later.
fn paques(year: i16) -> Date {
    let year = i64::from(year);
    let century = year.div_euclid(100);
    // Age of the moon: 19 years bring it back, less the leap days that centuries drop, more what the cycle is wrong by.
    let moon =
        (19 * year.rem_euclid(19) + century - century.div_euclid(4) - (8 * century + 13).div_euclid(25) + 15)
            .rem_euclid(30);
    // The latest full moon is 18 April: two of the thirty would be later, or the same as another.
    let late = moon == 29 || (moon == 28 && year.rem_euclid(19) > 10);
    let full = date(i16::try_from(year).unwrap_or(0), 3, 21)
        .saturating_add(Span::new().days(moon - i64::from(late)));
    let to_sunday = 7 - i64::from(full.weekday().to_sunday_zero_offset());
    full.saturating_add(Span::new().days(to_sunday))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_its_known_days() {
        for day in [
            date(1818, 3, 22),
            date(1943, 4, 25),
            date(1954, 4, 18),
            date(1981, 4, 19),
            date(2000, 4, 23),
            date(2008, 3, 23),
            date(2024, 3, 31),
            date(2025, 4, 20),
            date(2026, 4, 5),
            date(2027, 3, 28),
            date(2038, 4, 25),
            date(2049, 4, 18),
            date(2076, 4, 19),
            date(2285, 3, 22),
        ] {
            assert_eq!(paques(day.year()), day);
        }
    }

    #[test]
    fn holidays_of_2026_are_eleven() {
        let all: Vec<_> =
            date(2026, 1, 1).series(Span::new().days(1)).take(365).filter(|day| is_ferie(*day)).collect();
        assert_eq!(all.len(), 11);
        for day in [date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 11, 11)] {
            assert!(all.contains(&day), "{day}");
        }
        assert!(!is_ferie(date(2026, 4, 5)), "Easter is a Sunday as others are");
        assert!(!is_ferie(date(-9999, 1, 2)) && !is_ferie(date(9999, 12, 31)));
    }
}

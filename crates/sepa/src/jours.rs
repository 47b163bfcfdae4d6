//! Days on which banks settle transfers: the calendar of TARGET, the system of the European Central Bank.
//!
//! Closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (long-term calendar
//! of the ECB, 14 December 2000, in force since 2002). 14 July and 11 November are open.

use jiff::civil::{Date, Weekday};

/// Transfers are settled on that day.
#[must_use]
pub fn est_bancaire(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let fixed = matches!((day.month(), day.day()), (1 | 5, 1) | (12, 25 | 26));
    !weekend && !fixed && !is_easter_closing(day)
}

/// The first banking day on that day or after it.
#[must_use]
pub fn prochain(day: Date) -> Date {
    let mut found = day;
    while !est_bancaire(found) {
        let Ok(next) = found.tomorrow() else { break };
        found = next;
    }
    found
}

/// Good Friday or Easter Monday: two days before or one day after Easter.
fn is_easter_closing(day: Date) -> bool {
    let near_easter = matches!(day.month(), 3 | 4);
    let (month, sunday) = easter(i32::from(day.year()));
    // 1 March is day 1: both days are counted from there, as Easter may follow the last days of March.
    let from_march = |month: i32, day: i32| if month == 4 { day + 31 } else { day };
    let offset = from_march(i32::from(day.month()), i32::from(day.day())) - from_march(month, sunday);
    near_easter && matches!(offset, -2 | 1)
}

/// Month and day of Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> (i32, i32) {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    (days / 31, days % 31 + 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_closing_days_of_target_are_known_year_by_year() {
        for (year, month, day) in [(2024, 3, 29), (2025, 4, 18), (2026, 4, 3), (2027, 3, 26), (2038, 4, 23)] {
            let friday = date(year, month, day);
            assert!(!est_bancaire(friday) && est_bancaire(friday.yesterday().unwrap()), "{friday}");
            let monday = friday.checked_add(jiff::Span::new().days(3)).unwrap();
            assert!(!est_bancaire(monday) && est_bancaire(monday.tomorrow().unwrap()), "{monday}");
        }
        for (month, day) in [(1, 1), (5, 1), (12, 25), (12, 26)] {
            assert!(!est_bancaire(date(2029, month, day)));
        }
    }

    #[test]
    fn french_holidays_are_banking_days() {
        assert!(est_bancaire(date(2026, 7, 14)));
        assert!(est_bancaire(date(2026, 11, 11)));
        assert!(est_bancaire(date(2026, 5, 14)), "Ascension");
    }

    #[test]
    fn the_next_banking_day_is_on_or_after_the_day() {
        assert_eq!(prochain(date(2026, 12, 1)), date(2026, 12, 1));
        assert_eq!(prochain(date(2026, 12, 25)), date(2026, 12, 28));
        assert_eq!(prochain(date(2026, 4, 3)), date(2026, 4, 7));
        assert_eq!(prochain(date(2027, 1, 1)), date(2027, 1, 4));
        assert_eq!(prochain(Date::MAX), Date::MAX);
    }

    #[test]
    fn easter_falls_on_its_known_days() {
        for (year, known) in
            [(1999, (4, 4)), (2008, (3, 23)), (2011, (4, 24)), (2026, (4, 5)), (2049, (4, 18))]
        {
            assert_eq!(easter(year), known, "{year}");
        }
    }
}

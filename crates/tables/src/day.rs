//! What spreadsheets make of days and of long numbers.

use jiff::civil::{Date, date};

/// A day as people, exports and spreadsheets write it, with or without its hour: « 31/01/2026 10:05 », « 31.1.26 »,
/// « 31 01 2026 », « 2026-01-31T10:05:00 », « 46053 » (a spreadsheet counts days from 30 December 1899).
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    const BETWEEN: [char; 4] = ['/', '-', '.', ' '];
    let text = text.trim();
    let hourless = text.split([' ', 'T']).next().unwrap_or_default();
    if let Ok(iso) = hourless.parse() {
        return Some(iso);
    }
    let text = if hourless.contains(BETWEEN) { hourless } else { text };
    match text.split(BETWEEN).collect::<Vec<_>>()[..] {
        [serial] => {
            let serial: i64 = serial.parse().ok().filter(|n| (36_526..=73_050).contains(n))?;
            date(1899, 12, 30).checked_add(jiff::Span::new().days(serial)).ok()
        }
        [day, month, year] => {
            let year: i16 = year.parse().ok()?;
            let year = if (0..100).contains(&year) { year + 2000 } else { year };
            Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

/// Whether a spreadsheet wrote a long number its own way, « 9,87654E+12 »: its last digits are lost.
#[must_use]
pub fn is_rounded(text: &str) -> bool {
    let digits = |part: &str| {
        part.starts_with(|sign: char| sign.is_ascii_digit())
            && part.chars().all(|sign| sign.is_ascii_digit() || sign == ',' || sign == '.')
    };
    text.to_ascii_uppercase().split_once("E+").is_some_and(|(left, right)| digits(left) && digits(right))
}

//! Whole numbers as files write them: never guessed.

use crate::Table;
use std::ops::RangeInclusive;

/// A whole number within these bounds, or the cell is refused. `12.0`, as some programs write, is 12.
pub fn whole(table: &mut Table<'_>, place: usize, bounds: RangeInclusive<i64>, what: &str) -> Option<i64> {
    let number = plain(table.bytes(place)).filter(|number| bounds.contains(number));
    if number.is_none() {
        // The sign as a file writes it.
        let [from, to] =
            [bounds.start(), bounds.end()].map(|n| francais::nombre(*n).replace('\u{2212}', "-"));
        table.refuse(place, &format!("{what}, un nombre entier de {from} à {to}"));
    }
    number
}

/// The same as [`whole`]; an empty cell, or no such column, is none.
pub fn whole_if_any(
    table: &mut Table<'_>,
    place: Option<usize>,
    bounds: RangeInclusive<i64>,
    what: &str,
) -> Option<i64> {
    let place = place.filter(|place| !table.bytes(*place).is_empty())?;
    whole(table, place, bounds, what)
}

fn plain(field: &[u8]) -> Option<i64> {
    let whole = match field.iter().position(|byte| *byte == b'.') {
        Some(at) if field.len() > at + 1 && field[at + 1..].iter().all(|byte| *byte == b'0') => &field[..at],
        Some(_) => return None,
        None => field,
    };
    std::str::from_utf8(whole).ok()?.parse().ok()
}

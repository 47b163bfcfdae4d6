//! Days as French readers write them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 1er mars 2026 », « 14 juillet 2026 »; the spaces do not break.
pub(crate) fn long(day: Date) -> String {
    let month = MONTHS.get(usize::from(day.month().unsigned_abs()) - 1).copied().unwrap_or_default();
    let ordinal = if day.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{month}\u{a0}{}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    #[test]
    fn the_first_of_a_month_is_an_ordinal() {
        assert_eq!(super::long(date(2026, 3, 1)), "1er\u{a0}mars\u{a0}2026");
        assert_eq!(super::long(date(2026, 12, 24)), "24\u{a0}décembre\u{a0}2026");
    }
}

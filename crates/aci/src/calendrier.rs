//! Contract years: from the signature to its anniversaries, always counted from the original date.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// A contract year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AnneeContrat {
    /// From 1.
    pub numero: u8,
    /// First day.
    pub du: Date,
    /// Last day, included.
    pub au: Date,
}

impl AnneeContrat {
    /// First day of the next one: the anniversary.
    pub fn fin(self) -> Date {
        self.au.tomorrow().unwrap_or(Date::MAX)
    }

    /// The day is in it.
    pub fn contains(self, day: Date) -> bool {
        self.du <= day && day <= self.au
    }
}

/// `day` plus calendar months; a day that does not exist in the month is its last one.
pub(crate) fn add_months(day: Date, months: u32) -> Date {
    day.checked_add(i64::from(months).months()).unwrap_or(Date::MAX)
}

/// The `n`th anniversary: 29 February becomes the 28th in common years, and comes back in leap years.
pub fn anniversary(signed: Date, n: u8) -> Date {
    add_months(signed, 12 * u32::from(n))
}

/// Number of contract years between the signature and the first day after the contract.
pub(crate) fn count(signed: Date, fin: Date) -> u8 {
    (1..=u8::MAX).find(|n| anniversary(signed, *n) >= fin).unwrap_or(u8::MAX)
}

/// The contract years up to `fin`, excluded. The last may be shorter than a year.
pub(crate) fn years(signed: Date, fin: Date) -> Vec<AnneeContrat> {
    let year = |numero: u8| {
        let end = anniversary(signed, numero).min(fin);
        AnneeContrat { numero, du: anniversary(signed, numero - 1), au: end.yesterday().unwrap_or(end) }
    };
    (1..=count(signed, fin)).map(year).collect()
}

/// Days from `a` to `b`.
pub(crate) fn days(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_29th_of_february_comes_back() {
        let signed = date(2024, 2, 29);
        let days: Vec<Date> = (1..=5).map(|n| anniversary(signed, n)).collect();
        assert_eq!(
            days,
            [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]
        );
        let all = years(signed, add_months(signed, 60));
        assert_eq!(all.len(), 5);
        assert!(all.windows(2).all(|pair| pair[0].fin() == pair[1].du));
        assert_eq!(all[4].au, date(2029, 2, 27));
    }

    #[test]
    fn months_stop_at_the_end_of_the_month() {
        assert_eq!(add_months(date(2023, 8, 31), 6), date(2024, 2, 29));
        assert_eq!(days(date(2024, 1, 15), date(2024, 9, 20)), 249);
    }
}

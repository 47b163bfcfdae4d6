use jiff::{Timestamp, ToSpan, civil::Date};

/// The day it is where the CPTS works: absences and departures know days, not hours.
pub(crate) fn today(now: Timestamp) -> Date {
    now.in_tz("Europe/Paris")
        .map_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC).date(), |zoned| zoned.date())
}

/// The same day `mois` months before, or the last of a shorter month.
pub(crate) fn months_before(jour: Date, mois: u16) -> Date {
    jour.saturating_sub(i32::from(mois).months())
}

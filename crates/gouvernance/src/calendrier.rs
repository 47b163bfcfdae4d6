//! Days, as pages and documents say them.

use jiff::{Timestamp, civil::Date, civil::DateTime};

/// The day it is where the CPTS works.
pub(crate) fn today(now: Timestamp) -> Date {
    local(now).date()
}

/// The wall clock where the CPTS works.
pub(crate) fn local(now: Timestamp) -> DateTime {
    now.in_tz("Europe/Paris")
        .map_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC).datetime(), |zoned| zoned.datetime())
}

//! Days.

use jiff::{Timestamp, civil::Date};

/// The day it is where the CPTS works.
pub(crate) fn today(now: Timestamp) -> Date {
    now.in_tz("Europe/Paris")
        .map_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC).date(), |zoned| zoned.date())
}

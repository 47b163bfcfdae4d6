//! Days, as pages and documents say them.

use jiff::{Timestamp, civil::Date};
use ui::francais::date;

/// The day it is where the CPTS works.
pub(crate) fn today(now: Timestamp) -> Date {
    now.in_tz("Europe/Paris")
        .map_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC).date(), |zoned| zoned.date())
}

/// « du 1er mars 2026 au 30 juin 2027 ».
pub(crate) fn span(debut: Option<Date>, fin: Option<Date>) -> String {
    match (debut, fin) {
        (Some(debut), Some(fin)) => format!("du {} au {}", date(debut), date(fin)),
        (Some(debut), None) => format!("à partir du {}", date(debut)),
        (None, Some(fin)) => format!("jusqu’au {}", date(fin)),
        (None, None) => "À fixer".to_owned(),
    }
}

//! Days, as pages and documents say them.

use jiff::civil::Date;
use ui::francais::date;

/// « du 1er mars 2026 au 30 juin 2027 ».
pub(crate) fn span(debut: Option<Date>, fin: Option<Date>) -> String {
    match (debut, fin) {
        (Some(debut), Some(fin)) => format!("du {} au {}", date(debut), date(fin)),
        (Some(debut), None) => format!("à partir du {}", date(debut)),
        (None, Some(fin)) => format!("jusqu’au {}", date(fin)),
        (None, None) => "À fixer".to_owned(),
    }
}

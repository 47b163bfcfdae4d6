use jiff::{ToSpan, civil::Date};

/// The same day `mois` months before, or the last of a shorter month.
pub(crate) fn months_before(jour: Date, mois: u16) -> Date {
    jour.saturating_sub(i32::from(mois).months())
}

//! Amounts as people type them, read through `aci`.

use crate::saisie::Refus;
use aci::Montant;

/// « 12 500 € », « 12500,50 »: cents.
///
/// # Errors
/// [`Refus`], with the field.
pub fn read(champ: &'static str, text: &str) -> Result<i64, Refus> {
    text.parse::<Montant>().map(Montant::cents).map_err(|error| Refus::new(champ, error.to_string()))
}

/// Cents as a person would type them again.
#[must_use]
pub fn typed(cents: i64) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole},{rest:02}") }
}

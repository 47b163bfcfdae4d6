//! A civil year of accounts: what opens it, what closes it.

use crate::refus::Refus;
use serde::Serialize;

/// The balance of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Solde {
    /// The account.
    pub compte: String,
    /// Its name.
    pub libelle: String,
    /// In cents: debit above zero, credit below.
    pub cents: i64,
}

/// Refuses balances whose debits are not their credits.
///
/// # Errors
/// [`Refus::Desequilibre`].
pub fn check(soldes: &[Solde]) -> Result<(), Refus> {
    match soldes.iter().map(|one| one.cents).sum::<i64>() {
        0 => Ok(()),
        ecart => Err(Refus::Desequilibre(ecart)),
    }
}

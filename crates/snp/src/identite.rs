//! Who somebody is: sealed at rest, read with a reason, erased on time.

use identifiants::Telephone;
use kernel::saisie::{Refuses, line};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What says who a request is for. Only ever kept sealed under a key of its own; `{:?}` says nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identite {
    /// First and family name, as given.
    pub nom: String,
    /// Where to call back or text.
    pub telephone: Option<Telephone>,
}

impl fmt::Debug for Identite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Identite(…)")
    }
}

impl Identite {
    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.nom = faults.keep(line("nom", &self.nom));
        faults.finish(self)
    }
}

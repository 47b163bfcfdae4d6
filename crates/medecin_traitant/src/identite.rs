//! Who somebody is: sealed at rest, read with a reason, erased on time.

use identifiants::{Courriel, Telephone};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What says who a request is for. Only ever kept sealed under a key of its own; `{:?}` says nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identite {
    /// Family name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: Date,
    /// Where to call or text.
    pub telephone: Option<Telephone>,
    /// Where to write.
    pub courriel: Option<Courriel>,
    /// Street, when it was given: for letters and home visits.
    pub adresse: String,
    /// Who speaks for them: a carer, the parent of a child, the partner who filled the form.
    pub aidant: Option<Aidant>,
    /// Their doctor until now, when they had one.
    pub ancien_medecin: String,
    /// What they wanted to add.
    pub message: String,
    /// The code by which they follow their request.
    pub code: String,
}

/// Somebody who speaks for the patient. `{:?}` says nothing of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aidant {
    /// Their name.
    pub nom: String,
    /// Who they are to the patient: « sa fille », « pharmacie du Centre ».
    pub lien: String,
    /// Where to reach them.
    pub telephone: Option<Telephone>,
}

impl fmt::Debug for Identite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Identite(…)")
    }
}

impl fmt::Debug for Aidant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Aidant(…)")
    }
}

impl Identite {
    /// « Jeanne Durand ».
    #[must_use]
    pub fn nom_entier(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }
}

//! What counts for finding a place, without a name.

use identifiants::CommuneCode;
use kernel::Id;
use kernel::saisie::{Refuses, line};
use rendez_vous::Effecteur;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Oldest patient: beyond, it is mistyped.
const AGE_AU_PLUS: u16 = 120;

/// The doctor whom the patient declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MedecinTraitant {
    /// None, or nobody said.
    Aucun,
    /// One who offers slots here.
    Effecteur(Id<Effecteur>),
    /// One in words.
    Nomme(String),
}

/// What counts for finding a place: no name. Kept sealed under the key of the CPTS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// Code of a motif of the guide.
    pub motif: String,
    /// Age in whole years; 0 before the first birthday.
    pub age: u16,
    /// Where the patient is.
    pub commune: CommuneCode,
    /// Whether the patient can go to a practice.
    pub se_deplace: bool,
    /// Their own doctor.
    pub medecin_traitant: MedecinTraitant,
    /// Asked to be placed without another call when an earlier place is freed.
    pub avance: bool,
    /// Codes of the red-flag questions answered « oui ».
    pub drapeaux: BTreeSet<String>,
}

impl Situation {
    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.motif = faults.keep(line("motif", &self.motif));
        if self.age > AGE_AU_PLUS {
            faults.add("age", format!("De 0 à {AGE_AU_PLUS}\u{a0}ans."));
        }
        if let MedecinTraitant::Nomme(nom) = &self.medecin_traitant {
            self.medecin_traitant = MedecinTraitant::Nomme(faults.keep(line("medecin_traitant", nom)));
        }
        faults.finish(self)
    }
}

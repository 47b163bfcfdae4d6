//! Who a doctor is and how to reach them, as the office types it.

use crate::Medecin;
use identifiants::{CommuneCode, Courriel, Telephone};
use jiff::civil::Date;
use kernel::saisie::{Refuses, UpTo};

/// A name of somebody.
const NOM: UpTo = UpTo(100);

/// What is typed of a doctor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fiche {
    /// « Dr Claire Roche ».
    pub nom: String,
    /// Where they receive.
    pub commune: CommuneCode,
    /// Street of the practice.
    pub adresse: String,
    /// Where the practice answers.
    pub telephone: Option<Telephone>,
    /// Where cards are sent.
    pub courriel: Option<Courriel>,
    /// They stop that day.
    pub depart_le: Option<Date>,
}

impl Fiche {
    /// What is known of that doctor.
    #[must_use]
    pub fn of(one: &Medecin) -> Self {
        Self {
            nom: one.nom.clone(),
            commune: one.commune,
            adresse: one.adresse.clone(),
            telephone: one.telephone.clone(),
            courriel: one.courriel.clone(),
            depart_le: one.depart_le,
        }
    }

    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self, jour: Date) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.nom = faults.keep(NOM.line("nom", &self.nom));
        if !self.nom.is_empty() && !self.nom.chars().any(char::is_alphabetic) {
            faults.add("nom", "Un nom s’écrit avec des lettres.");
        }
        self.adresse = faults.keep(kernel::saisie::maybe_line("adresse", &self.adresse));
        let far = |day: Date| day.year() > jour.year() + 10 || day.year() < jour.year() - 10;
        if self.depart_le.is_some_and(far) {
            faults.add("depart_le", "Un départ est à moins de dix ans d’ici\u{a0}: vérifiez l’année.");
        }
        faults.finish(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_fault_is_said_at_once() {
        let one = Fiche {
            nom: " 12 ".to_owned(),
            commune: "43157".parse().unwrap(),
            adresse: "x".repeat(201),
            telephone: None,
            courriel: None,
            depart_le: Some(date(2206, 1, 1)),
        };
        let faults = one.clone().check(date(2026, 3, 2)).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|one| one.champ).collect();
        assert_eq!(fields, ["nom", "adresse", "depart_le"]);
        let right = Fiche { nom: " Dr  Roche ".to_owned(), adresse: String::new(), depart_le: None, ..one };
        assert_eq!(right.check(date(2026, 3, 2)).unwrap().nom, "Dr Roche");
    }
}

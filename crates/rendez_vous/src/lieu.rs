//! Where care is given.

use identifiants::{CommuneCode, Finess, Telephone};
use jiff::Timestamp;
use kernel::Id;
use kernel::saisie::{Refuses, UpTo, line, maybe_line};

const ACCES: UpTo = UpTo(400);

kernel::codes! {
    /// What kind of place.
    pub enum Sorte {
        /// Somebody’s practice, a maison de santé.
        Cabinet = "cabinet", "Cabinet";
        /// A centre of unscheduled care, staffed in turn.
        CentreSnp = "centre_snp", "Centre de soins non programmés";
        /// Out-of-hours house.
        MaisonDeGarde = "maison_de_garde", "Maison médicale de garde";
        /// Radiology, ultrasound.
        Imagerie = "imagerie", "Imagerie";
        /// A room lent to somebody who comes from elsewhere.
        ConsultationAvancee = "consultation_avancee", "Consultation avancée";
        /// Anything else.
        Autre = "autre", "Autre lieu de soins";
    }
}

/// A place of care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lieu {
    /// Id.
    pub id: Id<Self>,
    /// What kind.
    pub sorte: Sorte,
    /// « Maison de santé du Pouzarot ».
    pub nom: String,
    /// Where.
    pub commune: CommuneCode,
    /// Street and number, one line; may be empty.
    pub adresse: String,
    /// Five digits; empty when nobody said.
    pub code_postal: String,
    /// Where it answers.
    pub telephone: Option<Telephone>,
    /// Its number, when it has one.
    pub finess: Option<Finess>,
    /// Opening hours, in words.
    pub horaires: String,
    /// Who may come and how, in words: « sur appel au 15 », « premier étage, sans ascenseur ».
    pub acces: String,
    /// It no longer serves.
    pub retire_le: Option<Timestamp>,
}

impl Lieu {
    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.nom = faults.keep(line("nom", &self.nom));
        self.adresse = faults.keep(maybe_line("adresse", &self.adresse));
        self.horaires = faults.keep(ACCES.maybe_words("horaires", &self.horaires));
        self.acces = faults.keep(ACCES.maybe_words("acces", &self.acces));
        self.code_postal = self.code_postal.split_whitespace().collect();
        let digits = self.code_postal.bytes().all(|sign| sign.is_ascii_digit());
        if !self.code_postal.is_empty() && (self.code_postal.len() != 5 || !digits) {
            faults.add("code_postal", "Un code postal a cinq chiffres, comme 43000.");
        }
        faults.finish(self)
    }
}

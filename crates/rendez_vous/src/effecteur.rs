//! Who gives care on slots.

use crate::Lieu;
use adhesions::Adherent;
use identifiants::{Courriel, Rpps, Telephone};
use jiff::Timestamp;
use kernel::saisie::{Refuses, line, maybe_line};
use kernel::{Id, fold};
use uuid::Uuid;

kernel::codes! {
    /// What somebody is, as patients and secretaries say it.
    pub enum Profession {
        /// General practitioner.
        MedecinGeneraliste = "medecin_generaliste", "Médecin généraliste";
        /// Another doctor.
        MedecinSpecialiste = "medecin_specialiste", "Médecin spécialiste";
        /// Nurse.
        Infirmier = "infirmier", "Infirmier";
        /// Nurse with an extended practice.
        Ipa = "ipa", "Infirmier en pratique avancée";
        /// Pharmacist.
        Pharmacien = "pharmacien", "Pharmacien";
        /// Physiotherapist.
        MasseurKinesitherapeute = "masseur_kinesitherapeute", "Masseur-kinésithérapeute";
        /// Midwife.
        SageFemme = "sage_femme", "Sage-femme";
        /// Dentist.
        ChirurgienDentiste = "chirurgien_dentiste", "Chirurgien-dentiste";
        /// Orthoptist.
        Orthoptiste = "orthoptiste", "Orthoptiste";
        /// Speech therapist.
        Orthophoniste = "orthophoniste", "Orthophoniste";
        /// Podiatrist.
        PedicurePodologue = "pedicure_podologue", "Pédicure-podologue";
        /// Psychologist.
        Psychologue = "psychologue", "Psychologue";
        /// A service of radiology or ultrasound.
        Imagerie = "imagerie", "Imagerie";
        /// Anybody else.
        Autre = "autre", "Autre professionnel";
    }
}

impl Profession {
    /// What a membership says in words; anybody else when these are none of ours.
    #[must_use]
    pub fn of_words(words: &str) -> Self {
        let said = fold(words);
        let named = |one: &&Self| said.starts_with(&fold(one.libelle()));
        match said.split(' ').next().unwrap_or_default() {
            "medecin" if said.contains("general") => Self::MedecinGeneraliste,
            "medecin" => Self::MedecinSpecialiste,
            "infirmier" | "infirmiere" if said.contains("pratique avancee") => Self::Ipa,
            "infirmiere" => Self::Infirmier,
            "pharmacienne" => Self::Pharmacien,
            "masseuse" | "kinesitherapeute" => Self::MasseurKinesitherapeute,
            "dentiste" | "chirurgienne" => Self::ChirurgienDentiste,
            "podologue" => Self::PedicurePodologue,
            _ => Self::ALL.iter().find(named).copied().unwrap_or(Self::Autre),
        }
    }
}

/// A professional, or a service that takes patients as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effecteur {
    /// Id.
    pub id: Id<Self>,
    /// The member that they are, if they are one.
    pub adherent: Option<Id<Adherent>>,
    /// Their account, if they have one.
    pub compte: Option<Uuid>,
    /// Their national number: without one, nothing of theirs goes to the SAS.
    pub rpps: Option<Rpps>,
    /// « Dr Claire Roche ».
    pub nom: String,
    /// What they are.
    pub profession: Profession,
    /// « Cardiologie »; empty when it needs no saying.
    pub specialite: String,
    /// Where they usually receive.
    pub lieu: Id<Lieu>,
    /// Where they answer; notices go there when it is a mobile and there is no e-mail.
    pub telephone: Option<Telephone>,
    /// Where notices of appointments go.
    pub courriel: Option<Courriel>,
    /// They no longer take part.
    pub retire_le: Option<Timestamp>,
}

impl Effecteur {
    /// The same, trimmed.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.nom = faults.keep(line("nom", &self.nom));
        self.specialite = faults.keep(maybe_line("specialite", &self.specialite));
        faults.finish(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_membership_says_a_profession_in_many_words() {
        for one in Profession::ALL {
            assert_eq!(Profession::of_words(one.libelle()), *one);
        }
        for (words, one) in [
            ("Médecin (médecine générale)", Profession::MedecinGeneraliste),
            ("Médecin – Cardiologie", Profession::MedecinSpecialiste),
            ("Infirmière", Profession::Infirmier),
            ("Infirmière en pratique avancée", Profession::Ipa),
            ("Kinésithérapeute", Profession::MasseurKinesitherapeute),
            ("Sage-Femme", Profession::SageFemme),
            ("Élu local", Profession::Autre),
            ("", Profession::Autre),
        ] {
            assert_eq!(Profession::of_words(words), one, "{words}");
        }
    }
}

//! The sheet of somebody as it is typed: who, how to reach them, what they do, for whom.

use crate::{Adherent, College, Mode, Qui};
use identifiants::{CommuneCode, Courriel, Finess, Idnps, Siret, Telephone};
use kernel::saisie::{Refuses, line, maybe_line};
use kernel::{Id, fold};
use serde::Serialize;

/// Most professions of one person.
pub const PROFESSIONS_MAX: usize = 4;

/// Words offered for a profession; any other may be typed. Professions with and without convention, functions in
/// establishments, users.
pub const PROFESSIONS: [&str; 34] = [
    "Médecin généraliste",
    "Médecin spécialiste",
    "Infirmier",
    "Infirmier en pratique avancée",
    "Pharmacien",
    "Masseur-kinésithérapeute",
    "Chirurgien-dentiste",
    "Sage-femme",
    "Orthophoniste",
    "Orthoptiste",
    "Pédicure-podologue",
    "Biologiste médical",
    "Audioprothésiste",
    "Opticien-lunetier",
    "Ambulancier",
    "Prestataire de santé à domicile",
    "Psychologue",
    "Ergothérapeute",
    "Psychomotricien",
    "Diététicien",
    "Ostéopathe",
    "Chiropracteur",
    "Enseignant en activité physique adaptée",
    "Aide-soignant",
    "Assistant médical",
    "Assistant de service social",
    "Directeur d’EHPAD",
    "Directeur d’établissement de santé",
    "Cadre de santé",
    "Coordinateur",
    "Médiateur en santé",
    "Élu local",
    "Représentant des usagers",
    "Étudiant en santé",
];

/// The sheet of somebody as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fiche {
    /// Who.
    pub qui: Qui,
    /// Where to write.
    pub courriel: Option<Courriel>,
    /// Where to call.
    pub telephone: Option<Telephone>,
    /// The commune where they work or live.
    pub commune: Option<CommuneCode>,
    /// National number of a person.
    pub idnps: Option<Idnps>,
    /// FINESS of an organisation.
    pub finess: Option<Finess>,
    /// SIRET of an organisation.
    pub siret: Option<Siret>,
    /// The main one first.
    pub professions: Vec<String>,
    /// How they work.
    pub mode: Mode,
    /// Whether the profession has a convention.
    pub conventionne: Option<bool>,
    /// A member organisation that employs them.
    pub employeur: Option<Id<Adherent>>,
    /// Who employs them, in words.
    pub employeur_nom: String,
    /// Their college.
    pub college: Option<Id<College>>,
}

impl Fiche {
    /// A sheet with a name and nothing else.
    #[must_use]
    pub const fn new(qui: Qui, mode: Mode) -> Self {
        Self {
            qui,
            courriel: None,
            telephone: None,
            commune: None,
            idnps: None,
            finess: None,
            siret: None,
            professions: Vec::new(),
            mode,
            conventionne: None,
            employeur: None,
            employeur_nom: String::new(),
            college: None,
        }
    }

    /// The same, trimmed and measured; a profession said twice is kept once.
    ///
    /// # Errors
    /// Every fault, with its field.
    pub fn check(self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        let personne = self.qui.is_personne();
        let qui = match &self.qui {
            Qui::Personne { nom, prenom } => Qui::Personne {
                nom: faults.keep(line("nom", nom)),
                prenom: faults.keep(line("prenom", prenom)),
            },
            Qui::Organisation { nom, representant } => Qui::Organisation {
                nom: faults.keep(line("nom", nom)),
                representant: faults.keep(maybe_line("representant", representant)),
            },
        };
        if personne && (self.finess.is_some() || self.siret.is_some()) {
            let champ = if self.finess.is_some() { "finess" } else { "siret" };
            faults.add(champ, "Ce numéro est celui d’une organisation, pas d’une personne.");
        }
        if !personne && self.idnps.is_some() {
            faults.add("idnps", "Un numéro RPPS est celui d’une personne, pas d’une organisation.");
        }
        let mut professions: Vec<String> = Vec::new();
        for word in &self.professions {
            let word = faults.keep(maybe_line("profession", word));
            if !word.is_empty() && professions.iter().all(|known| fold(known) != fold(&word)) {
                professions.push(word);
            }
        }
        if professions.len() > PROFESSIONS_MAX {
            faults.add("profession", format!("{PROFESSIONS_MAX}\u{a0}professions au plus sont acceptées."));
        }
        let employeur_nom = faults.keep(maybe_line("employeur_nom", &self.employeur_nom));
        let mode = if personne { self.mode } else { Mode::SansObjet };
        // One address has one form, so that the database sees the same person.
        let courriel = self.courriel.and_then(|one| one.as_str().to_lowercase().parse().ok());
        faults.finish(Self { qui, courriel, professions, employeur_nom, mode, ..self })
    }

    /// « Infirmier, ostéopathe », or nothing.
    #[must_use]
    pub fn metier(&self) -> String {
        self.professions.join(", ")
    }
}

impl Adherent {
    /// What was typed of them.
    #[must_use]
    pub fn fiche(&self) -> Fiche {
        Fiche {
            qui: self.qui.clone(),
            courriel: self.courriel.clone(),
            telephone: self.telephone.clone(),
            commune: self.commune,
            idnps: self.idnps.clone(),
            finess: self.finess,
            siret: self.siret,
            professions: self.professions.clone(),
            mode: self.mode,
            conventionne: self.conventionne,
            employeur: self.employeur,
            employeur_nom: self.employeur_nom.clone(),
            college: self.college,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_sheet_is_said_at_once() {
        let qui = Qui::Personne { nom: " ".into(), prenom: String::new() };
        let fiche = Fiche { siret: "35600000000048".parse().ok(), ..Fiche::new(qui, Mode::Liberal) };
        let faults = fiche.check().unwrap_err();
        assert_eq!(faults.0.iter().map(|one| one.champ).collect::<Vec<_>>(), ["nom", "prenom", "siret"]);
    }

    #[test]
    fn two_professions_stay_two_and_one_said_twice_is_one() {
        let qui = Qui::Personne { nom: "Roux".into(), prenom: "Zoé".into() };
        let words = ["Infirmier", "ostéopathe", "INFIRMIER", ""].map(str::to_owned).to_vec();
        let fiche = Fiche { professions: words, ..Fiche::new(qui, Mode::Mixte) }.check().unwrap();
        assert_eq!(fiche.metier(), "Infirmier, ostéopathe");
    }
}

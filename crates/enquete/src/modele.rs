//! Ready-made surveys and the list of professions, from a data file that a person can read and correct.

use crate::{Choix, Enonce, Question};
use serde::Deserialize;
use std::sync::LazyLock;

/// A ready-made survey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modele {
    /// Stable code: `professionnels`.
    pub code: String,
    /// Title of the survey.
    pub titre: String,
    /// What it is for, for whoever chooses it.
    pub usage: String,
    /// Introduction of the survey.
    pub introduction: String,
    /// To whom it is sent.
    pub destinataires: String,
    /// Whether answers carry no name.
    pub anonyme: bool,
    #[serde(rename = "question")]
    questions: Vec<QuestionModele>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct QuestionModele {
    repere: String,
    #[serde(flatten)]
    enonce: Enonce,
}

#[derive(Debug, Default, Deserialize)]
struct Fichier {
    profession: Vec<Choix>,
    modele: Vec<Modele>,
}

static FICHIER: LazyLock<Fichier> = LazyLock::new(|| {
    // A test reads the same file: what it accepts is never refused here.
    toml::from_str(include_str!("../data/modeles.toml")).unwrap_or_default()
});

/// Every ready-made survey.
#[must_use]
pub fn modeles() -> &'static [Modele] {
    &FICHIER.modele
}

/// The ready-made survey of that code.
#[must_use]
pub fn modele(code: &str) -> Option<&'static Modele> {
    modeles().iter().find(|modele| modele.code == code)
}

/// The professions that a survey offers; the last one is « other ».
#[must_use]
pub fn professions() -> &'static [Choix] {
    &FICHIER.profession
}

impl Modele {
    /// Its questions, numbered from 1.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let number = |(numero, one): (u16, &QuestionModele)| Question {
            numero,
            enonce: one.enonce.clone(),
            repere: one.repere.clone(),
        };
        (1..).zip(&self.questions).map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Anonymat, Intitule, question::check_order};

    #[test]
    fn every_ready_made_survey_can_be_opened_as_it_is() {
        let read: Fichier = toml::from_str(include_str!("../data/modeles.toml")).unwrap();
        assert_eq!(read.modele.len(), 2);
        for modele in modeles() {
            let questions = modele.questions();
            assert!(questions.len() >= 8 && questions.iter().all(|q| q.enonce.check().is_ok()));
            assert_eq!(check_order(&questions), Ok(()), "{}", modele.code);
            let intitule = Intitule {
                titre: modele.titre.clone(),
                introduction: modele.introduction.clone(),
                destinataires: modele.destinataires.clone(),
            };
            assert_eq!(intitule.check(), Ok(()));
        }
        assert!(Anonymat::Anonyme.is_anonyme());
    }

    #[test]
    fn reperes_and_codes_are_told_apart() {
        for modele in modeles() {
            let mut reperes: Vec<&str> = modele.questions.iter().map(|q| q.repere.as_str()).collect();
            reperes.sort_unstable();
            reperes.dedup();
            assert_eq!(reperes.len(), modele.questions.len());
        }
        assert!(professions().len() > 20 && professions().last().unwrap().code == "autre");
    }
}

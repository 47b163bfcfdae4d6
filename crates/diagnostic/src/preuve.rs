//! A fact tied to a need, as it stood that day.

use crate::Besoin;
use jiff::Timestamp;
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// What shows that a need is real: a figure as it stood when somebody tied it, never recomputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preuve {
    /// Its id.
    pub id: Id<Self>,
    /// The need it supports.
    pub besoin: Id<Besoin>,
    /// What it is.
    pub fait: Fait,
    /// The account that tied it.
    pub auteur: Option<Uuid>,
    /// When.
    pub ajoutee_le: Timestamp,
}

/// A fact that can be cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fait {
    /// Where it comes from.
    pub nature: Nature,
    /// Finds the fact of today: id of an indicator, of a survey, of a report; address of a document.
    pub reference: String,
    /// What is measured.
    pub libelle: String,
    /// The value, as it was read.
    pub valeur: String,
    /// Source and vintage.
    pub source: String,
}

kernel::codes! {
    /// Where a fact comes from.
    pub enum Nature {
        /// A figure of the territory.
        Indicateur = "indicateur", "Chiffre du territoire";
        /// Professionals counted.
        Offre = "offre", "Offre de soins";
        /// Accessibility score.
        Acces = "acces", "Accès aux soins";
        /// Result of a survey.
        Enquete = "enquete", "Enquête";
        /// Report of a commune.
        Signalement = "signalement", "Signalement d’une commune";
        /// Anything else, with where to read it.
        Document = "document", "Document";
    }
}

/// Why a fact is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// A field that must have words.
    #[error("Il manque {0}.")]
    Vide(&'static str),
    /// A field that has too many.
    #[error("{0}\u{a0}: {1} caractères, 500 au plus sont acceptés.")]
    Long(&'static str, usize),
    /// Tied already.
    #[error("Ce fait est déjà parmi les preuves de ce besoin.")]
    DejaLa,
}

impl Fait {
    /// Trims and checks the words.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn checked(self) -> Result<Self, Refus> {
        let tidy = |text: String, name: &'static str, needed: bool| match text.trim() {
            "" if needed => Err(Refus::Vide(name)),
            text if text.chars().count() > 500 => Err(Refus::Long(name, text.chars().count())),
            text => Ok(text.to_owned()),
        };
        Ok(Self {
            nature: self.nature,
            reference: tidy(self.reference, "la référence", false)?,
            libelle: tidy(self.libelle, "ce qui est mesuré", true)?,
            valeur: tidy(self.valeur, "la valeur", false)?,
            source: tidy(self.source, "la source", true)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_names_what_it_measures_and_its_source() {
        let fait = |libelle: &str, source: &str| Fait {
            nature: Nature::Document,
            reference: String::new(),
            libelle: libelle.to_owned(),
            valeur: " 12 ".to_owned(),
            source: source.to_owned(),
        };
        assert_eq!(fait("Passages", "CH").checked().unwrap().valeur, "12");
        assert_eq!(fait(" ", "CH").checked(), Err(Refus::Vide("ce qui est mesuré")));
        assert_eq!(fait("Passages", "").checked(), Err(Refus::Vide("la source")));
        assert_eq!(fait(&"a".repeat(501), "CH").checked(), Err(Refus::Long("ce qui est mesuré", 501)));
    }
}

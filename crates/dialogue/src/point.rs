//! The agenda: what is proposed at the opening, what is added, what is decided.

use crate::dialogue::{Refus, said, short};
use crate::texte::Ecrit;
use kernel::Id;
use serde::Serialize;

/// Most points of one agenda.
pub const POINTS: usize = 40;

/// The words of a point, as forms name them: its title, what was said, what was decided.
pub const CHAMPS: [&str; 3] = ["titre", "notes", "decision"];

/// Words of a point as a writer sends them back: what is not among them stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mots(pub Vec<Ecrit>);

impl From<(&str, &str, &str)> for Mots {
    fn from((titre, notes, decision): (&str, &str, &str)) -> Self {
        let all = CHAMPS.into_iter().zip([titre, notes, decision]);
        Self(all.map(|(cle, texte)| (cle.to_owned(), texte.to_owned()).into()).collect())
    }
}

/// A point of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Its id.
    pub id: Id<Self>,
    /// Its place, from 1.
    pub rang: u32,
    /// In a few words.
    pub titre: String,
    /// What was said.
    pub notes: String,
    /// What was decided.
    pub decision: String,
}

impl Point {
    /// Its words, in the order of [`CHAMPS`].
    #[must_use]
    pub fn champs(&self) -> [String; 3] {
        [self.titre.clone(), self.notes.clone(), self.decision.clone()]
    }

    /// The same in other words.
    ///
    /// # Errors
    /// [`Refus`] about empty or long texts.
    pub fn reworded(&self, titre: &str, notes: &str, decision: &str) -> Result<Self, Refus> {
        let (notes, decision) = (notes.trim().to_owned(), decision.trim().to_owned());
        short("Ce qui a été dit", &notes, 8_000)?;
        short("La décision", &decision, 4_000)?;
        Ok(Self { titre: said("L’intitulé du point", titre, 200)?, notes, decision, ..self.clone() })
    }
}

/// The agenda proposed for contract year `annee`: what every dialogue goes through, then what this one must not forget.
#[must_use]
pub fn proposed(annee: u32, missions: &[String], retards: usize, sans_cible: usize) -> Vec<String> {
    let mut points = vec![
        "Approbation de l’ordre du jour".to_owned(),
        format!("Bilan de l’année {annee} : actions et vie de la communauté"),
    ];
    points.extend(missions.iter().map(|mission| format!("Indicateurs et preuves : {mission}")));
    points.push("Taux d’atteinte et part variable de l’année".to_owned());
    points.push("Argent reçu et dépensé, par mission".to_owned());
    if retards > 0 {
        points.push("Obligations du contrat en retard".to_owned());
    }
    let next = annee + 1;
    points.push(match sans_cible {
        0 => format!("Plan d’action et cibles de l’année {next}"),
        _ => format!("Plan d’action de l’année {next}, cibles à fixer"),
    });
    points.push("Évolutions souhaitées du contrat".to_owned());
    points
}

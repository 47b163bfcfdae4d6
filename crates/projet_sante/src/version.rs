//! A frozen version: the whole projet as it stood, with a number, a day and a hash. Work goes on in the next.

use crate::{Avancement, section, tableau::TableauDit};
use data_encoding::HEXLOWER;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// From 1, in order.
    pub numero: u32,
    /// Why it was frozen: « Envoi à l’ARS ».
    pub motif: String,
    /// SHA-256 of what was frozen, in hexadecimal.
    pub empreinte: String,
    /// Who froze it.
    pub auteur: Option<Uuid>,
    /// When.
    pub figee_le: Timestamp,
}

/// Why nothing is frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Not one word.
    #[error(
        "Le projet de santé est encore vide\u{a0}: écrivez au moins une partie avant de figer une version."
    )]
    Vide,
    /// As the last one.
    #[error("Rien n’a changé depuis la version {0}\u{a0}: elle reste la dernière.")]
    Identique(u32),
    /// Two people at once.
    #[error("Quelqu’un vient de figer une version\u{a0}: relisez-la avant d’en figer une autre.")]
    EnMemeTemps,
    /// What was frozen is not what was kept.
    #[error(
        "La version {0} ne correspond plus à son empreinte\u{a0}: prévenez l’administration de la plateforme."
    )]
    Alteree(u32),
}

/// Everything that the document says, as it stands at one moment, in words: later changes of names, of needs or of the
/// law do not touch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instantane {
    /// Name of the CPTS.
    pub cpts: String,
    /// The day.
    pub jour: Date,
    /// Its parts, in order.
    pub parties: Vec<Partie>,
    /// Figures of the territory; none before one is chosen.
    pub territoire: Option<Territoire>,
    /// Needs that stand, in order of rank.
    pub besoins: Vec<BesoinDit>,
    /// Objectives.
    pub objectifs: Vec<ObjectifDit>,
    /// Action sheets, in order of mission.
    pub actions: Vec<ActionDite>,
    /// Aims of the regional plan, each with the numbers of its actions.
    pub visees: Vec<(String, Vec<usize>)>,
    /// Names of the files given with it.
    pub annexes: Vec<String>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partie {
    /// Its code.
    pub code: String,
    /// Its title.
    pub titre: String,
    /// Where it stands.
    pub etat: section::Etat,
    /// Its words, with simple marks.
    pub texte: String,
    /// The table beside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tableau: Option<TableauDit>,
}

/// Figures of the territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Territoire {
    /// Labels, values and where they come from.
    pub chiffres: Vec<(String, String, String)>,
    /// Communes and their inhabitants, the largest first.
    pub communes: Vec<(String, Option<u32>)>,
    /// Where the populations come from.
    pub source: String,
    /// Its map, with those around; none when no outline is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carte: Option<CarteDite>,
}

/// A map that stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarteDite {
    /// The drawing.
    pub svg: String,
    /// Where the outlines come from.
    pub source: Option<String>,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesoinDit {
    /// Its words.
    pub titre: String,
    /// Whose it is.
    pub public: String,
    /// Its rank.
    pub rang: Option<u32>,
    /// More words.
    pub description: String,
    /// Numbers of the actions that answer it (places in the list of actions).
    pub actions: Vec<usize>,
    /// True when one of them at least is not suspended.
    pub couvert: bool,
}

/// An objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectifDit {
    /// Its words.
    pub titre: String,
    /// What will have changed.
    pub cible: String,
    /// Words of the needs that it answers.
    pub besoins: Vec<String>,
}

/// An action sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionDite {
    /// Its words.
    pub titre: String,
    /// Name of the mission.
    pub mission: String,
    /// Words of the objective.
    pub objectif: Option<String>,
    /// What is done.
    pub description: String,
    /// Name of the person in charge.
    pub responsable: Option<String>,
    /// First day.
    pub debut: Option<Date>,
    /// Last day.
    pub fin: Option<Date>,
    /// With whom.
    pub partenaires: Vec<String>,
    /// What will be counted.
    pub indicateurs: Vec<String>,
    /// In cents.
    pub budget_cents: Option<i64>,
    /// Where it stands.
    pub avancement: Avancement,
    /// Aims of the regional plan.
    pub visees: Vec<String>,
    /// True when it answers a need that stands.
    pub repond: bool,
}

impl Instantane {
    /// The text that is kept.
    ///
    /// # Errors
    /// Never in practice: every field has a JSON form.
    pub fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// True when not one part has a word.
    #[must_use]
    pub fn is_vide(&self) -> bool {
        self.parties.iter().all(|partie| partie.texte.is_empty() && partie.tableau.is_none())
    }

    /// Titles of the parts that nobody has agreed upon yet.
    #[must_use]
    pub fn pas_validees(&self) -> Vec<String> {
        let open = self.parties.iter().filter(|partie| partie.etat != section::Etat::Valide);
        open.map(|partie| partie.titre.clone()).collect()
    }

    /// True when it says the same as another, whatever their days.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { jour: other.jour, ..self.clone() } == *other
    }
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn empreinte(texte: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(texte.as_bytes()))
}

//! What an élu reports from a commune.

use crate::Besoin;
use identifiants::CommuneCode;
use jiff::Timestamp;
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// A difficulty that an élu reports from a commune, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signalement {
    /// Its id.
    pub id: Id<Self>,
    /// Where.
    pub commune: CommuneCode,
    /// What they say.
    pub texte: String,
    /// The account that wrote it.
    pub auteur: Option<Uuid>,
    /// When.
    pub recu_le: Timestamp,
    /// What was answered, if anything.
    pub suite: Option<Suite>,
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suite {
    /// What the CPTS answers, read by the author.
    pub reponse: String,
    /// When.
    pub le: Timestamp,
    /// The need that it became or joined, if any.
    pub besoin: Option<Id<Besoin>>,
}

/// Why a report or its answer is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Nothing said.
    #[error("Décrire la difficulté en quelques mots.")]
    SansTexte,
    /// Nothing answered.
    #[error("Écrire une réponse\u{a0}: la personne qui a signalé la lira.")]
    SansReponse,
    /// Too long.
    #[error("{0} caractères\u{a0}: 4 000 au plus sont acceptés.")]
    Long(usize),
    /// Elsewhere.
    #[error("La commune {0} n’est pas dans le territoire de la CPTS.")]
    HorsTerritoire(CommuneCode),
    /// Answered by somebody else meanwhile.
    #[error("Une réponse a déjà été donnée à ce signalement.")]
    DejaRepondu,
}

/// Longest report and answer, in characters.
const MAX: usize = 4000;

/// The words of a report or of an answer, trimmed.
///
/// # Errors
/// `missing` when there is none, [`Refus::Long`].
pub fn words(text: &str, missing: Refus) -> Result<String, Refus> {
    match text.trim() {
        "" => Err(missing),
        text if text.chars().count() > MAX => Err(Refus::Long(text.chars().count())),
        text => Ok(text.to_owned()),
    }
}

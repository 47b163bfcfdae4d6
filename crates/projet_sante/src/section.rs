//! A part of the projet de santé: who writes it, where it stands, each text that it had, what people say of it.

use crate::loi::SectionType;
use crate::tableau::Tableau;
use jiff::Timestamp;
use kernel::Id;
use kernel::saisie::{Refus, UpTo};
use serde::Serialize;
use uuid::Uuid;

/// Longest text of a part, in characters: some twenty pages.
pub const LONGUEUR: usize = 40_000;

kernel::codes! {
    /// Where a part stands.
    pub enum Etat {
        /// Nobody has begun.
        AEcrire = "a_ecrire", "À écrire";
        /// Being written.
        EnCours = "en_cours", "En cours";
        /// Read by somebody else.
        Relu = "relu", "Relue";
        /// Agreed upon.
        Valide = "valide", "Validée";
    }
}

impl Etat {
    /// How it sounds.
    #[must_use]
    pub const fn tone(self) -> ui::Tone {
        match self {
            Self::AEcrire => ui::Tone::Warning,
            Self::EnCours => ui::Tone::Info,
            Self::Relu => ui::Tone::Neutral,
            Self::Valide => ui::Tone::Success,
        }
    }
}

/// A part, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the law files ask of it.
    pub modele: SectionType,
    /// Who writes it.
    pub responsable: Option<Uuid>,
    /// Where it stands.
    pub etat: Etat,
    /// Its text of now; none before the first.
    pub redaction: Option<Redaction>,
    /// Comments that nobody has settled.
    pub ouverts: i64,
}

impl Section {
    /// The number of the text of now; zero before the first.
    #[must_use]
    pub fn numero(&self) -> u32 {
        self.redaction.as_ref().map_or(0, |redaction| redaction.numero)
    }

    /// The text of now.
    #[must_use]
    pub fn texte(&self) -> &str {
        self.redaction.as_ref().map_or("", |redaction| redaction.texte.as_str())
    }

    /// The table of now.
    #[must_use]
    pub fn tableau(&self) -> Tableau {
        self.redaction.as_ref().map(|redaction| redaction.tableau.clone()).unwrap_or_default()
    }

    /// The text that was agreed upon; none while it is being worked on.
    #[must_use]
    pub fn texte_valide(&self) -> Option<&str> {
        (self.etat == Etat::Valide && self.redaction.is_some()).then(|| self.texte())
    }

    /// Where it stands once a text was kept: what was read or agreed upon is so no more.
    #[must_use]
    pub fn after_writing(&self, new: &Redaction) -> Etat {
        match self.etat {
            _ if new.texte.is_empty() && new.tableau.is_empty() => Etat::AEcrire,
            Etat::AEcrire | Etat::EnCours | Etat::Relu | Etat::Valide => Etat::EnCours,
        }
    }
}

/// One text of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redaction {
    /// Its part.
    pub section: String,
    /// From 1, in order.
    pub numero: u32,
    /// The words, with simple marks ([`crate::texte`]).
    pub texte: String,
    /// The table beside them.
    pub tableau: Tableau,
    /// Who wrote it.
    pub auteur: Option<Uuid>,
    /// When.
    pub ecrit_le: Timestamp,
}

impl Redaction {
    /// Everything that is read, its table a row a line: what two texts are compared by.
    #[must_use]
    pub fn lu(&self, modele: &SectionType) -> String {
        match self.tableau.dit(modele) {
            None => self.texte.clone(),
            Some(table) => {
                format!("{}\n\n{}\u{a0}:\n{}", self.texte, table.titre, table.text()).trim().to_owned()
            }
        }
    }
}

/// Somebody wrote upon the same text in the meantime: both texts, nothing lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concurrence {
    /// The text that is kept.
    pub garde: Redaction,
    /// The text that was not.
    pub propose: Redaction,
}

/// What somebody says of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commentaire {
    /// Its id.
    pub id: Id<Self>,
    /// Its part.
    pub section: String,
    /// The number of the text it was said of.
    pub redaction: u32,
    /// The words.
    pub texte: String,
    /// Who said it.
    pub auteur: Uuid,
    /// When.
    pub ecrit_le: Timestamp,
    /// Settled: when, by whom.
    pub resolu: Option<(Timestamp, Option<Uuid>)>,
}

/// The words of a part, ready to be kept.
///
/// # Errors
/// Longer than [`LONGUEUR`].
pub fn check_texte(texte: &str) -> Result<String, Refus> {
    UpTo(LONGUEUR).maybe_words("texte", texte)
}

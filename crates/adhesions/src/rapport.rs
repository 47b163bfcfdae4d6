//! What an import makes of each line of a file.

use crate::Adherent;
use kernel::Id;
use serde::Serialize;
use ui::{Tone, francais};

/// What an import makes of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapport {
    /// Line by line.
    pub lignes: Vec<Lue>,
    /// What to know about the whole file.
    pub avis: Vec<String>,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lue {
    /// Its number as a spreadsheet shows it.
    pub numero: u64,
    /// Whom it speaks of.
    pub nom: String,
    /// Their address, when it says one.
    pub courriel: String,
    /// What becomes of it.
    pub issue: Issue,
    /// Why, in a sentence.
    pub raison: String,
    /// The column at fault, of a line that is not read.
    pub colonne: &'static str,
    /// The member it was put beside.
    pub adherent: Option<Id<Adherent>>,
}

kernel::codes! {
    /// What becomes of a line.
    pub enum Issue {
        /// Something is added.
        Ajoutee = "ajoutee", "À noter";
        /// Something known is completed.
        Completee = "completee", "À compléter";
        /// Nothing new.
        Inchangee = "inchangee", "Déjà noté";
        /// Does not count: refunded, cancelled, total.
        Ecartee = "ecartee", "Écarté";
        /// Nobody it could be put beside.
        SansAdherent = "sans_adherent", "Sans adhérent";
        /// Not read.
        Illisible = "illisible", "Illisible";
    }
}

/// The counts of an import, as commands print them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Comptes {
    /// Lines that are not blank.
    pub read: u64,
    /// Added.
    pub inserted: u64,
    /// Completed.
    pub updated: u64,
    /// Nothing new, or does not count.
    pub unchanged: u64,
    /// Not read, or put beside nobody.
    pub rejected: u64,
}

impl Issue {
    /// Its words after a count: « déjà notés ».
    fn compte(self, count: u64) -> String {
        let words = self.libelle().to_lowercase();
        match self {
            Self::Inchangee | Self::Ecartee | Self::Illisible if count > 1 => format!("{words}s"),
            Self::Ajoutee
            | Self::Completee
            | Self::Inchangee
            | Self::Ecartee
            | Self::SansAdherent
            | Self::Illisible => words,
        }
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Ajoutee | Self::Completee => Tone::Success,
            Self::Inchangee | Self::Ecartee => Tone::Neutral,
            Self::SansAdherent => Tone::Warning,
            Self::Illisible => Tone::Danger,
        }
    }
}

impl Rapport {
    /// How many lines have that end.
    #[must_use]
    pub fn count(&self, issue: Issue) -> u64 {
        self.lignes.iter().filter(|one| one.issue == issue).count() as u64
    }

    /// The counts.
    #[must_use]
    pub fn comptes(&self) -> Comptes {
        Comptes {
            read: self.lignes.len() as u64,
            inserted: self.count(Issue::Ajoutee),
            updated: self.count(Issue::Completee),
            unchanged: self.count(Issue::Inchangee) + self.count(Issue::Ecartee),
            rejected: self.count(Issue::SansAdherent) + self.count(Issue::Illisible),
        }
    }

    /// Whether anything would be written.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.lignes.iter().any(|one| matches!(one.issue, Issue::Ajoutee | Issue::Completee))
    }

    /// « 12 lignes : 8 à noter, 3 déjà notés, 1 sans adhérent. »
    #[must_use]
    pub fn en_mots(&self) -> String {
        let total = i64::try_from(self.lignes.len()).unwrap_or(i64::MAX);
        let parts = Issue::ALL.iter().filter(|issue| self.count(**issue) > 0);
        let parts: Vec<String> = parts
            .map(|issue| format!("{}\u{a0}{}", self.count(*issue), issue.compte(self.count(*issue))))
            .collect();
        format!("{}\u{a0}: {}.", francais::compte(total, "ligne", "lignes"), parts.join(", "))
    }
}

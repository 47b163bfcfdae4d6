//! A file kept beside something, as its proof.

use kernel::Id;
use pieces::Piece;
use std::{fmt, str::FromStr};

/// A file, and what it is beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jointe {
    /// Its id.
    pub id: Id<Self>,
    /// What it is beside.
    pub sujet: Sujet,
    /// The file.
    pub piece: Piece,
}

/// What a file is kept beside: a kind, and a name or an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sujet {
    pub(crate) genre: Genre,
    pub(crate) cle: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Genre {
    Critere,
    Envoi,
    Question,
    Statut,
    Aide,
    Annexe,
    Depense,
    Section,
}

const GENRES: [(Genre, &str); 8] = [
    (Genre::Critere, "critere"),
    (Genre::Envoi, "envoi"),
    (Genre::Question, "question"),
    (Genre::Statut, "statut"),
    (Genre::Aide, "aide"),
    (Genre::Annexe, "annexe"),
    (Genre::Depense, "depense"),
    (Genre::Section, "section"),
];

/// The text names nothing that a file can be beside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Une pièce ne peut pas être jointe à «\u{a0}{0}\u{a0}».")]
pub struct SujetError(String);

impl Sujet {
    /// A criterion of a stage.
    #[must_use]
    pub fn critere(etape: &str, code: &str) -> Self {
        Self { genre: Genre::Critere, cle: format!("{etape}/{code}") }
    }

    /// A sending.
    #[must_use]
    pub fn envoi(id: Id<crate::Envoi>) -> Self {
        Self { genre: Genre::Envoi, cle: id.to_string() }
    }

    /// A question of the ARS.
    #[must_use]
    pub fn question(id: Id<crate::Question>) -> Self {
        Self { genre: Genre::Question, cle: id.to_string() }
    }

    /// One of the five questions on the statutes.
    #[must_use]
    pub fn statut(code: &str) -> Self {
        Self { genre: Genre::Statut, cle: code.to_owned() }
    }

    /// An aid.
    #[must_use]
    pub fn aide(id: Id<crate::Aide>) -> Self {
        Self { genre: Genre::Aide, cle: id.to_string() }
    }

    /// Something paid with an aid.
    #[must_use]
    pub fn depense(id: Id<crate::Depense>) -> Self {
        Self { genre: Genre::Depense, cle: id.to_string() }
    }

    /// A part of the projet: its signed charter, its protocols.
    #[must_use]
    pub fn section(code: &str) -> Self {
        Self { genre: Genre::Section, cle: code.to_owned() }
    }

    /// The projet de santé itself: the list of its annexes.
    #[must_use]
    pub fn annexe() -> Self {
        Self { genre: Genre::Annexe, cle: "projet".to_owned() }
    }

    /// The page where it is shown, after `/{cpts}/espace/`.
    #[must_use]
    pub fn page(&self) -> String {
        match self.genre {
            Genre::Critere => {
                format!("projet/etapes/{}", self.cle.split('/').next().unwrap_or_default())
            }
            Genre::Envoi | Genre::Question => "projet/dossier".to_owned(),
            Genre::Statut => "projet/statuts".to_owned(),
            Genre::Aide => format!("projet/aides/{}", self.cle),
            Genre::Depense => "projet/aides".to_owned(),
            Genre::Section => format!("projet/sections/{}", self.cle),
            Genre::Annexe => "projet/versions".to_owned(),
        }
    }

    /// True for what is always shown to the ARS and the CPAM: what was sent, asked, joined to the projet, found in the
    /// statutes. The files of a part are shown once it is agreed upon.
    #[must_use]
    pub fn is_partage(&self) -> bool {
        matches!(self.genre, Genre::Envoi | Genre::Question | Genre::Annexe | Genre::Statut)
    }

    /// True for an aid and what it paid: whoever keeps the money may add its papers.
    #[must_use]
    pub fn is_aide(&self) -> bool {
        matches!(self.genre, Genre::Aide | Genre::Depense)
    }
}

impl fmt::Display for Sujet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = GENRES.iter().find(|(genre, _)| *genre == self.genre).map_or("", |(_, name)| *name);
        write!(f, "{name}:{}", self.cle)
    }
}

impl FromStr for Sujet {
    type Err = SujetError;

    fn from_str(text: &str) -> Result<Self, SujetError> {
        let refuse = || SujetError(text.chars().take(60).collect());
        let (name, cle) = text.split_once(':').ok_or_else(refuse)?;
        let (genre, _) = GENRES.iter().find(|(_, known)| *known == name).ok_or_else(refuse)?;
        let plain = cle.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'));
        let fits = plain && (1..=100).contains(&cle.len());
        fits.then(|| Self { genre: *genre, cle: cle.to_owned() }).ok_or_else(refuse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_reads_back_and_leads_to_its_page() {
        let one = Sujet::critere("emergence", "contacts");
        assert_eq!(one.to_string().parse::<Sujet>().unwrap(), one);
        assert_eq!(one.page(), "projet/etapes/emergence");
        for bad in ["", "critere", "critere:", "autre:x", "statut:a b", "statut:<b>"] {
            assert!(bad.parse::<Sujet>().is_err(), "{bad}");
        }
    }
}

//! What an edition changed for somebody, and how a territory sees it.

mod ecart;
mod mots;

pub(crate) use ecart::{Ecart, compare};

use identifiants::{CommuneCode, Idnps};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Genre {
    /// Somebody practises here who did not.
    Arrivee,
    /// Somebody no longer practises here.
    Depart,
    /// From one commune to another.
    Demenagement,
    /// Name, profession, qualifications, structure, address, telephone…
    Modification,
}

/// The text names no kind of change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un genre de changement.")]
pub struct GenreError(String);

impl Genre {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Arrivee, Self::Depart, Self::Demenagement, Self::Modification];

    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arrivee => "arrivee",
            Self::Depart => "depart",
            Self::Demenagement => "demenagement",
            Self::Modification => "modification",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Arrivee => "Arrivée",
            Self::Depart => "Départ",
            Self::Demenagement => "Déménagement",
            Self::Modification => "Modification",
        }
    }
}

impl FromStr for Genre {
    type Err = GenreError;

    fn from_str(text: &str) -> Result<Self, GenreError> {
        let found = Self::ALL.into_iter().find(|genre| genre.code() == text);
        found.ok_or_else(|| GenreError(text.chars().take(40).collect()))
    }
}

/// One thing that is written otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What: « Téléphone », « Adresse », « Savoir-faire »…
    pub quoi: String,
    /// Before; empty when there was nothing.
    pub avant: String,
    /// After; empty when nothing is left.
    pub apres: String,
}

/// What an edition changed for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changement {
    /// Its number, growing.
    pub id: i64,
    /// Edition of the activities that tells it.
    pub edition: i64,
    /// Day of that edition.
    pub du: Date,
    /// Who.
    pub idnps: Idnps,
    /// What happened.
    pub genre: Genre,
    /// Where they practised.
    pub avant: Option<CommuneCode>,
    /// Where they practise.
    pub apres: Option<CommuneCode>,
    /// Profession (TRE_G15).
    pub profession: String,
    /// « Dr Alix Fictif ».
    pub nom: String,
    /// What is written otherwise, field by field.
    pub details: Vec<Detail>,
}

/// The changes as these communes see them: who moves in from elsewhere arrives, who moves out leaves; for each person,
/// edition and kind, one.
#[must_use]
pub fn seen_from(changements: Vec<Changement>, communes: &BTreeSet<CommuneCode>) -> Vec<Changement> {
    let inside = |code: Option<CommuneCode>| code.is_some_and(|code| communes.contains(&code));
    let mut kept: BTreeMap<(i64, Idnps, Genre), Changement> = BTreeMap::new();
    for mut one in changements {
        one.genre = match (one.genre, inside(one.avant), inside(one.apres)) {
            (_, false, false) => continue,
            (Genre::Demenagement, true, false) => Genre::Depart,
            (Genre::Demenagement, false, true) => Genre::Arrivee,
            (genre, ..) => genre,
        };
        match kept.get_mut(&(one.edition, one.idnps.clone(), one.genre)) {
            Some(known) => {
                let new = one.details.into_iter().filter(|detail| !known.details.contains(detail));
                let new: Vec<Detail> = new.collect();
                known.details.extend(new);
            }
            None => drop(kept.insert((one.edition, one.idnps.clone(), one.genre), one)),
        }
    }
    let mut seen: Vec<Changement> = kept.into_values().collect();
    seen.sort_by_key(|one| (std::cmp::Reverse(one.edition), one.id));
    seen
}

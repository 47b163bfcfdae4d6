//! A need of the territory: what it says, whether it stands.

use identifiants::CommuneCode;
use jiff::Timestamp;
use kernel::Id;
use serde::Serialize;
use std::{collections::BTreeSet, fmt, str::FromStr};
use uuid::Uuid;

/// A need of the territory, written by somebody, that evidence supports and a session ranks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Besoin {
    /// Its id.
    pub id: Id<Self>,
    /// What it says.
    pub texte: Texte,
    /// Who voices it.
    pub origine: Origine,
    /// The account that wrote it; none for an import.
    pub auteur: Option<Uuid>,
    /// When.
    pub ecrit_le: Timestamp,
    /// Whether it still stands.
    pub etat: Etat,
}

/// What a need says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Texte {
    /// Whose need it is.
    pub public: Public,
    /// One line.
    pub titre: Titre,
    /// Some more words, possibly none; at most [`Texte::DESCRIPTION_MAX`] characters.
    pub description: String,
    /// Where; empty for the whole territory.
    pub communes: BTreeSet<CommuneCode>,
}

impl Texte {
    /// Longest description, in characters.
    pub const DESCRIPTION_MAX: usize = 4000;
}

/// Whether a need still stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Etat {
    /// On the list.
    Ouvert,
    /// Taken off the list, and why.
    Retire {
        /// When.
        le: Timestamp,
        /// Why.
        motif: String,
    },
    /// Said again, better, by another need.
    Fondu {
        /// When.
        le: Timestamp,
        /// The need that stays.
        dans: Id<Besoin>,
    },
}

/// Why a need is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// The description.
    #[error(
        "La description a {0} caractères\u{a0}: {max} au plus sont acceptés.",
        max = Texte::DESCRIPTION_MAX
    )]
    DescriptionLongue(usize),
    /// Withdrawn or merged since.
    #[error("Ce besoin n’est plus sur la liste\u{a0}: il a été retiré ou fondu dans un autre.")]
    PlusOuvert,
    /// Nothing to bring back.
    #[error("Ce besoin est déjà sur la liste.")]
    DejaOuvert,
    /// It is being ranked.
    #[error("Ce besoin est dans la séance ouverte\u{a0}: attendre sa clôture.")]
    EnSeance,
    /// Without a word.
    #[error("Dire pourquoi ce besoin est retiré.")]
    SansMotif,
    /// Into itself.
    #[error("Un besoin ne peut pas être fondu dans lui-même.")]
    DansLuiMeme,
}

impl Besoin {
    /// True when it is on the list.
    #[must_use]
    pub fn is_ouvert(&self) -> bool {
        self.etat == Etat::Ouvert
    }

    /// The same need, said otherwise.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn reworded(&self, texte: Texte) -> Result<Self, Refus> {
        self.must_be_open()?;
        check(&texte)?;
        Ok(Self { texte, ..self.clone() })
    }

    /// Off the list.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn withdrawn(&self, le: Timestamp, motif: &str) -> Result<Self, Refus> {
        self.must_be_open()?;
        match motif.trim() {
            "" => Err(Refus::SansMotif),
            motif => Ok(Self { etat: Etat::Retire { le, motif: motif.to_owned() }, ..self.clone() }),
        }
    }

    /// Merged into `other`, which must stand.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn merged(&self, other: &Self, le: Timestamp) -> Result<Self, Refus> {
        self.must_be_open()?;
        if self.id == other.id {
            return Err(Refus::DansLuiMeme);
        }
        other.must_be_open()?;
        Ok(Self { etat: Etat::Fondu { le, dans: other.id }, ..self.clone() })
    }

    /// Back on the list.
    ///
    /// # Errors
    /// [`Refus::DejaOuvert`].
    pub fn reopened(&self) -> Result<Self, Refus> {
        if self.is_ouvert() {
            Err(Refus::DejaOuvert)
        } else {
            Ok(Self { etat: Etat::Ouvert, ..self.clone() })
        }
    }

    fn must_be_open(&self) -> Result<(), Refus> {
        if self.is_ouvert() { Ok(()) } else { Err(Refus::PlusOuvert) }
    }
}

/// Refuses words that are too long.
///
/// # Errors
/// [`Refus::DescriptionLongue`].
pub fn check(texte: &Texte) -> Result<(), Refus> {
    match texte.description.chars().count() {
        n if n > Texte::DESCRIPTION_MAX => Err(Refus::DescriptionLongue(n)),
        _ => Ok(()),
    }
}

/// One line, 3 to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Titre(String);

/// Why a text is not a title.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} caractères\u{a0}: de 3 à 200 sont attendus, sur une ligne.")]
pub struct TitreError(usize);

impl FromStr for Titre {
    type Err = TitreError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.chars().count() {
            3..=200 => Ok(Self(line)),
            n => Err(TitreError(n)),
        }
    }
}

impl fmt::Display for Titre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

kernel::codes! {
    /// Whose need it is (two lists in the diagnostic: inhabitants, professionals).
    pub enum Public {
        /// Health problems of the inhabitants.
        Population = "population", "Population";
        /// What professionals lack to care for them.
        Professionnels = "professionnels", "Professionnels";
    }
}

kernel::codes! {
    /// Who voices a need.
    pub enum Origine {
        /// The CPTS: its members and its office.
        Cpts = "cpts", "La CPTS";
        /// ARS, CPAM, conseil départemental: the diagnostic is shared with them.
        Institution = "institution", "Une institution";
        /// From a report of a commune.
        Elu = "elu", "Un élu";
        /// From the answers to a survey.
        Enquete = "enquete", "Une enquête";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn besoin(id: u128) -> Besoin {
        Besoin {
            id: Id::new(Uuid::from_u128(id)),
            texte: Texte {
                public: Public::Population,
                titre: "Trouver un médecin traitant".parse().unwrap(),
                description: String::new(),
                communes: BTreeSet::new(),
            },
            origine: Origine::Cpts,
            auteur: None,
            ecrit_le: Timestamp::UNIX_EPOCH,
            etat: Etat::Ouvert,
        }
    }

    #[test]
    fn a_need_off_the_list_is_not_changed_but_can_come_back() {
        let now = Timestamp::UNIX_EPOCH;
        let gone = besoin(1).withdrawn(now, " dit deux fois ").unwrap();
        assert_eq!(gone.etat, Etat::Retire { le: now, motif: "dit deux fois".to_owned() });
        assert_eq!(gone.withdrawn(now, "encore"), Err(Refus::PlusOuvert));
        assert_eq!(gone.reworded(gone.texte.clone()), Err(Refus::PlusOuvert));
        assert_eq!(gone.reopened().unwrap(), besoin(1));
        assert_eq!(besoin(1).reopened(), Err(Refus::DejaOuvert));
        assert_eq!(besoin(1).withdrawn(now, "  "), Err(Refus::SansMotif));
    }

    #[test]
    fn a_need_merges_into_another_that_stands() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(besoin(1).merged(&besoin(1), now), Err(Refus::DansLuiMeme));
        let gone = besoin(2).withdrawn(now, "non").unwrap();
        assert_eq!(besoin(1).merged(&gone, now), Err(Refus::PlusOuvert));
        assert_eq!(
            besoin(1).merged(&besoin(2), now).unwrap().etat,
            Etat::Fondu { le: now, dans: besoin(2).id }
        );
    }

    #[test]
    fn words_have_a_length() {
        assert_eq!("ab".parse::<Titre>(), Err(TitreError(2)));
        assert_eq!(" a\n b ".parse::<Titre>().unwrap().to_string(), "a b");
        let texte = Texte { description: "é".repeat(4001), ..besoin(1).texte };
        assert_eq!(besoin(1).reworded(texte), Err(Refus::DescriptionLongue(4001)));
    }
}

//! Who or what an entry is about.

mod genre;

pub use genre::{Famille, Genre};

use crate::{Fiche, Reference};
use identifiants::{CommuneCode, Finess, Idnps, Siret};
use kernel::Id;
use serde::Serialize;
use std::collections::BTreeSet;

/// Longest name of an actor, in characters.
const NOM: usize = 120;
/// Most communes that an actor serves.
const COMMUNES: usize = 500;

/// Who or what an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sujet {
    /// A professional of the national directory: name, profession and places are there.
    Professionnel(Idnps),
    /// A structure of FINESS.
    Finess(Finess),
    /// A structure known by its SIRET.
    Siret(Siret),
    /// Somebody or something without a national number: all that is known is here.
    Local(Local),
}

/// An actor or a structure without a national number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Local {
    /// Which kind.
    pub genre: Genre,
    /// Which kind, in words, when it is none of the list.
    pub precision: String,
    /// Its name.
    pub nom: String,
    /// Whom to ask for; shown to members only.
    pub contact: String,
    /// The communes that it serves.
    pub communes: BTreeSet<CommuneCode>,
}

/// Why an actor cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SujetRefus {
    /// No name.
    #[error("Donnez un nom\u{a0}: «\u{a0}PMI de Langeac\u{a0}», «\u{a0}Mairie de Saugues\u{a0}».")]
    SansNom,
    /// Too long a name.
    #[error("Le nom compte {0} caractères\u{a0}; 120 au plus.")]
    NomLong(usize),
    /// « Autre » without words.
    #[error("Dites en quelques mots de quel genre d’acteur il s’agit.")]
    SansPrecision,
    /// No commune at all.
    #[error("Choisissez au moins une commune\u{a0}: c’est ainsi que la fiche se retrouve.")]
    SansCommune,
    /// Too many.
    #[error("{0} communes\u{a0}: 500 au plus.")]
    TropDeCommunes(usize),
}

impl Sujet {
    /// The unique text of this subject; `id` is the entry's.
    #[must_use]
    pub fn reference(&self, id: Id<Fiche>) -> Reference {
        match self {
            Self::Professionnel(idnps) => Reference::Professionnel(idnps.clone()),
            Self::Finess(finess) => Reference::Finess(*finess),
            Self::Siret(siret) => Reference::Siret(*siret),
            Self::Local(_) => Reference::Locale(id),
        }
    }

    /// The subject that an official reference names; `None` for a local one.
    #[must_use]
    pub fn officiel(reference: &Reference) -> Option<Self> {
        match reference {
            Reference::Professionnel(idnps) => Some(Self::Professionnel(idnps.clone())),
            Reference::Finess(finess) => Some(Self::Finess(*finess)),
            Reference::Siret(siret) => Some(Self::Siret(*siret)),
            Reference::Locale(_) => None,
        }
    }

    /// True for a person: absences and departures make sense.
    #[must_use]
    pub const fn is_personne(&self) -> bool {
        match self {
            Self::Professionnel(_) => true,
            Self::Local(local) => matches!(local.genre.famille(), Famille::Personne),
            Self::Finess(_) | Self::Siret(_) => false,
        }
    }
}

impl Local {
    /// Trimmed and checked.
    ///
    /// # Errors
    /// The first reason why it cannot be kept.
    pub fn new(
        genre: Genre,
        precision: &str,
        nom: &str,
        contact: &str,
        communes: BTreeSet<CommuneCode>,
    ) -> Result<Self, SujetRefus> {
        let letters = nom.trim().chars().count().max(contact.trim().chars().count());
        match () {
            () if nom.trim().is_empty() => return Err(SujetRefus::SansNom),
            () if letters > NOM => return Err(SujetRefus::NomLong(letters)),
            () if genre == Genre::Autre && precision.trim().is_empty() => {
                return Err(SujetRefus::SansPrecision);
            }
            () if communes.is_empty() => return Err(SujetRefus::SansCommune),
            () if communes.len() > COMMUNES => return Err(SujetRefus::TropDeCommunes(communes.len())),
            () => {}
        }
        let precision = if genre == Genre::Autre { precision.trim() } else { "" };
        Ok(Self {
            genre,
            precision: precision.chars().take(NOM).collect(),
            nom: nom.trim().to_owned(),
            contact: contact.trim().to_owned(),
            communes,
        })
    }

    /// « PMI », or the words of an actor of another kind.
    #[must_use]
    pub fn genre_en_mots(&self) -> &str {
        if self.precision.is_empty() { self.genre.libelle() } else { &self.precision }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(genre: Genre, precision: &str, nom: &str, communes: &str) -> Result<Local, SujetRefus> {
        let communes = communes.split_whitespace().map(|code| code.parse().unwrap()).collect();
        Local::new(genre, precision, nom, "", communes)
    }

    #[test]
    fn an_actor_has_a_name_a_place_and_says_what_it_is() {
        assert_eq!(local(Genre::Pmi, "", " ", "43112"), Err(SujetRefus::SansNom));
        assert_eq!(local(Genre::Pmi, "", "PMI de Langeac", ""), Err(SujetRefus::SansCommune));
        assert_eq!(local(Genre::Autre, " ", "Épicerie", "43112"), Err(SujetRefus::SansPrecision));
        let other = local(Genre::Autre, "Épicerie solidaire", " Le Panier ", "43112").unwrap();
        assert_eq!((other.genre_en_mots(), other.nom.as_str()), ("Épicerie solidaire", "Le Panier"));
        assert_eq!(local(Genre::Pmi, "x", "PMI", "43112").unwrap().genre_en_mots(), Genre::Pmi.libelle());
    }
}

use crate::Reference;
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// Somebody works in a structure, said by hand beside what the national directory says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rattachement {
    /// Its id.
    pub id: Id<Self>,
    /// The structure.
    pub structure: Reference,
    /// As what.
    pub fonction: String,
    /// First day.
    pub depuis: Date,
    /// Last day, when it is known.
    pub jusquau: Option<Date>,
}

/// Why somebody cannot be attached to a structure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RattachementRefus {
    /// A person does not work in a person.
    #[error("Donnez une structure\u{a0}: numéro FINESS, SIRET, ou une structure de l’annuaire.")]
    PasUneStructure,
    /// The end comes first.
    #[error("Le dernier jour vient avant le premier.")]
    Envers,
    /// Too many words.
    #[error("La fonction compte {0} caractères\u{a0}; 120 au plus.")]
    FonctionLongue(usize),
    /// Already there.
    #[error("Ce rattachement est déjà noté.")]
    Deja,
}

impl Rattachement {
    /// Whether it holds on that day.
    #[must_use]
    pub fn holds(&self, jour: Date) -> bool {
        self.depuis <= jour && self.jusquau.is_none_or(|last| jour <= last)
    }

    /// Whether it can be kept.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self) -> Result<(), RattachementRefus> {
        let letters = self.fonction.chars().count();
        match &self.structure {
            Reference::Professionnel(_) => Err(RattachementRefus::PasUneStructure),
            _ if self.jusquau.is_some_and(|last| last < self.depuis) => Err(RattachementRefus::Envers),
            _ if letters > 120 => Err(RattachementRefus::FonctionLongue(letters)),
            _ => Ok(()),
        }
    }
}

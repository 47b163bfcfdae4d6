//! What an entry says beyond the official files, field by field.

mod accueil;
mod depart;
mod exercice;
mod horaires;
mod listes;
mod nature;
mod parts;
mod texte;
#[cfg(test)]
pub(crate) use valeur::samples as valeur_samples;
mod valeur;

pub use accueil::{Accueil, AvecMots, Perimetre, Reponse, Visites};
pub use depart::Mois;
pub use exercice::{Conventionnement, Etp, ModeExercice, Recours};
pub use horaires::{Horaires, JOURS, Plage, Plages, PlagesError};
pub use listes::{Acces, Accessibilite, Liste};
pub use nature::Nature;
pub use parts::{Erreurs, Parts};
pub use texte::{Site, Texte};
pub use valeur::Valeur;

use crate::Visibilite;
use jiff::Timestamp;
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

kernel::codes! {
    /// Who said it.
    pub enum Source {
        /// The person themselves, or whoever answers for the structure.
        Titulaire = "titulaire", "la personne elle-même";
        /// The CPTS, on their behalf.
        Cpts = "cpts", "la CPTS";
    }
}

/// A value, who may see it, and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Champ {
    /// Drawn anew with each value: what the journal hashes cannot be guessed once the value is erased.
    pub id: Id<Self>,
    /// What is said.
    pub valeur: Valeur,
    /// Who may see it.
    pub visibilite: Visibilite,
    /// Who said it.
    pub source: Source,
    /// When.
    pub le: Timestamp,
    /// The account that typed it; none for an owner without account.
    pub par: Option<Uuid>,
    /// The official value that the CPTS chose not to follow, so that it is not proposed again.
    pub ecarte: String,
}

impl Champ {
    /// Who may really see it: never more people than its nature allows, whatever the row says.
    #[must_use]
    pub fn niveau(&self) -> Visibilite {
        self.visibilite.max(self.valeur.nature().maximum())
    }
}

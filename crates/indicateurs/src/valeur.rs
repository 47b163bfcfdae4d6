//! Values that people enter, and the papers behind them.

use crate::{Indicateur, Nombre};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// Longest source or note, in characters.
const LONGEST: usize = 500;

/// A value that somebody entered, or that came from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Valeur {
    /// Its id.
    pub id: Id<Self>,
    /// What it measures.
    pub indicateur: Id<Indicateur>,
    /// What it says.
    pub releve: Saisie,
    /// By hand, or from a file.
    pub origine: Origine,
    /// Who entered it.
    pub auteur: Option<Uuid>,
    /// When.
    pub saisi_le: Timestamp,
}

/// What a person says of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saisie {
    /// The day that it says, not the day it is entered.
    pub jour: Date,
    /// The value.
    pub valeur: Nombre,
    /// Where it comes from: « CPAM de la Haute-Loire, relevé de mars ».
    pub source: String,
    /// What to know about it.
    pub note: String,
}

kernel::codes! {
    /// How a value came.
    pub enum Origine {
        /// Typed.
        Saisie = "saisie", "Saisie";
        /// From a file.
        Import = "import", "Importée";
    }
}

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Says tomorrow.
    #[error("Le {} n’est pas encore passé\u{a0}: une valeur se saisit quand elle est connue.", ui::francais::date(*.0))]
    Futur(Date),
    /// Before or after the contract.
    #[error("Le {} est en dehors du contrat.", ui::francais::date(*.0))]
    HorsContrat(Date),
    /// Says nothing of its source.
    #[error("Dites d’où vient ce chiffre.")]
    SansSource,
    /// Too many words.
    #[error("{0} caractères\u{a0}: 500 au plus.")]
    Long(usize),
    /// The unit does not allow it.
    #[error("Cette valeur ne convient pas à l’unité de l’indicateur.")]
    HorsUnite,
    /// Another value says the same day.
    #[error("Une valeur existe déjà pour ce jour-là\u{a0}: retirez-la d’abord.")]
    DejaUne,
    /// The acts say it.
    #[error("Cet indicateur se calcule à partir des actes\u{a0}: notez l’acte, la valeur suivra.")]
    Calcule,
    /// No reason.
    #[error("Dites pourquoi cette valeur est retirée.")]
    SansMotif,
    /// Taken back already.
    #[error("Cette valeur a déjà été retirée.")]
    DejaRetiree,
    /// The same paper, twice.
    #[error("Cette pièce est déjà jointe.")]
    PieceDejaLa,
    /// No file.
    #[error("Choisissez un fichier.")]
    SansPiece,
}

impl Saisie {
    /// Whether this can be entered today for that indicator of a contract that runs over these days.
    ///
    /// # Errors
    /// The first [`Refus`].
    pub fn check(&self, indicateur: &Indicateur, today: Date, contrat: (Date, Date)) -> Result<(), Refus> {
        let long = self.source.chars().count().max(self.note.chars().count());
        match () {
            () if indicateur.texte.mesure.is_some() => Err(Refus::Calcule),
            () if self.jour > today => Err(Refus::Futur(self.jour)),
            () if !(contrat.0..=contrat.1).contains(&self.jour) => Err(Refus::HorsContrat(self.jour)),
            () if self.source.trim().is_empty() => Err(Refus::SansSource),
            () if long > LONGEST => Err(Refus::Long(long)),
            () if indicateur.texte.unite.check("La valeur", self.valeur).is_err() => Err(Refus::HorsUnite),
            () => Ok(()),
        }
    }
}

/// A paper behind a value, or behind an indicator in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreuveDeposee {
    /// Its id.
    pub id: Id<Self>,
    /// What it proves.
    pub indicateur: Id<Indicateur>,
    /// The contract year.
    pub annee: u32,
    /// The value that it shows; `None` when it shows the indicator as a whole.
    pub valeur: Option<Id<Valeur>>,
    /// The file.
    pub piece: Id<pieces::Piece>,
    /// What it is.
    pub libelle: String,
    /// When it was added.
    pub ajoutee_le: Timestamp,
}

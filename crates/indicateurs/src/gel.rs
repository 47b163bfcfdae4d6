//! Figures as they stood one day.

use crate::indicateur::{Nature, Sens, Unite};
use crate::{Indicateur, Nombre, PreuveDeposee, Valeur};
use contrat::Contrat;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use law::Explained;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is said of a settled indicator that nothing was known of.
pub const A_ZERO: &str = "sans valeur, compté à zéro";

/// The figures of a contract year as they stood one day. They never change, whatever happens to the acts later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gel {
    /// Its id.
    pub id: Id<Self>,
    /// The contract.
    pub contrat: Id<Contrat>,
    /// Number of the contract year.
    pub annee: u32,
    /// What it was frozen for: « Dialogue de gestion 2026 ».
    pub libelle: String,
    /// True when these figures settle the year: there is one such freeze a year.
    pub definitif: bool,
    /// The day of the figures.
    pub jour: Date,
    /// When it was frozen.
    pub gele_le: Timestamp,
    /// Who froze it.
    pub par: Option<Uuid>,
}

/// What to freeze for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// What it is frozen for.
    pub libelle: String,
    /// Whether it settles the year.
    pub definitif: bool,
    /// A key of the caller's: the same key never freezes twice.
    pub cle: String,
    /// Whether an indicator of the year that has a weight and no achievement is settled at zero: only when somebody says so.
    pub a_zero: bool,
}

/// One indicator as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneGelee {
    /// The indicator.
    pub indicateur: Id<Indicateur>,
    /// Its id in the catalogue.
    pub code: String,
    /// Its mission.
    pub mission: String,
    /// Its name that day.
    pub libelle: String,
    /// Means or result.
    pub nature: Nature,
    /// The better direction.
    pub sens: Sens,
    /// Its unit.
    pub unite: Unite,
    /// Its baseline.
    pub depart: Option<(Nombre, Date)>,
    /// Its target.
    pub cible: Option<Nombre>,
    /// Its weight, in thousandths.
    pub poids: Option<u16>,
    /// Whether its words had been checked against the contract.
    pub confirme: bool,
    /// Its value.
    pub valeur: Option<Nombre>,
    /// The day that the value says.
    pub jour: Option<Date>,
    /// The entered value, when it was not computed.
    pub de: Option<Id<Valeur>>,
    /// Where the value came from, in words.
    pub source: String,
    /// Acts behind it.
    pub lignes: i64,
    /// Papers behind it.
    pub preuves: i64,
    /// Which ones: those of a settled year stay.
    pub pieces: Vec<Id<PreuveDeposee>>,
    /// Share of the target reached, in millionths, explained.
    pub atteinte: Option<Explained<i64>>,
}

impl LigneGelee {
    /// Whether the frozen figure counted this paper: the paper must then stay readable.
    #[must_use]
    pub fn cite(&self, preuve: &PreuveDeposee) -> bool {
        self.pieces.contains(&preuve.id)
    }

    /// Whether it has a weight and nothing was known of how far it went: settled, it counts for zero.
    #[must_use]
    pub fn sans_atteinte(&self) -> bool {
        self.poids.is_some_and(|poids| poids > 0) && self.atteinte.is_none()
    }
}

/// What became of a frozen figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ecart {
    /// The indicator.
    pub indicateur: Id<Indicateur>,
    /// Its name when it was frozen.
    pub libelle: String,
    /// Its unit.
    pub unite: Unite,
    /// As it was frozen.
    pub gele: Option<Nombre>,
    /// As it would be said today for the same year.
    pub aujourdhui: Option<Nombre>,
}

/// Why figures are not frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Settled already.
    #[error("Les chiffres de l’année {0} sont déjà arrêtés.")]
    DejaGele(u32),
    /// The contract has no such year, or it has not begun.
    #[error("L’année {0} du contrat n’a pas commencé.")]
    PasCommencee(u32),
    /// Nothing to freeze.
    #[error("Le contrat n’a pas encore d’indicateur.")]
    Vide,
    /// A settled year has its weights.
    #[error(
        "Les poids de la mission «\u{a0}{0}\u{a0}» font {1}\u{a0}: complétez-les avant d’arrêter l’année."
    )]
    Poids(String, String),
    /// Settling counts nobody for zero unless somebody says so.
    #[error(
        "Rien ne dit où en sont ces indicateurs\u{a0}: {0}. Complétez-les, ou demandez à compter à zéro les indicateurs sans valeur."
    )]
    SansValeur(String),
    /// Money follows from a year that is settled: what showed its figures stays.
    #[error(
        "Cette preuve a servi à arrêter l’année {0}\u{a0}: elle doit rester lisible, elle ne se retire plus."
    )]
    PreuveCitee(u32),
    /// A settled year pays the missions of the contract, and no other.
    #[error(
        "Ces indicateurs portent sur une mission qui n’est pas au contrat\u{a0}: {0}. Changez leur mission, retirez-les, ou ajoutez la mission au contrat."
    )]
    HorsMission(String),
    /// Settling before the last day has passed is said aloud.
    #[error(
        "L’année n’est pas finie\u{a0}: elle court jusqu’au {}. Cochez la case pour arrêter ses chiffres dès maintenant.", ui::francais::date(*.0)
    )]
    AvantTerme(Date),
    /// No words.
    #[error("Dites pourquoi les chiffres sont figés.")]
    SansLibelle,
}

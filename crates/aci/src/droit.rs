//! The texts of the ACI, typed: compiled once from `law::Parameters`, then looked up without reading anything again.

mod lecture;
mod version;

pub use version::{Statut, Version};

use crate::Sens;
use crate::cas::Part;
use jiff::civil::Date;
use law::{Absent, Confidence, Parameters};
use serde::Deserialize;
use std::sync::Arc;

/// Ids of sources, shared by every derivation that cites them.
pub type Sources = Arc<[Arc<str>]>;

/// Every version of the agreement.
#[derive(Debug)]
pub struct Droit {
    versions: Vec<Version>,
}

/// How a mission is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Means, then achievement.
    FixeVariable,
    /// A plan, its updates, and the crises.
    PlanCrise,
}

/// A mission of a version.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mission {
    /// « acces ».
    pub id: Arc<str>,
    /// Whole name.
    pub libelle: String,
    /// Short name.
    pub court: Arc<str>,
    /// Compulsory.
    pub socle: bool,
    /// Months after the signature to start; none when free.
    pub demarrage_mois: Option<u32>,
    /// Months after the signature to be deployed.
    pub deploiement_mois: Option<u32>,
    /// How it is paid.
    pub mode: Mode,
    /// Its sources.
    pub source: Sources,
    /// What to know about it.
    pub note: Option<String>,
    #[serde(default)]
    apres: Option<String>,
}

/// Size bands of a version.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tailles {
    /// Day when they were compared with their sources.
    #[serde(deserialize_with = "lecture::day")]
    pub checked_on: Date,
    /// Their sources.
    pub source: Sources,
    /// How far they can be trusted.
    pub confidence: Confidence,
    /// Populations where the text lets two bands meet.
    pub uncertain_at: Vec<u64>,
    /// Reading that settles them.
    pub uncertain_source: Arc<str>,
    /// The bands.
    pub bands: Vec<Tranche>,
}

/// One band.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// Size, from 1.
    pub taille: u8,
    /// First population, included.
    pub min: u64,
    /// Last population, included.
    pub max: Option<u64>,
    /// Words of the text.
    pub wording: String,
}

/// An amount of a table.
#[derive(Debug, Clone)]
pub struct MontantLoi {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// Part as the file names it; the engine knows those of [`Part`].
    pub part: String,
    /// That part, when the engine knows it.
    pub connue: Option<Part>,
    /// Size.
    pub taille: u8,
    /// Cents for a contract year.
    pub cents: i64,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// To be shown as unconfirmed.
    pub uncertain: bool,
    /// Its sources.
    pub source: Sources,
    /// What to know about it.
    pub note: Option<String>,
}

/// A total as published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalPublie {
    /// What it sums.
    pub nom: String,
    /// Size.
    pub taille: u8,
    /// Whole euros.
    pub eur: i64,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// To be shown as unconfirmed.
    pub uncertain: bool,
    /// Its sources.
    pub source: Sources,
    /// The sum, as published.
    pub note: Option<String>,
}

/// Terms of payment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paiement {
    /// Length of a contract, in months.
    pub duree_mois: u32,
    /// Share paid in advance.
    #[serde(deserialize_with = "lecture::ratio")]
    pub taux_avance: crate::Fraction,
    /// Their sources.
    pub source: Sources,
}

/// A rule, as the text or our reading says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regle {
    /// « prorata ».
    pub id: String,
    /// Name, in French.
    pub libelle: String,
    /// What it says.
    pub texte: String,
    /// True when it is our reading.
    pub uncertain: bool,
    /// Its sources.
    pub source: Sources,
}

/// Means or result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// What is done.
    Moyens,
    /// What it changes.
    Resultat,
}

/// An indicator of the catalogue: to be replaced by the definition of the contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicateur {
    /// « `acces.pop_sans_mt` ».
    pub id: String,
    /// Its mission.
    pub mission: String,
    /// Name, in French.
    pub libelle: String,
    /// Means or result.
    pub genre: Genre,
    /// Better up or down.
    pub sens: Sens,
    /// What is counted.
    pub numerateur: String,
    /// Out of what, for a rate.
    pub denominateur: Option<String>,
    /// `percent`, `count` or `boolean`.
    pub unite: String,
    /// Who gives the figures.
    pub donnees: String,
    /// `sourced` or `proposal`.
    pub provenance: String,
    /// A target seen somewhere.
    pub exemple: Option<String>,
    /// To be shown as unconfirmed.
    pub uncertain: bool,
    /// Its sources.
    pub source: Sources,
}

/// Something that comes back in the calendar of a contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Stable id.
    pub id: String,
    /// Its nature.
    pub nature: crate::NatureEcheance,
    /// Its words; `{annee}` is replaced.
    pub libelle: String,
    /// Months after the signature.
    pub mois: Option<u32>,
    /// Repeated at each anniversary or civil year.
    pub chaque: Option<Rythme>,
    /// True when it is our reading.
    pub uncertain: bool,
    /// Its sources.
    pub source: Sources,
    /// What to know about it.
    pub note: Option<String>,
}

/// How often an obligation comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rythme {
    /// At each anniversary of the signature.
    Anniversaire,
    /// At the end of each civil year that the contract touches.
    AnneeCivile,
}

/// A joint committee of the agreement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    /// « CPL ».
    pub id: String,
    /// Name.
    pub libelle: String,
    /// Where it sits.
    pub niveau: String,
    /// Who keeps its papers.
    pub secretariat: String,
    /// Meetings a year, at least.
    pub reunions_par_an: u8,
    /// Its sources.
    pub source: Sources,
}

impl Droit {
    /// The texts of the ACI, compiled the first time and shared afterwards.
    ///
    /// # Errors
    /// [`Absent`] when a file of the law does not have the expected shape.
    pub fn of(law: &Parameters) -> Result<Arc<Self>, Absent> {
        law.once(|law| lecture::versions(law).map(|versions| Self { versions }))
    }

    /// Every version: those in force in order of time, then drafts and announcements.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// A version by its id.
    pub fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|one| &*one.id == id)
    }

    /// The version in force on that day.
    pub fn en_vigueur(&self, day: Date) -> Option<&Version> {
        self.versions
            .iter()
            .find(|one| one.du.is_some_and(|du| du <= day) && one.au.is_none_or(|au| day <= au))
    }

    /// First day of the first version in force.
    pub fn premier_jour(&self) -> Option<Date> {
        self.versions.iter().filter_map(|one| one.du).min()
    }
}

//! The case: what is known of a contract. JSON keys are English, codes and labels French.

pub(crate) mod controle;
mod lecture;

use crate::{Fraction, Montant};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

/// A contract to compute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cas {
    /// Inhabitants covered, at the signature.
    pub population: u64,
    /// Day of signature.
    pub signed: Date,
    /// Version of the agreement; the one in force at the signature when absent.
    pub version: Option<String>,
    /// Which band owns a population where the text lets two meet.
    pub bounds: Bornes,
    /// The variable part of a mission started during the year is prorated like the fixed part.
    pub variable_prorated: bool,
    /// Amounts written in the contract: they win over the tables.
    pub contract_amounts: Vec<MontantContrat>,
    /// Missions of the contract.
    pub missions: Vec<MissionCas>,
    /// What the dialogues settled.
    pub achievements: Vec<Realisation>,
    /// Amendments to the contract.
    pub changes: Vec<Changement>,
    /// Day on which deadlines and payments are looked at.
    pub as_of: Option<Date>,
}

/// Which band owns a common bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bornes {
    /// The upper band: 80 000 inhabitants are size 3. Our reading.
    #[default]
    LowerInclusive,
    /// The lower band: 80 000 inhabitants are size 2.
    UpperInclusive,
}

/// An amount written in the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MontantContrat {
    /// « fonctionnement » or a mission.
    pub component: String,
    /// Which part of it.
    pub part: Part,
    /// Euros for a contract year.
    pub eur: Montant,
    /// First day; the signature when absent.
    pub from: Option<Date>,
}

/// Part of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    Total,
    /// Means.
    Fixe,
    /// Achievement.
    Variable,
    /// Writing of the crisis plan.
    Plan,
    /// Yearly update of the plan.
    MiseAJour,
    /// A crisis that occurs.
    Crise,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] =
        [Self::Total, Self::Fixe, Self::Variable, Self::Plan, Self::MiseAJour, Self::Crise];

    /// As files and JSON write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Fixe => "fixe",
            Self::Variable => "variable",
            Self::Plan => "plan",
            Self::MiseAJour => "mise_a_jour",
            Self::Crise => "crise",
        }
    }

    /// As a sentence writes it: « part fixe ».
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Fixe => "part fixe",
            Self::Variable => "part variable",
            Self::Plan => "plan de crise",
            Self::MiseAJour => "mise à jour du plan",
            Self::Crise => "crise déclarée",
        }
    }

    /// From its code.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// A mission of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct MissionCas {
    /// « acces ».
    pub id: String,
    /// Day it started; absent when it has not.
    pub started: Option<Date>,
    /// Day the crisis plan was delivered.
    pub plan_delivered: Option<Date>,
    /// Days the plan was updated; absent: presumed each following year, and said so.
    pub plan_updates: Option<Vec<Date>>,
    /// Days serious crises began.
    pub crises: Vec<Date>,
}

impl MissionCas {
    /// A mission started on that day.
    pub fn started(id: impl Into<String>, day: Date) -> Self {
        Self { id: id.into(), started: Some(day), ..Self::default() }
    }
}

/// What a dialogue settled for one mission and one contract year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Realisation {
    /// The mission.
    pub mission: String,
    /// Contract year, from 1.
    pub year: u8,
    /// Its indicators; their weights sum to 1.
    pub indicators: Vec<IndicateurRealise>,
}

/// An indicator and what was achieved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicateurRealise {
    /// Its id, unique in the mission.
    pub id: String,
    /// Its name for a person; the id is shown when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Share of the variable part.
    pub weight: Fraction,
    /// From 0 to 1.
    pub achievement: Fraction,
}

/// An amendment to the contract: a new population, a new version, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changement {
    /// Its day.
    pub date: Date,
    /// New population.
    pub population: Option<u64>,
    /// New version of the agreement.
    pub version: Option<String>,
}

impl Cas {
    /// A contract of which only the population and the signature are known.
    pub fn new(population: u64, signed: Date) -> Self {
        Self {
            population,
            signed,
            version: None,
            bounds: Bornes::default(),
            variable_prorated: true,
            contract_amounts: Vec::new(),
            missions: Vec::new(),
            achievements: Vec::new(),
            changes: Vec::new(),
            as_of: None,
        }
    }
}

impl<'de> Deserialize<'de> for Cas {
    fn deserialize<D: Deserializer<'de>>(raw: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(raw)?;
        Self::from_value(&value).map_err(|errors| {
            let sentences: Vec<String> = errors.iter().map(ToString::to_string).collect();
            serde::de::Error::custom(sentences.join(" "))
        })
    }
}

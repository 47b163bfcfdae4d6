//! A date, known more or less precisely.

use super::Refus;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use ui::francais::{date, mois_annee};

/// How precisely a date is known: « créée en décembre 2020 », « attendu au 1er semestre 2023 ».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Jour,
    /// To the month.
    Mois,
    /// To the half-year.
    Semestre,
    /// To the year.
    Annee,
}

impl Precision {
    /// As the database and the API write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jour => "jour",
            Self::Mois => "mois",
            Self::Semestre => "semestre",
            Self::Annee => "annee",
        }
    }
}

impl FromStr for Precision {
    type Err = Refus;

    fn from_str(text: &str) -> Result<Self, Refus> {
        [Self::Jour, Self::Mois, Self::Semestre, Self::Annee]
            .into_iter()
            .find(|precision| precision.as_str() == text.trim())
            .ok_or_else(|| Refus::PrecisionInconnue(text.trim().to_owned()))
    }
}

/// A day, known more or less precisely. For a month, a half-year or a year: its first day when it is past, its last
/// day when it is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quand {
    /// The day that orders.
    pub jour: Date,
    /// What of it is known.
    pub precision: Precision,
}

impl Quand {
    /// A day known to the day.
    pub fn le(jour: Date) -> Self {
        Self { jour, precision: Precision::Jour }
    }
}

impl fmt::Display for Quand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Jour => f.write_str(&date(self.jour)),
            Precision::Mois => f.write_str(&mois_annee(self.jour)),
            Precision::Semestre if self.jour.month() <= 6 => {
                write!(f, "1er\u{a0}semestre {}", self.jour.year())
            }
            Precision::Semestre => write!(f, "2e\u{a0}semestre {}", self.jour.year()),
            Precision::Annee => write!(f, "{}", self.jour.year()),
        }
    }
}

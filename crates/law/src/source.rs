use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text that rules and parameters cite, as listed in `law/sources.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Short name used in data and code.
    pub id: String,
    /// Title as a person would cite it, in French.
    pub title: String,
    /// Where it was read.
    pub url: Option<String>,
    /// JORF, NOR or article number.
    pub official_id: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force, included.
    pub to: Option<Date>,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What a reader must know about it, in French.
    pub note: Option<String>,
}

/// What kind of page was read, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The official text itself.
    Texte,
    /// A page of a public authority.
    Officiel,
    /// Trade press reporting the adopted text.
    Presse,
    /// People of the field: union, federation, a CPTS.
    Communaute,
    /// Report of a draft.
    Projet,
    /// Arithmetic on figures of the classes above.
    Derive,
    /// Our reconstruction: no source states it.
    Hypothese,
    /// General knowledge, not looked up.
    Connaissance,
}

impl Confidence {
    /// How a page names it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Texte => "texte officiel",
            Self::Officiel => "page d’une autorité publique",
            Self::Presse => "presse professionnelle",
            Self::Communaute => "acteurs du terrain",
            Self::Projet => "projet de texte",
            Self::Derive => "calcul à partir d’autres sources",
            Self::Hypothese => "hypothèse, à confirmer",
            Self::Connaissance => "connaissance générale, à vérifier",
        }
    }
}

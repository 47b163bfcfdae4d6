//! What a person must know about a line of a list of communes.

use identifiants::CommuneCode;
use serde::Serialize;

/// One remark about one piece of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remarque {
    /// Stable code for programs.
    #[serde(rename = "code")]
    pub genre: Genre,
    /// The piece, as it came.
    #[serde(rename = "input")]
    pub recu: String,
    /// A French sentence.
    #[serde(rename = "message")]
    pub phrase: String,
    /// The commune that was counted for it, if any.
    #[serde(rename = "kept")]
    pub retenu: Option<CommuneCode>,
    /// Communes among which to choose, when nothing was counted.
    #[serde(rename = "candidates")]
    pub candidats: Vec<CommuneCode>,
}

/// What kind of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// Well formed, but no commune of today or of yesterday.
    CodeInconnu,
    /// Not a code.
    CodeMalForme,
    /// 99xxx.
    CodeEtranger,
    /// Old code that leads to one commune: counted there.
    CodeAncien,
    /// Old code that leads to several: not counted.
    CodeAncienAmbigu,
    /// A postcode with the name of a commune: counted there.
    CodePostal,
    /// The name beside the code is that of another commune: the code is trusted.
    NomDifferent,
    /// No commune of that name.
    NomInconnu,
    /// Several communes of that name: not counted.
    NomAmbigu,
    /// Counted once.
    Doublon,
    /// An arrondissement whose commune is in the list too: counted once, in the commune.
    ArrondissementEtCommune,
    /// Counted, but nobody knows how many live there.
    PopulationInconnue,
}

impl Genre {
    /// True when the piece is not in the territory because of this.
    pub fn is_refus(self) -> bool {
        match self {
            Self::CodeInconnu
            | Self::CodeMalForme
            | Self::CodeEtranger
            | Self::CodeAncienAmbigu
            | Self::NomInconnu
            | Self::NomAmbigu => true,
            Self::CodeAncien
            | Self::CodePostal
            | Self::NomDifferent
            | Self::Doublon
            | Self::ArrondissementEtCommune
            | Self::PopulationInconnue => false,
        }
    }
}

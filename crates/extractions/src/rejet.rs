//! Lines and files that are refused, in French sentences.

use crate::Champ;

/// A line that is refused, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rejet {
    /// Number of the line in the file, from 1 (FINESS+: rank of the site in the file, from 1).
    #[serde(rename = "line")]
    pub ligne: u64,
    /// Name of the column in the header of the file; empty for the whole line.
    #[serde(rename = "column")]
    pub colonne: String,
    /// What came, 80 characters at most.
    #[serde(rename = "received")]
    pub recu: String,
    /// A French sentence.
    #[serde(rename = "reason")]
    pub raison: String,
}

/// Why a whole file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Illisible {
    /// Not a byte, or nothing but blank lines.
    #[error("Le fichier est vide.")]
    Vide,
    /// A header and nothing else.
    #[error("Le fichier n’a qu’une ligne de titres\u{a0}: aucune donnée à lire.")]
    SansLigne,
    /// An archive, a workbook, a UTF-16 text…
    #[error("Ce fichier n’est pas celui qui est attendu\u{a0}: {0}")]
    Nature(&'static str),
    /// A header in which no file of the family is recognised.
    #[error(
        "La première ligne n’est celle d’aucun fichier PS_LibreAcces (colonnes séparées par «\u{a0}|\u{a0}»). \
         Elle commence par\u{a0}: {0}"
    )]
    Inconnu(String),
    /// Compulsory columns that the header does not have.
    #[error("Colonnes manquantes\u{a0}: {}. Colonnes trouvées\u{a0}: {}.", .manquantes.join(", "), .trouvees.join(", "))]
    Colonnes {
        /// Official names of the missing ones.
        manquantes: Vec<String>,
        /// The header, as it came.
        trouvees: Vec<String>,
    },
    /// One column under two names.
    #[error("La colonne «\u{a0}{0}\u{a0}» apparaît deux fois dans les titres.")]
    Double(String),
    /// The disk or the network fails, a gzip is cut, a JSON is broken.
    #[error("Ligne {ligne}\u{a0}: la lecture s’arrête ({message}).")]
    Lecture {
        /// Where.
        ligne: u64,
        /// What the system says.
        message: String,
    },
}

/// Why a line of PS_LibreAcces is refused: one byte, so that accepted lines cost nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Motif {
    Aucun,
    Champs,
    TropLongue,
    OctetNul,
    TypeInconnu,
    RppsForme,
    RppsCle,
    AdeliForme,
    Nationale,
    NomVide,
    CodePostal,
    Commune,
}

impl Motif {
    /// The column at fault; `None` for the whole line.
    pub(crate) fn champ(self) -> Option<Champ> {
        match self {
            Self::Aucun | Self::Champs | Self::TropLongue | Self::OctetNul => None,
            Self::TypeInconnu => Some(Champ::TypeIdentifiant),
            Self::RppsForme | Self::RppsCle | Self::AdeliForme => Some(Champ::Identifiant),
            Self::Nationale => Some(Champ::IdentificationNationale),
            Self::NomVide => Some(Champ::NomExercice),
            Self::CodePostal => Some(Champ::CodePostal),
            Self::Commune => Some(Champ::CodeCommune),
        }
    }

    /// What is expected.
    pub(crate) fn raison(self) -> &'static str {
        match self {
            // The counts are said by `Lot`; an accepted line has no reason.
            Self::Aucun | Self::Champs => "",
            Self::TropLongue => {
                "La ligne dépasse 64\u{a0}Kio sans retour à la ligne\u{a0}: ce n’est pas une ligne de ce fichier."
            }
            Self::OctetNul => "La ligne contient un octet nul\u{a0}: le fichier est sans doute abîmé.",
            Self::TypeInconnu => {
                "Le type d’identifiant est inconnu\u{a0}: 8 (RPPS) ou 0 (ADELI) est attendu."
            }
            Self::RppsForme => "Un numéro RPPS a 11 chiffres.",
            Self::RppsCle => "La clé du numéro RPPS est fausse\u{a0}: un chiffre a sans doute été modifié.",
            Self::AdeliForme => "Un numéro ADELI a 9 caractères, chiffres ou lettres.",
            Self::Nationale => {
                "L’identification nationale doit être le type d’identifiant suivi de l’identifiant."
            }
            Self::NomVide => "Le nom d’exercice est vide.",
            Self::CodePostal => "Un code postal français a 5 chiffres.",
            Self::Commune => {
                "Un code de commune a 5 caractères, par exemple «\u{a0}43157\u{a0}» ou «\u{a0}2A004\u{a0}»."
            }
        }
    }
}

/// The beginning of a text, to be shown.
pub(crate) fn short(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).take(80).collect()
}

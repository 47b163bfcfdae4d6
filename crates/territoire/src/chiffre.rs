//! A figure as a page shows it: with its unit, its vintage and its origin, or with the reason why it is not shown.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;
use ui::francais::{decimal, nombre};

/// A figure about a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chiffre {
    /// The number, or why there is none.
    pub valeur: Valeur,
    /// Unit, in French: « habitants », « habitants par km² », « % ».
    pub unite: String,
    /// Vintage: « RP2023 ».
    pub millesime: String,
    /// Who publishes it, or how it was computed.
    pub origine: String,
    /// True for our own estimate: pages say so.
    pub estimation: bool,
}

/// The number of a figure. Fixed point: sums are exact, nothing is rounded twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Valeur {
    /// A whole number.
    Entier(i64),
    /// A number with one decimal, in tenths.
    Dixiemes(i64),
    /// Too few people: shown, it could tell who they are.
    Masquee {
        /// A French sentence.
        raison: String,
    },
    /// No figure for this territory.
    Inconnue {
        /// A French sentence.
        raison: String,
    },
}

impl Valeur {
    /// The whole number, when there is one.
    pub fn entier(&self) -> Option<i64> {
        match self {
            Self::Entier(number) => Some(*number),
            Self::Dixiemes(_) | Self::Masquee { .. } | Self::Inconnue { .. } => None,
        }
    }

    /// The number in tenths, when there is one.
    pub fn dixiemes(&self) -> Option<i64> {
        match self {
            Self::Entier(number) => Some(number * 10),
            Self::Dixiemes(tenths) => Some(*tenths),
            Self::Masquee { .. } | Self::Inconnue { .. } => None,
        }
    }

    /// True when a small number is hidden.
    pub fn is_masquee(&self) -> bool {
        matches!(self, Self::Masquee { .. })
    }
}

/// French figures: `36 753`, `12,4` (narrow spaces that do not break), or « masqué », « inconnu ».
impl fmt::Display for Valeur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entier(number) => f.pad(&nombre(*number)),
            Self::Dixiemes(tenths) => f.pad(&decimal(*tenths as f64 / 10.0, 1)),
            Self::Masquee { .. } => f.pad("masqué"),
            Self::Inconnue { .. } => f.pad("inconnu"),
        }
    }
}

/// `part / whole` in tenths of `scale` (100 for per cent, 1 for a plain ratio), rounded half up; `None` over nothing.
pub(crate) fn ratio_tenths(part: i64, whole: i64, scale: i64) -> Option<i64> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (whole > 0).then(|| (part * i128::from(scale) * 20 + whole).div_euclid(whole * 2))?;
    i64::try_from(tenths).ok()
}

/// JSON of the API: `{"value":36753,"unit":…,"vintage":…,"origin":…,"estimate":false}`; a masked or unknown value is
/// `null` with `"masked": true` or false and a `"reason"`.
impl Serialize for Chiffre {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Chiffre", 7)?;
        match &self.valeur {
            Valeur::Entier(number) => json.serialize_field("value", number)?,
            Valeur::Dixiemes(tenths) => json.serialize_field("value", &(*tenths as f64 / 10.0))?,
            Valeur::Masquee { .. } | Valeur::Inconnue { .. } => {
                json.serialize_field("value", &None::<i64>)?
            }
        }
        json.serialize_field("unit", &self.unite)?;
        json.serialize_field("vintage", &self.millesime)?;
        json.serialize_field("origin", &self.origine)?;
        json.serialize_field("estimate", &self.estimation)?;
        json.serialize_field("masked", &self.valeur.is_masquee())?;
        match &self.valeur {
            Valeur::Masquee { raison } | Valeur::Inconnue { raison } => {
                json.serialize_field("reason", raison)?
            }
            Valeur::Entier(_) | Valeur::Dixiemes(_) => json.skip_field("reason")?,
        }
        json.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_figures() {
        assert_eq!(Valeur::Entier(1_234_567).to_string(), "1\u{202f}234\u{202f}567");
        assert_eq!(Valeur::Dixiemes(12345).to_string(), "1\u{202f}234,5");
    }

    #[test]
    fn ratios_round_half_up() {
        assert_eq!(ratio_tenths(1, 3, 100), Some(333));
        assert_eq!(ratio_tenths(2, 3, 100), Some(667));
        assert_eq!(ratio_tenths(1, 2000, 100), Some(1));
        assert_eq!(ratio_tenths(1, 0, 100), None);
    }

    #[test]
    fn json_says_why_there_is_no_number() {
        let chiffre = Chiffre {
            valeur: Valeur::Masquee { raison: "Moins de 11 personnes.".into() },
            unite: "habitants".into(),
            millesime: "RP2021".into(),
            origine: "Insee".into(),
            estimation: false,
        };
        let json = serde_json::to_value(&chiffre).unwrap();
        assert_eq!((&json["value"], &json["masked"]), (&serde_json::Value::Null, &true.into()));
        let shown = Chiffre { valeur: Valeur::Dixiemes(125), ..chiffre };
        assert_eq!(serde_json::to_value(&shown).unwrap()["value"], 12.5);
    }
}

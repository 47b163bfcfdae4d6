//! Amounts as people type them, kept as whole cents.

use francais::euros_courts as euros;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An amount in cents, never negative, at most a billion euros. Display: « 87 500 € », « 87 500,50 € ».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Montant(i64);

/// A billion euros, in cents: nothing of a CPTS comes near.
const LIMIT: i64 = 100_000_000_000;

/// Why a text is not an amount: a French sentence that names what came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MontantIllisible {
    /// Nothing there.
    #[error("Il manque un montant, par exemple 87 500 €.")]
    Vide,
    /// Below zero.
    #[error("«\u{a0}{0}\u{a0}» est négatif\u{a0}: un montant va de 0 à un milliard d’euros.")]
    Negatif(String),
    /// Above a billion euros.
    #[error("«\u{a0}{0}\u{a0}» est invraisemblable\u{a0}: un montant va de 0 à un milliard d’euros.")]
    Enorme(String),
    /// Three digits after a lone separator.
    #[error(
        "«\u{a0}{0}\u{a0}» se lit de deux façons (milliers ou décimales)\u{a0}: écrire par exemple 87 500 ou 87,50."
    )]
    Ambigu(String),
    /// More than two decimals.
    #[error("«\u{a0}{0}\u{a0}» a plus de deux décimales\u{a0}: un montant s’arrête au centime.")]
    Decimales(String),
    /// Anything else.
    #[error("«\u{a0}{0}\u{a0}» n’est pas un montant\u{a0}: écrire par exemple 87 500 €, 87500 ou 87 500,50.")]
    Illisible(String),
}

impl MontantIllisible {
    /// What is accepted, to follow what came: « un montant s’arrête au centime ».
    pub(crate) fn attendu(&self) -> &'static str {
        match self {
            Self::Vide | Self::Illisible(_) => {
                "un montant en euros est attendu, comme 87500 ou \"87 500,50 €\""
            }
            Self::Negatif(_) | Self::Enorme(_) => "un montant va de 0 à un milliard d’euros",
            Self::Ambigu(_) => {
                "il se lit de deux façons (milliers ou décimales)\u{a0}: écrire par exemple 87 500 ou 87,50"
            }
            Self::Decimales(_) => "un montant s’arrête au centime",
        }
    }
}

impl Montant {
    /// From cents; `None` when negative or above a billion euros.
    pub fn from_cents(cents: i64) -> Option<Self> {
        (0..=LIMIT).contains(&cents).then_some(Self(cents))
    }

    /// From whole euros, held between 0 and a billion.
    pub fn euros(euros: i64) -> Self {
        Self(euros.saturating_mul(100).clamp(0, LIMIT))
    }

    /// Cents.
    pub fn cents(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Montant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&euros(self.0))
    }
}

/// Whole euros as a number, else text with two decimals: nothing is lost on the way.
impl Serialize for Montant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0 / 100, self.0 % 100) {
            (euros, 0) => serializer.serialize_i64(euros),
            (euros, cents) => serializer.collect_str(&format_args!("{euros}.{cents:02}")),
        }
    }
}

impl FromStr for Montant {
    type Err = MontantIllisible;

    fn from_str(text: &str) -> Result<Self, MontantIllisible> {
        let came = || text.trim().chars().take(40).collect();
        let bare = text.trim().trim_end_matches(|c: char| c == '€' || c.is_whitespace());
        let lower = bare.to_lowercase();
        let bare = ["euros", "euro", "eur"]
            .iter()
            .find_map(|unit| lower.ends_with(unit).then(|| &bare[..bare.len() - unit.len()]))
            .unwrap_or(bare)
            .trim();
        if bare.is_empty() {
            return Err(MontantIllisible::Vide);
        }
        if bare.starts_with(['-', '\u{2212}', '–']) {
            return Err(MontantIllisible::Negatif(came()));
        }
        let (whole, cents) = split(bare).map_err(|why| why(came()))?;
        let whole: i64 = whole.parse().map_err(|_| MontantIllisible::Enorme(came()))?;
        let total = whole.checked_mul(100).and_then(|all| all.checked_add(cents));
        total.and_then(Self::from_cents).ok_or_else(|| MontantIllisible::Enorme(came()))
    }
}

type Why = fn(String) -> MontantIllisible;

/// Digits of the euros, and cents.
fn split(text: &str) -> Result<(String, i64), Why> {
    let last = text.rfind([',', '.']);
    let (whole, decimals) = last.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    if last.is_some() && decimals.is_empty() || !decimals.chars().all(|c| c.is_ascii_digit()) {
        return Err(MontantIllisible::Illisible);
    }
    let other = whole.contains([',', '.']);
    let grouped = other || whole.contains(char::is_whitespace);
    if last.is_some() && decimals.len() == 3 && !grouped && (1..=3).contains(&whole.len()) && whole != "0" {
        return Err(MontantIllisible::Ambigu);
    }
    if decimals.len() > 2 {
        return Err(if other { MontantIllisible::Illisible } else { MontantIllisible::Decimales });
    }
    let used = last.and_then(|at| text[at..].chars().next());
    let groups: Vec<&str> = whole.split(|c: char| c.is_whitespace() || c == ',' || c == '.').collect();
    let same_mark = used.is_some_and(|mark| whole.contains(mark));
    let sound = groups.iter().all(|group| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit()))
        && (groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !sound || same_mark {
        return Err(MontantIllisible::Illisible);
    }
    let cents = decimals.parse::<i64>().unwrap_or(0) * if decimals.len() == 1 { 10 } else { 1 };
    Ok((groups.concat(), cents))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(text: &str) -> Result<i64, MontantIllisible> {
        text.parse::<Montant>().map(Montant::cents)
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for text in [
            "87 500 €",
            "87500",
            "87\u{202f}500\u{a0}€",
            " 87\u{a0}500,00 € ",
            "87.500,00",
            "87,500.00 EUR",
            "87500.0 euros",
            "87\u{202f}500 EUR",
        ] {
            assert_eq!(cents(text), Ok(8_750_000), "{text}");
        }
        assert_eq!(cents("87500,5"), Ok(8_750_050));
        assert_eq!(cents("0,05 €"), Ok(5));
        assert_eq!(cents("0"), Ok(0));
        assert_eq!(cents("1 234 567,89"), Ok(123_456_789));
    }

    #[test]
    fn what_is_not_an_amount_is_refused_with_its_reason() {
        assert_eq!(cents(" € "), Err(MontantIllisible::Vide));
        assert!(matches!(cents("-5"), Err(MontantIllisible::Negatif(_))));
        assert!(matches!(cents("87.500"), Err(MontantIllisible::Ambigu(_))));
        assert!(matches!(cents("87,500"), Err(MontantIllisible::Ambigu(_))));
        assert!(matches!(cents("87500,123"), Err(MontantIllisible::Decimales(_))));
        assert!(matches!(cents("99999999999"), Err(MontantIllisible::Enorme(_))));
        assert!(matches!(cents("9".repeat(40).as_str()), Err(MontantIllisible::Enorme(_))));
        for text in ["quatre", "8 7500", "87,", ",5", "1e3", "87 k€", "1.2.3", "87 500 500 5", "5 € 5"] {
            assert!(matches!(cents(text), Err(MontantIllisible::Illisible(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(cents_in in 0..=LIMIT) {
            let shown = Montant(cents_in).to_string();
            prop_assert_eq!(cents(&shown), Ok(cents_in));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,40}") {
            let _ = cents(&text);
        }
    }
}

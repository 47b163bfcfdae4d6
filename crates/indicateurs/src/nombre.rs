use crate::indicateur::Unite;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Thousandths in one.
const MILLE: i64 = 1000;
/// Largest value: a billion. Beyond, it is a typing error.
const PLUS_GRAND: i64 = 1_000_000_000 * MILLE;

/// The value of an indicator, exact to the thousandth: 7,4 % is 7 400 thousandths, twelve meetings are 12 000. Never
/// negative. A yes is one, a no is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nombre(i64);

/// The text is no value of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NombreError {
    /// Not a number.
    #[error("« {0} » n’est pas un nombre : écrivez par exemple 12 ou 7,4.")]
    Illisible(String),
    /// Below zero.
    #[error("Une valeur ne descend pas au-dessous de zéro.")]
    Negatif,
    /// More than three decimals.
    #[error("Trois chiffres après la virgule au plus.")]
    TropPrecis,
    /// Beyond a billion.
    #[error("Cette valeur dépasse un milliard : vérifiez la saisie.")]
    TropGrand,
}

impl Nombre {
    /// Zero, or « non ».
    pub const ZERO: Self = Self(0);
    /// One, or « oui ».
    pub const UN: Self = Self(MILLE);

    /// A whole number of things; what does not fit is cut at the largest value.
    #[must_use]
    pub fn entier(n: i64) -> Self {
        Self(n.clamp(0, PLUS_GRAND / MILLE) * MILLE)
    }

    /// From thousandths; cut to the values that exist.
    #[must_use]
    pub fn from_milliemes(milliemes: i64) -> Self {
        Self(milliemes.clamp(0, PLUS_GRAND))
    }

    /// In thousandths.
    #[must_use]
    pub const fn milliemes(self) -> i64 {
        self.0
    }

    /// As a fraction, for the rules of `aci`.
    #[must_use]
    pub fn fraction(self) -> aci::Fraction {
        aci::Fraction::new(i128::from(self.0), i128::from(MILLE))
    }

    /// How far from another, whichever is larger.
    #[must_use]
    pub const fn ecart(self, other: Self) -> Self {
        Self((self.0 - other.0).abs())
    }

    /// To the hundredth, half up, as figures are shown; what is less than that is not made nothing.
    #[must_use]
    pub const fn arrondi(self) -> Self {
        let rounded = (self.0 + 5) / 10 * 10;
        if rounded == 0 { self } else { Self(rounded) }
    }

    /// As people read it, with its unit and two decimals at most: « 7,4 % », « 12 », « oui ».
    #[must_use]
    pub fn en_mots(self, unite: Unite) -> String {
        self.arrondi().a_saisir(unite)
    }

    /// As it stands in a field, exact: what is sent back unchanged is the same value.
    #[must_use]
    pub fn a_saisir(self, unite: Unite) -> String {
        match unite {
            Unite::Nombre => self.to_string(),
            Unite::Pourcentage => format!("{self}\u{a0}%"),
            Unite::OuiNon if self.0 > 0 => "oui".to_owned(),
            Unite::OuiNon => "non".to_owned(),
        }
    }
}

impl fmt::Display for Nombre {
    /// « 1 234,5 »: groups of three, a comma, no useless zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / MILLE, self.0 % MILLE);
        f.write_str(&ui::francais::nombre(whole))?;
        if part == 0 {
            return Ok(());
        }
        let decimals = format!("{part:03}");
        write!(f, ",{}", decimals.trim_end_matches('0'))
    }
}

impl FromStr for Nombre {
    type Err = NombreError;

    /// « 12 », « 7,4 », « 7.4 % », « 1 234 », « oui », « non ».
    fn from_str(text: &str) -> Result<Self, NombreError> {
        let unreadable = || NombreError::Illisible(text.trim().to_owned());
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = bare.strip_suffix('%').unwrap_or(&bare);
        match kernel::fold(bare).as_str() {
            "oui" => return Ok(Self::UN),
            "non" => return Ok(Self::ZERO),
            _ => {}
        }
        if let Some(rest) = bare.strip_prefix(['-', '\u{2212}']) {
            let number = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
            return Err(if number { NombreError::Negatif } else { unreadable() });
        }
        let (whole, part) = bare.split_once([',', '.']).unwrap_or((bare, ""));
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty()
            || !digits(whole)
            || !digits(part)
            || (bare.contains([',', '.']) && part.is_empty())
        {
            return Err(unreadable());
        }
        let part = part.trim_end_matches('0');
        if part.len() > 3 {
            return Err(NombreError::TropPrecis);
        }
        let part: i64 = format!("{part:0<3}").parse().map_err(|_| unreadable())?;
        let whole: i64 = whole.parse().map_err(|_| NombreError::TropGrand)?;
        let all =
            whole.checked_mul(MILLE).and_then(|all| all.checked_add(part)).filter(|all| *all <= PLUS_GRAND);
        all.map(Self).ok_or(NombreError::TropGrand)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<i64, NombreError> {
        text.parse::<Nombre>().map(Nombre::milliemes)
    }

    #[test]
    fn is_read_as_people_type_it() {
        assert_eq!(read("12"), Ok(12_000));
        assert_eq!(read(" 7,4 % "), Ok(7_400));
        assert_eq!(read("7.40%"), Ok(7_400));
        assert_eq!(read("1\u{202f}234,5"), Ok(1_234_500));
        assert_eq!(read("Oui"), Ok(1_000));
        assert_eq!(read("0,050"), Ok(50));
    }

    #[test]
    fn what_is_no_value_says_why() {
        for text in ["", "douze", "7,", ",5", "1,2,3", "12 réunions", "--3", "0x10", "1e3"] {
            assert!(matches!(read(text), Err(NombreError::Illisible(_))), "{text}");
        }
        assert_eq!(read("-3"), Err(NombreError::Negatif));
        assert_eq!(read("7,1234"), Err(NombreError::TropPrecis));
        assert_eq!(read("1000000000,001"), Err(NombreError::TropGrand));
        assert_eq!(read("99999999999999999999"), Err(NombreError::TropGrand));
    }

    #[test]
    fn is_written_with_its_unit() {
        assert_eq!(Nombre(7_400).en_mots(Unite::Pourcentage), "7,4\u{a0}%");
        assert_eq!(Nombre(50).en_mots(Unite::Nombre), "0,05");
        assert_eq!(Nombre::UN.en_mots(Unite::OuiNon), "oui");
        assert_eq!(Nombre(29_412).en_mots(Unite::Pourcentage), "29,41\u{a0}%");
        assert_eq!(Nombre(29_412).a_saisir(Unite::Pourcentage), "29,412\u{a0}%");
        assert_eq!(Nombre(1).en_mots(Unite::Nombre), "0,001");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(milliemes in 0..=PLUS_GRAND) {
            prop_assert_eq!(read(&Nombre(milliemes).to_string()), Ok(milliemes));
        }

        #[test]
        fn no_text_breaks_the_reading(text in ".{0,40}") {
            let _ = read(&text);
        }
    }
}

use jiff::civil::{Date, date};
use std::fmt;
use std::str::FromStr;

/// A month of a year, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mois(Date);

/// The text is no month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un mois\u{a0}: écrivez par exemple 09/2027.")]
pub struct MoisError(String);

impl Mois {
    /// First day of the month.
    #[must_use]
    pub const fn debut(self) -> Date {
        self.0
    }
}

impl FromStr for Mois {
    type Err = MoisError;

    fn from_str(text: &str) -> Result<Self, MoisError> {
        let wrong = || MoisError(text.trim().chars().take(30).collect());
        let numbers: Vec<&str> =
            text.trim().split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
        let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let (year, month) = match numbers.as_slice() {
            [year, month] | [year, month, _] if is_year(year) => (*year, *month),
            [month, year] | [_, month, year] if is_year(year) => (*year, *month),
            _ => return Err(wrong()),
        };
        let named = (1..=12).find(|n| {
            kernel::fold(ui::francais::mois_annee(date(2000, *n, 1)).as_str())
                .starts_with(&kernel::fold(month))
                && month.len() >= 3
        });
        let month: i8 = named.map_or_else(|| month.parse().map_err(|_| wrong()), Ok)?;
        let year: i16 = year.parse().ok().filter(|year| (2000..=2100).contains(year)).ok_or_else(wrong)?;
        Date::new(year, month, 1).map(Self).map_err(|_| wrong())
    }
}

/// « 2027-09 ».
impl fmt::Display for Mois {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0.year(), self.0.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_people_write_it() {
        for text in
            ["09/2027", "2027-09", "9.2027", "2027-09-15", "15/09/2027", "septembre 2027", "Sept 2027"]
        {
            assert_eq!(text.parse::<Mois>().map(|mois| mois.to_string()), Ok("2027-09".to_owned()), "{text}");
        }
        for wrong in ["", "2027", "13/2027", "09/27", "bientôt 2027", "09/2200"] {
            assert!(wrong.parse::<Mois>().is_err(), "{wrong}");
        }
    }
}

//! The date of an edition.

use jiff::civil::{Date, DateTime, Time};

/// The date and time that a file name carries, on the clock of whoever published it: `…_202611200830.txt`,
/// `…-20260901-0339.csv`, `…_20260901.json`. The last plausible date of the name wins; `None` when there is none.
pub fn edition(nom: &str) -> Option<DateTime> {
    let base = nom.rsplit(['/', '\\']).next().unwrap_or_default();
    let groups: Vec<&str> = base.split(|sign: char| !sign.is_ascii_digit()).collect();
    groups.iter().enumerate().rev().find_map(|(at, group)| {
        let date = date(group.get(..8)?)?;
        let after = group.get(8..).filter(|after| !after.is_empty());
        // A separator between date and time leaves the time alone in the next group.
        let time = match after {
            Some(after) => time(after)?,
            None => groups.get(at + 1).and_then(|next| time(next)).unwrap_or_default(),
        };
        Some(date.to_datetime(time))
    })
}

fn number(digits: &str) -> Option<i16> {
    digits.parse().ok()
}

fn date(digits: &str) -> Option<Date> {
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    let year = number(year).filter(|year| (2000..2200).contains(year))?;
    Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// `HHMM` or `HHMMSS`.
fn time(digits: &str) -> Option<Time> {
    if digits.len() != 4 && digits.len() != 6 {
        return None;
    }
    let part = |at: usize| digits.get(at..at + 2).and_then(|two| two.parse().ok());
    Time::new(part(0)?, part(2)?, part(4).unwrap_or_default(), 0).ok()
}

#[cfg(test)]
mod tests {
    use super::edition;
    use proptest::prelude::*;

    #[test]
    fn a_file_name_says_when_it_was_made() {
        for (nom, expected) in [
            ("PS_LibreAcces_Personne_activite_202611200830.txt", "2026-11-20T08:30:00"),
            ("/var/x/PS_LibreAcces_SavoirFaire_202611200830.txt.gz", "2026-11-20T08:30:00"),
            ("etalab-cs1100507-stock-20260901-0339.csv", "2026-09-01T03:39:00"),
            ("finess_20260901.json", "2026-09-01T00:00:00"),
            ("finess-20260901120102.json", "2026-09-01T12:01:02"),
        ] {
            assert_eq!(edition(nom).map(|date| date.to_string()).as_deref(), Some(expected), "{nom}");
        }
        for nom in ["", "ps.txt", "x_20261320.txt", "x_19000101.txt", "x_202611202561.txt", "1100507"] {
            assert_eq!(edition(nom), None, "{nom}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(nom in "\\PC{0,40}") {
            let _ = edition(&nom);
        }
    }
}

//! Within how many hours care is due, the national numbers to call, and the texts that say so.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::Parameters;
use serde::Deserialize;
use std::sync::LazyLock;

/// The law files of this crate, read once. A test reads them.
static FICHIER: LazyLock<Parameters> = LazyLock::new(|| load().unwrap_or_default());
/// When the file says nothing of that day: the mission is known by these words only.
const HEURES: i64 = 24;

fn load() -> Result<Parameters, law::LoadError> {
    let mut law = Parameters::with_sources(include_str!("../../../law/sources.toml"))?;
    law.read("snp", include_str!("../../../law/snp/delai.toml"))?;
    law.read("snp", include_str!("../../../law/snp/numeros.toml"))?;
    Ok(law)
}

/// A national number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Numero {
    /// « 15 ».
    pub numero: String,
    /// Who answers, in words.
    pub qui: String,
    /// When to call it, and what it costs when it costs something.
    pub quand: String,
}

/// The national numbers of a day: emergencies, then pharmacies; none before they were known.
#[must_use]
pub fn numeros(jour: Date, quoi: &str) -> Vec<Numero> {
    FICHIER.at::<Vec<Numero>>(&format!("snp.{quoi}"), jour).map(|dated| dated.amount).unwrap_or_default()
}

/// When care is due for a call of that instant: « le jour même ou dans les 24 heures ».
#[must_use]
pub fn echeance(recue_le: Timestamp) -> Timestamp {
    let dated = FICHIER.at::<i64>("snp.heures", kernel::today(recue_le));
    let hours = dated.map_or(HEURES, |dated| dated.amount);
    recue_le.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn care_is_due_a_day_after_the_call_and_the_numbers_are_known() {
        assert_eq!(load().map(|_| ()), Ok(()));
        assert_eq!(
            FICHIER.at::<i64>("snp.heures", jiff::civil::date(2026, 3, 2)).map(|one| one.amount),
            Ok(24)
        );
        let known = |quoi: &str| {
            let all = numeros(jiff::civil::date(2026, 3, 2), quoi);
            all.into_iter().map(|one| one.numero).collect::<Vec<_>>()
        };
        assert_eq!(
            (known("urgences"), known("pharmacies")),
            (vec!["15".to_owned(), "112".to_owned(), "114".to_owned()], vec!["3237".to_owned()])
        );
        assert!(known("autre").is_empty());
        let called: Timestamp = "2026-03-28T20:00:00Z".parse().unwrap();
        assert_eq!(echeance(called).to_string(), "2026-03-29T20:00:00Z", "24 hours, whatever the clocks do");
    }
}

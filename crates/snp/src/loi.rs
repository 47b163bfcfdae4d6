//! Within how many hours care is due, and the texts that say so.

use jiff::{SignedDuration, Timestamp};
use law::Parameters;
use std::sync::LazyLock;

/// The law file of this crate, read once. A test reads it.
static FICHIER: LazyLock<Parameters> = LazyLock::new(|| load().unwrap_or_default());
/// When the file says nothing of that day: the mission is known by these words only.
const HEURES: i64 = 24;

fn load() -> Result<Parameters, law::LoadError> {
    let mut law = Parameters::with_sources(include_str!("../../../law/sources.toml"))?;
    law.read("snp", include_str!("../../../law/snp/delai.toml"))?;
    Ok(law)
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
    fn care_is_due_a_day_after_the_call() {
        assert_eq!(load().map(|_| ()), Ok(()));
        assert_eq!(
            FICHIER.at::<i64>("snp.heures", jiff::civil::date(2026, 3, 2)).map(|one| one.amount),
            Ok(24)
        );
        let called: Timestamp = "2026-03-28T20:00:00Z".parse().unwrap();
        assert_eq!(echeance(called).to_string(), "2026-03-29T20:00:00Z", "24 hours, whatever the clocks do");
    }
}

//! The missions that an action may serve, and the clock of the ARS: what the agreement and the code say, read through `aci`.

use jiff::civil::Date;
use law::{Absent, Parameters};

/// A mission of the agreement in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mission {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub libelle: String,
    /// Compulsory.
    pub socle: bool,
}

/// The missions in force on that day; none before the agreement.
///
/// # Errors
/// [`Absent`], when the law files cannot be read.
pub fn missions(law: &Parameters, jour: Date) -> Result<Vec<Mission>, Absent> {
    let droit = aci::Droit::of(law)?;
    let all = droit.en_vigueur(jour).map(|version| version.missions.as_slice()).unwrap_or_default();
    Ok(all
        .iter()
        .map(|one| Mission { id: one.id.to_string(), libelle: one.court.to_string(), socle: one.socle })
        .collect())
}

/// The indicators of the agreement in force on that day: id of the mission, words.
#[must_use]
pub fn indicateurs(law: &Parameters, jour: Date) -> Vec<(String, String)> {
    let droit = aci::Droit::of(law).ok();
    let version = droit.as_ref().and_then(|droit| droit.en_vigueur(jour));
    let all = version.map(|version| version.indicateurs.as_slice()).unwrap_or_default();
    all.iter().map(|one| (one.mission.clone(), one.libelle.clone())).collect()
}

/// The name of a mission; its id when the agreement of that day does not have it.
#[must_use]
pub fn libelle(missions: &[Mission], id: &str) -> String {
    missions.iter().find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| one.libelle.clone())
}

/// The last day on which the ARS may object to what was sent on `transmis`.
///
/// # Errors
/// [`Absent`], when the law files give no delay.
pub fn echeance(law: &Parameters, transmis: Date) -> Result<Date, Absent> {
    aci::silence_ars(law, transmis).map(|explained| explained.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_agreement_of_the_day_has_its_missions() {
        let law = Parameters::embedded().unwrap();
        let ids = |jour| missions(&law, jour).unwrap().into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert!(ids(date(2026, 3, 2)).contains(&"crise".to_owned()));
        assert!(ids(date(2015, 1, 1)).is_empty(), "no agreement yet");
        let known = missions(&law, date(2026, 3, 2)).unwrap();
        assert_eq!(libelle(&known, "inconnue"), "inconnue");
    }

    #[test]
    fn the_ars_has_two_calendar_months() {
        let law = Parameters::embedded().unwrap();
        assert_eq!(echeance(&law, date(2026, 1, 15)).unwrap(), date(2026, 3, 15));
        assert_eq!(echeance(&law, date(2025, 12, 31)).unwrap(), date(2026, 2, 28));
    }
}

//! Delays and thresholds that do not depend on the version of the agreement.

use crate::Droit;
use crate::calendrier;
use crate::droit::Commission;
use francais::date as jour;
use jiff::ToSpan;
use jiff::civil::Date;
use law::{Absent, Dated, Explained, Parameters, Step};
use serde::Deserialize;

/// Last day of the ARS: without an objection by then, the projet de santé is deemed validated.
///
/// # Errors
/// [`Absent`] before the first text known.
pub fn silence_ars(law: &Parameters, transmis: Date) -> Result<Explained<Date>, Absent> {
    let months = law.at::<u32>("aci.opposition_ars", transmis)?;
    let value = calendrier::add_months(transmis, months.amount);
    let formula = format!("{} + {} mois = {}", jour(transmis), months.amount, jour(value));
    let steps = vec![
        Step::fact("Transmission à l’ARS", jour(transmis)),
        Step::law("Sans opposition de l’ARS, le projet de santé est réputé validé", formula, &months.sources),
    ];
    Ok(Explained { value, rule: "aci.silence_ars".to_owned(), steps })
}

/// When papers leave before a meeting of a joint committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelaisCommission {
    /// Last day to send the notice.
    pub convocation: Explained<Date>,
    /// Last day to send the agenda and the papers.
    pub ordre_du_jour: Explained<Date>,
}

/// The last days to send notice and agenda of a meeting.
///
/// # Errors
/// [`Absent`] before the first text known.
pub fn delais_commission(law: &Parameters, seance: Date) -> Result<DelaisCommission, Absent> {
    let before = |parameter: &str, label: &str| {
        let days = law.at::<i32>(parameter, seance)?;
        let value = seance.checked_sub(days.amount.days()).unwrap_or(Date::MIN);
        let formula = format!("{} − {} jours = {}", jour(seance), days.amount, jour(value));
        let steps = vec![Step::fact("Séance", jour(seance)), Step::law(label, formula, &days.sources)];
        Ok(Explained { value, rule: parameter.to_owned(), steps })
    };
    Ok(DelaisCommission {
        convocation: before("aci.commission_convocation", "Convocation au plus tard")?,
        ordre_du_jour: before("aci.commission_ordre_du_jour", "Ordre du jour et pièces au plus tard")?,
    })
}

/// The joint committees of the agreement in force on that day.
///
/// # Errors
/// [`Absent`] when the texts cannot be read.
pub fn commissions(law: &Parameters, day: Date) -> Result<Vec<Commission>, Absent> {
    Ok(Droit::of(law)?.en_vigueur(day).map(|version| version.commissions.clone()).unwrap_or_default())
}

/// The most that one professional may get from CPTS in a civil year, in euros (the PASS), included.
///
/// # Errors
/// [`Absent`] for a year whose ceiling is not known: it is to be asked for.
pub fn plafond_membre(law: &Parameters, year: i16) -> Result<Dated<i64>, Absent> {
    law.at("aci.plafond_membre", Date::new(year, 12, 31).unwrap_or(Date::MIN))
}

/// Public subsidies of a year, in euros: strictly more calls for an auditor and published accounts.
///
/// # Errors
/// [`Absent`] before the first text known.
pub fn seuil_commissaire(law: &Parameters, day: Date) -> Result<Dated<i64>, Absent> {
    law.at("aci.commissaire_aux_comptes", day)
}

/// A start-up aid seen somewhere: an example, never a national constant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aide {
    /// What it is.
    pub libelle: String,
    /// Where.
    pub region: String,
    /// Whole euros.
    pub eur: i64,
}

/// Start-up aids seen by that day, with their sources and their doubts.
pub fn aides_demarrage(law: &Parameters, day: Date) -> Vec<Dated<Aide>> {
    law.names("aci.fir_").filter_map(|name| law.at(name, day).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::sync::LazyLock;

    static LAW: LazyLock<Parameters> = LazyLock::new(|| Parameters::embedded().unwrap());

    #[test]
    fn the_silence_of_the_ars_lasts_two_months() {
        assert_eq!(silence_ars(&LAW, date(2025, 12, 31)).unwrap().value, date(2026, 2, 28));
        let explained = silence_ars(&LAW, date(2026, 3, 10)).unwrap();
        assert_eq!((explained.value, explained.sources()), (date(2026, 5, 10), vec!["csp-l1434-12"]));
    }

    #[test]
    fn notice_fifteen_days_and_agenda_five_days_before() {
        let delais = delais_commission(&LAW, date(2026, 3, 10)).unwrap();
        assert_eq!(delais.convocation.value, date(2026, 2, 23));
        assert_eq!(delais.ordre_du_jour.value, date(2026, 3, 5));
        let all = commissions(&LAW, date(2026, 1, 1)).unwrap();
        let shape: Vec<_> = all.iter().map(|one| (one.id.as_str(), one.reunions_par_an)).collect();
        assert_eq!(shape, [("CPN", 2), ("CPR", 1), ("CPL", 1)]);
    }

    #[test]
    fn caps_are_those_of_their_year_and_an_unknown_year_is_asked_for() {
        let cap = |year| plafond_membre(&LAW, year).map(|dated| (dated.amount, dated.uncertain));
        assert_eq!(cap(2022), Ok((41_136, false)));
        assert_eq!(cap(2023), Ok((43_992, false)));
        assert_eq!(cap(2024), Ok((46_368, true)));
        assert_eq!(cap(2026), Ok((48_060, true)));
        assert!(cap(2027).is_err() && cap(2021).is_err());
        assert_eq!(seuil_commissaire(&LAW, date(2026, 1, 1)).unwrap().amount, 153_000);
    }

    #[test]
    fn start_up_aids_are_examples_by_region() {
        let all = aides_demarrage(&LAW, date(2026, 1, 1));
        let loire = all.iter().find(|one| one.amount.region.contains("Haute-Loire")).unwrap();
        assert_eq!((loire.amount.eur, loire.uncertain), (15_000, false));
        assert_eq!(all.len(), 4);
    }
}

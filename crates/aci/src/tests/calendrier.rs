//! The obligations that a signature opens.

use super::LAW;
use crate::{Cas, MissionCas, NatureEcheance, StatutEcheance, echeances};
use jiff::civil::date;

fn contract() -> Cas {
    let mut cas = Cas::new(66_500, date(2022, 9, 1));
    let mut crise = MissionCas::started("crise", date(2022, 12, 1));
    crise.plan_delivered = Some(date(2023, 2, 1));
    crise.plan_updates = Some(vec![date(2024, 1, 15)]);
    cas.missions = vec![MissionCas::started("acces", date(2023, 4, 1)), crise];
    cas.as_of = Some(date(2025, 3, 1));
    cas
}

#[test]
fn the_whole_calendar_follows_from_the_signature() {
    let all = echeances(&LAW, &contract()).unwrap();
    let find = |id: &str| all.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(
        (find("acces.demarrage").date, find("acces.demarrage").statut),
        (date(2023, 3, 1), StatutEcheance::FaiteEnRetard)
    );
    assert_eq!(find("acces.deploiement").date, date(2024, 3, 1));
    assert_eq!(
        (find("parcours.demarrage").date, find("parcours.demarrage").statut),
        (date(2023, 9, 1), StatutEcheance::EnRetard)
    );
    assert_eq!(
        (find("crise.plan").date, find("crise.plan").statut),
        (date(2023, 8, 31), StatutEcheance::Faite)
    );
    assert_eq!(
        (find("crise.mise-a-jour.2").date, find("crise.mise-a-jour.2").statut),
        (date(2024, 2, 1), StatutEcheance::Faite)
    );
    assert_eq!(find("crise.mise-a-jour.3").statut, StatutEcheance::EnRetard);
    assert_eq!(find("crise.mise-a-jour.5").date, date(2027, 2, 1));
    assert_eq!(
        (find("anniversaire.1").date, find("anniversaire.4").date),
        (date(2023, 9, 1), date(2026, 9, 1))
    );
    assert_eq!((find("dialogue.5").date, find("dialogue.5").uncertain), (date(2027, 9, 1), true));
    assert_eq!(find("plafond-membre.2022").date, date(2022, 12, 31));
    assert_eq!(find("plafond-membre.2027").annee, Some(2027));
    assert_eq!(
        (find("revue").date, find("renouvellement").date, find("fin").date),
        (date(2024, 9, 1), date(2027, 3, 1), date(2027, 8, 31))
    );
}

#[test]
fn an_update_of_the_plan_falls_in_its_own_contract_year_whatever_the_leap_days() {
    let mut cas = Cas::new(24_000, date(2024, 2, 29));
    let mut crise = MissionCas::started("crise", date(2024, 3, 1));
    crise.plan_delivered = Some(date(2025, 2, 28));
    cas.missions = vec![crise];
    let all = echeances(&LAW, &cas).unwrap();
    let days: Vec<String> = all
        .iter()
        .filter(|one| one.nature == NatureEcheance::MiseAJourDuPlan)
        .map(|one| one.date.to_string())
        .collect();
    assert_eq!(days, ["2026-02-28", "2027-02-28", "2028-02-29"]);
}

#[test]
fn ids_are_unique_days_are_sorted_and_sources_are_listed() {
    let all = echeances(&LAW, &contract()).unwrap();
    let ids: std::collections::BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.len(), all.len());
    assert!(all.windows(2).all(|pair| pair[0].date <= pair[1].date));
    for one in &all {
        assert!(!one.sources.is_empty() && one.sources.iter().all(|id| LAW.source(id).is_some()), "{one:?}");
        assert!(!one.titre.contains('{'), "{}", one.titre);
    }
    assert_eq!(all.iter().filter(|one| one.nature == NatureEcheance::DialogueDeGestion).count(), 5);
}

#[test]
fn a_refused_case_has_no_calendar() {
    assert_eq!(echeances(&LAW, &Cas::new(0, date(2022, 9, 1))).unwrap_err().len(), 1);
}

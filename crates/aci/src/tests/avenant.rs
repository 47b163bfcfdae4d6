//! A new amendment is a new file: this one does not exist.

use super::LAW;
use crate::{Cas, Changement, Droit, MissionCas, Part, simulate};
use jiff::civil::date;
use law::Parameters;

const AVENANT_3: &str = r#"
[edition]
id = "avenant-3-fictif"
libelle = "Avenant 3 (fictif)"
statut = "en_vigueur"
base = "aci-2019-avenant-2"
signe = 2027-01-10
publie = 2027-03-31
du = 2027-04-01
checked_on = 2027-04-02
uncertain = false
source = ["jo-fictif"]

[bareme]
montants = [
  { composante = "fonctionnement", part = "total", taille = 5, eur = 120000, confidence = "texte", uncertain = false, source = ["jo-fictif"] },
  { composante = "sante_mentale", part = "total", taille = 5, eur = 60000, confidence = "texte", uncertain = false, source = ["jo-fictif"] },
  { composante = "sante_mentale", part = "fixe", taille = 5, eur = 40000, confidence = "texte", uncertain = false, source = ["jo-fictif"] },
]

[tailles]
checked_on = 2027-04-02
source = ["jo-fictif"]
confidence = "texte"
uncertain_at = []
uncertain_source = "lecture-80000"
bands = [
  { taille = 1, min = 1, max = 39999, wording = "moins de 40 000" },
  { taille = 4, min = 40000, max = 299999, wording = "de 40 000 à 299 999" },
  { taille = 5, min = 300000, wording = "300 000 et plus" },
]

[paiement]
duree_mois = 48
taux_avance = "0.8"
source = ["jo-fictif"]

[[missions]]
id = "sante_mentale"
libelle = "Santé mentale"
court = "Santé mentale"
socle = true
demarrage_mois = 9
deploiement_mois = 20
mode = "fixe_variable"
source = ["jo-fictif"]

[retires]
missions = ["qualite"]
source = ["jo-fictif"]
"#;

fn law_of_2027() -> Parameters {
    let mut law = Parameters::embedded().unwrap();
    law.cite("[jo-fictif]\ntitle = 'JO fictif'\nconfidence = 'texte'\nnote = 'essai'").unwrap();
    law.read("aci", AVENANT_3).unwrap();
    law
}

#[test]
fn a_new_mission_size_amount_rate_and_term_come_from_one_file() {
    let law = law_of_2027();
    let mut cas = Cas::new(350_000, date(2027, 5, 3));
    cas.missions = vec![MissionCas::started("sante_mentale", date(2027, 5, 3))];
    let result = simulate(&law, &cas).unwrap();
    assert_eq!((&*result.version, result.size, result.years.len()), ("avenant-3-fictif", 5, 4));
    assert_eq!(result.line(1, "fonctionnement", Part::Total).unwrap().cents, 12_000_000);
    let start = result.payments.iter().find(|one| &*one.component == "sante_mentale").unwrap();
    assert_eq!(start.cents, 3_200_000);
    assert_eq!(start.why.formula, "80\u{202f}% × 40\u{202f}000\u{a0}€ = 32\u{202f}000\u{a0}€");
    let delay = result.deadlines.iter().find(|one| &*one.mission == "sante_mentale").unwrap();
    assert_eq!(delay.start_by, date(2028, 2, 3));
    assert!(result.missing.iter().any(|one| &*one.component == "acces"));
    assert!(!result.missing.iter().any(|one| &*one.component == "qualite"));
}

#[test]
fn the_eve_of_the_amendment_still_follows_the_old_text() {
    let law = law_of_2027();
    let version = |day| simulate(&law, &Cas::new(24_000, day)).unwrap().version.to_string();
    assert_eq!(version(date(2019, 8, 25)), "aci-2019");
    assert_eq!(version(date(2022, 3, 31)), "aci-2019");
    assert_eq!(version(date(2022, 4, 1)), "aci-2019-avenant-2");
    assert_eq!(version(date(2027, 3, 31)), "aci-2019-avenant-2");
    assert_eq!(version(date(2027, 4, 1)), "avenant-3-fictif");
    let eve = Droit::of(&law).unwrap().version("aci-2019-avenant-2").unwrap().au;
    assert_eq!(eve, Some(date(2027, 3, 31)));
}

#[test]
fn a_running_contract_adopts_it_by_its_own_amendment_and_the_doubt_is_shown() {
    let law = law_of_2027();
    let mut cas = Cas::new(350_000, date(2025, 6, 2));
    cas.missions = vec![MissionCas::started("sante_mentale", date(2027, 9, 1))];
    let refused = simulate(&law, &cas).unwrap_err();
    assert!(refused[0].sentence.contains("avenant-3-fictif"), "{}", refused[0]);
    cas.changes = vec![Changement {
        date: date(2027, 7, 1),
        population: None,
        version: Some("avenant-3-fictif".into()),
    }];
    let result = simulate(&law, &cas).unwrap();
    let line = result.line(3, "sante_mentale", Part::Fixe).unwrap();
    assert!(line.uncertain && line.prorata.as_deref() == Some("275/366"));
    let years: Vec<_> = result.years.iter().map(|year| &*year.version).collect();
    assert_eq!(years[2..4], ["aci-2019-avenant-2", "avenant-3-fictif"]);
}

#[test]
fn an_old_contract_says_that_a_newer_text_exists() {
    let result = simulate(&LAW, &Cas::new(24_000, date(2021, 1, 4))).unwrap();
    let doubt = |year: usize| result.years[year].ceiling.uncertain;
    assert!(!doubt(0) && !doubt(1) && doubt(2));
    assert!(result.uncertain.iter().any(|text| text.contains("Version plus récente")));
}

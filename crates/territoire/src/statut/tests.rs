use super::*;
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 22);

fn le(annee: i16, mois: i8) -> Quand {
    Quand { jour: date(annee, mois, 1), precision: Precision::Mois }
}

#[test]
fn a_cpts_goes_through_its_stages() {
    let mut statut = Statut::begin(Etape::Emergence, le(2019, 1), TODAY).unwrap();
    for (at, etape) in ETAPES[1..6].iter().enumerate() {
        statut = statut.reach(*etape, le(2020 + at as i16, 3), TODAY).unwrap();
    }
    assert_eq!(statut.etape(), Etape::Operationnelle);
    assert_eq!(statut.at(date(2021, 12, 31)), Some(Etape::ProjetSoumis));
    assert_eq!(statut.at(date(2018, 1, 1)), None);
    assert_eq!(Statut::of(statut.atteints().to_vec(), None).unwrap(), statut);
}

#[test]
fn order_and_dates_are_kept() {
    let signed = Statut::begin(Etape::AciSigne, le(2022, 9), TODAY).unwrap();
    let refus = signed.reach(Etape::ProjetSoumis, le(2023, 1), TODAY).unwrap_err();
    assert_eq!(
        refus.to_string(),
        "«\u{a0}Projet de santé soumis\u{a0}» ne peut pas suivre «\u{a0}Contrat ACI signé\u{a0}»\u{a0}; \
         attendu\u{a0}: «\u{a0}Opérationnelle\u{a0}», «\u{a0}Projet abandonné\u{a0}»."
    );
    let early = signed.reach(Etape::Operationnelle, le(2022, 8), TODAY);
    assert_eq!(early, Err(Refus::AvantLaPrecedente(date(2022, 9, 1))));
    let late = signed.reach(Etape::Operationnelle, le(2027, 1), TODAY);
    assert_eq!(late, Err(Refus::Futur(date(2027, 1, 1))));
    let over = signed.reach(Etape::Abandonnee, le(2024, 1), TODAY).unwrap();
    assert!(over.reach(Etape::Emergence, le(2025, 1), TODAY).unwrap_err().to_string().contains("clos"));
    assert_eq!(Statut::of(vec![], None), Err(Refus::Vide));
}

#[test]
fn the_next_stage_is_expected_at_a_date() {
    let awaited = Quand { jour: date(2027, 6, 30), precision: Precision::Semestre };
    let project = Statut::begin(Etape::Emergence, le(2025, 1), TODAY).unwrap();
    let planned = project.plan(Etape::AciSigne, awaited, TODAY).unwrap();
    assert_eq!(planned.prevu().unwrap().quand.to_string(), "1er\u{a0}semestre 2027");
    assert!(!planned.is_en_retard(TODAY) && planned.is_en_retard(date(2027, 7, 1)));
    let submitted = planned.reach(Etape::ProjetSoumis, le(2026, 10), TODAY).unwrap();
    assert_eq!(submitted.prevu(), planned.prevu());
    assert!(project.plan(Etape::Emergence, awaited, TODAY).is_err());
    assert_eq!(project.plan(Etape::AciSigne, le(2026, 1), TODAY), Err(Refus::Passe(date(2026, 1, 1))));
}

#[test]
fn stages_and_precisions_are_read_back() {
    for etape in ETAPES {
        assert_eq!(etape.as_str().parse(), Ok(etape));
    }
    for precision in ["jour", "mois", "semestre", "annee"] {
        assert_eq!(precision.parse::<Precision>().unwrap().as_str(), precision);
    }
    assert!("signee".parse::<Etape>().is_err() && "siècle".parse::<Precision>().is_err());
    assert_eq!(le(2020, 12).to_string(), "décembre 2020");
}

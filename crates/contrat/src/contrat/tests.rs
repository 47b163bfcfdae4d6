use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn contrat(signature: Date) -> Contrat {
    let institution =
        || Institution { nom: String::new(), representant: String::new(), qualite: String::new() };
    let text = || "x".to_owned();
    let cpts = PartieCpts {
        nom: text(),
        finess: text(),
        rna: text(),
        adresse: text(),
        representant: text(),
        qualite: text(),
    };
    let termes = Termes {
        parties: Parties { cpts, ars: institution(), caisse: institution() },
        version: "v1".to_owned(),
        population: Population::new(24_000, "INSEE", None).unwrap(),
    };
    Contrat { signature: Some(signature), ..Contrat::draft(Id::new(Uuid::from_u128(1)), termes, 5) }
}

#[test]
fn people_type_absurd_populations() {
    for wrong in [0, -1, 3_000_001, i64::MIN, i64::MAX] {
        assert_eq!(Population::new(wrong, "INSEE", None), Err(Refus::Population(wrong)));
    }
    assert_eq!(Population::new(1, " ", None).unwrap_err().champ(), "population_source");
    assert_eq!(Population::new(1, "INSEE", Some(21)), Err(Refus::AnneePopulation));
}

#[test]
fn an_early_end_cuts_the_last_year() {
    let fin = Fin { le: date(2026, 1, 15), motif: String::new() };
    let ended = Contrat { fin: Some(fin), ..contrat(date(2024, 3, 20)) };
    let years: Vec<_> = annees(&ended).iter().map(|annee| (annee.du, annee.au)).collect();
    assert_eq!(years, [(date(2024, 3, 20), date(2025, 3, 19)), (date(2025, 3, 20), date(2026, 1, 14))]);
    assert!(ended.en_vigueur(date(2026, 1, 14)) && !ended.en_vigueur(date(2026, 1, 15)));
}

#[test]
fn numbers_of_the_register_are_checked_when_they_are_given() {
    let parties = contrat(date(2024, 3, 20)).termes.parties;
    let with = |finess: &str, rna: &str| {
        let cpts = PartieCpts { finess: finess.to_owned(), rna: rna.to_owned(), ..parties.cpts.clone() };
        Parties { cpts, ..parties.clone() }.checked().map(|one| (one.cpts.finess, one.cpts.rna))
    };
    assert_eq!(with("", ""), Ok((String::new(), String::new())));
    assert_eq!(with("950 047 225", "w43 1001234"), Ok(("950047225".to_owned(), "W431001234".to_owned())));
    assert_eq!(with("950047226", "").unwrap_err()[0].champ(), "finess");
    assert_eq!(with("", "431001234").unwrap_err()[0].champ(), "rna");
}

#[test]
fn every_fault_of_the_parties_is_said_at_once_and_nobody_signs_twice() {
    let parties = contrat(date(2024, 3, 20)).termes.parties;
    let signed = |nom: &str, by: &str| Institution {
        nom: nom.to_owned(),
        representant: by.to_owned(),
        qualite: String::new(),
    };
    let cpts = PartieCpts { finess: "12".to_owned(), rna: "12".to_owned(), ..parties.cpts.clone() };
    let wrong = Parties { cpts, ..parties.clone() }.checked().unwrap_err();
    assert_eq!(wrong.iter().map(Refus::champ).collect::<Vec<_>>(), ["finess", "rna"]);
    let cpts = PartieCpts { finess: String::new(), rna: String::new(), ..parties.cpts };
    let (ars, caisse) = (signed("ARS", "Hélène Faure"), signed("CPAM", "helene  faure"));
    let twice = Parties { cpts, ars, caisse }.checked().unwrap_err();
    assert_eq!(twice.iter().map(Refus::champ).collect::<Vec<_>>(), ["caisse_representant"]);
}

proptest! {
    #[test]
    fn years_follow_each_other_without_hole(days in 0i32..4000) {
        let signature = date(2019, 8, 25).saturating_add(jiff::Span::new().days(days));
        let contrat = contrat(signature);
        let years = annees(&contrat);
        prop_assert_eq!(years.len(), 5);
        prop_assert_eq!(years[0].du, signature);
        prop_assert!(years.windows(2).all(|w| w[0].au.tomorrow().unwrap() == w[1].du));
        prop_assert_eq!(Some(years[4].au.tomorrow().unwrap()), contrat.terme());
        prop_assert!(years.iter().all(|one| contrat.annee(one.du) == Some(one.numero) && contrat.annee(one.au) == Some(one.numero)));
    }
}

//! What a review found: figures that hid a doubt, a gap, or went missing.

use super::LAW;
use crate::{Cas, Part, Resultat, simulate};

fn result(json: &str) -> Resultat {
    simulate(&LAW, &Cas::read(json).unwrap()).unwrap()
}

#[test]
fn the_size_says_that_it_is_in_doubt() {
    let doubtful = result(r#"{"population":80000,"signed":"2023-09-20"}"#);
    assert!(doubtful.size_uncertain && doubtful.years.iter().all(|year| year.size_uncertain));
    assert!(doubtful.texte(&LAW).contains("taille 3 (non confirmé)\n"));
    let sure = result(
        r#"{"population":79999,"signed":"2023-09-20","changes":[{"date":"2024-09-20","population":80000}]}"#,
    );
    assert!(!sure.size_uncertain && !sure.years[0].size_uncertain && sure.years[1].size_uncertain);
}

#[test]
fn a_presumed_update_whose_anniversary_falls_on_the_eve_is_kept_in_its_year() {
    let seen = result(
        r#"{"population":24000,"signed":"2024-02-29","missions":[{"id":"crise","started":"2024-03-01","plan_delivered":"2025-02-28"}]}"#,
    );
    let update = |year| seen.line(year, "crise", Part::MiseAJour).map(|line| line.cents);
    assert_eq!([1, 2, 3, 4, 5].map(update), [None, None, Some(1_250_000), Some(1_250_000), Some(1_250_000)]);
    for one in seen.payments.iter().filter(|one| one.part == Part::MiseAJour) {
        let year = &seen.years[usize::from(one.year) - 1];
        assert!(year.from <= one.date && one.date <= year.to, "{one:?}");
    }
}

#[test]
fn a_crisis_amount_that_is_not_known_makes_the_sum_without_crisis_partial() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-09-20","contract_amounts":[{"component":"crise","part":"total","eur":60000}]}"#,
    );
    assert!(!seen.ceiling.partial && seen.ceiling.without_crisis_partial);
    assert_eq!(seen.ceiling.without_crisis_cents, seen.ceiling.total_cents - 6_000_000);
    assert!(seen.years.iter().all(|year| year.ceiling.without_crisis_partial));
    let asked = seen.missing.iter().find(|one| one.part == Part::Crise).unwrap();
    assert!(asked.question.contains("Le tableau donne 37\u{202f}500\u{a0}€\u{a0}; le contrat l’emporte."));
    assert!(seen.texte(&LAW).contains("sans crise déclarée, somme partielle"));
}

#[test]
fn the_doubt_of_the_crisis_amount_reaches_the_sum_without_crisis() {
    let seen = result(r#"{"population":66500,"signed":"2022-09-01"}"#).ceiling;
    assert!(seen.without_crisis_uncertain && !seen.without_crisis_partial);
    let sure = result(r#"{"population":24000,"signed":"2022-09-01"}"#).ceiling;
    assert!(!sure.without_crisis_uncertain && !sure.without_crisis_partial);
    let json = r#"{"population":120000,"signed":"2022-09-01","contract_amounts":[
        {"component":"fonctionnement","part":"total","eur":75000},{"component":"acces","part":"total","eur":125000},
        {"component":"parcours","part":"total","eur":90000},{"component":"prevention","part":"total","eur":35000},
        {"component":"qualite","part":"total","eur":30000},{"component":"accompagnement","part":"total","eur":20000},
        {"component":"crise","part":"total","eur":100000},{"component":"crise","part":"plan","eur":40000}]}"#;
    assert!(!result(json).ceiling.uncertain && !result(json).ceiling.without_crisis_uncertain);
    let tabled = json.replace(r#",{"component":"crise","part":"plan","eur":40000}"#, "");
    let tabled = result(&tabled).ceiling;
    assert!(!tabled.uncertain && tabled.without_crisis_uncertain);
}

#[test]
fn a_later_year_without_a_mission_shows_its_reading_and_pays_nothing() {
    let seen = result(r#"{"population":24000,"signed":"2023-09-20"}"#);
    let line = seen.line(2, "fonctionnement", Part::Total).unwrap();
    assert!(line.cents == 0 && line.uncertain && seen.years[1].uncertain && !seen.years[1].partial);
    assert_eq!(line.why.rule, "aci.fonctionnement_sans_mission");
    assert!(line.why.sources().contains(&"reconstruction-maillage"));
    assert!(seen.payments.iter().all(|one| one.year == 1));
}

#[test]
fn two_crises_in_a_contract_year_make_the_one_counted_unconfirmed() {
    let case = |crises: &str| {
        result(&format!(
            r#"{{"population":24000,"signed":"2023-09-20","missions":[{{"id":"crise","started":"2023-12-01","plan_delivered":"2024-02-01","crises":{crises}}}]}}"#
        ))
    };
    let line = |seen: &Resultat| seen.line(2, "crise", Part::Crise).unwrap().clone();
    assert!(!line(&case(r#"["2025-07-01"]"#)).uncertain);
    assert!(!line(&case(r#"["2025-07-01","2025-10-01"]"#)).uncertain);
    let twice = case(r#"["2025-07-01","2025-08-01"]"#);
    assert!(line(&twice).cents == 3_750_000 && line(&twice).uncertain);
    assert!(twice.uncertain.iter().any(|text| text.starts_with("Plusieurs crises")));
}

#[test]
fn a_part_deduced_from_a_table_and_the_contract_is_unconfirmed() {
    let case = |amounts: &str| {
        let seen = result(&format!(
            r#"{{"population":24000,"signed":"2023-09-20","contract_amounts":[{amounts}],"missions":[{{"id":"acces","started":"2023-09-20"}}]}}"#
        ));
        seen.line(1, "acces", Part::Fixe).unwrap().clone()
    };
    let variable = r#"{"component":"acces","part":"variable","eur":25000}"#;
    let total = r#"{"component":"acces","part":"total","eur":80000}"#;
    let (mixed, written) = (case(variable), case(&format!("{variable},{total}")));
    assert_eq!((mixed.cents, written.cents), (5_500_000, 5_500_000));
    assert!(mixed.uncertain && !written.uncertain);
}

#[test]
fn a_day_that_lacks_a_payment_is_a_partial_sum() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-09-20","missions":[{"id":"acces","started":"2023-09-20"}]}"#,
    );
    let days: Vec<bool> = seen.payments_by_date().iter().map(|day| day.partial).collect();
    assert!(days.len() == 6 && days.iter().all(|partial| *partial), "{days:?}");
    let text = seen.texte(&LAW);
    assert!(text.contains("\n20\u{a0}septembre 2023, somme partielle"), "{text}");
    let alone = result(r#"{"population":24000,"signed":"2023-09-20"}"#);
    assert!(!alone.payments_by_date()[0].partial && alone.incomplete_days.is_empty());
}

#[test]
fn a_ceiling_that_lacks_a_line_is_a_partial_sum() {
    let seen = result(r#"{"population":66500,"signed":"2019-09-02","version":"projection-2019"}"#);
    assert!(seen.ceiling.without_crisis_partial);
    let text = seen.texte(&LAW);
    assert!(seen.ceiling.lines.is_empty(), "nothing is known of that size");
    let ceilings: Vec<&str> = text.lines().filter(|line| line.starts_with("  plafond")).collect();
    assert_eq!(ceilings.len(), seen.years.len());
    assert!(ceilings.iter().all(|line| line.ends_with("à demander")), "{text}");
    assert!(!text.contains("incomplète"));
}

#[test]
fn an_indicator_is_shown_by_its_name_when_it_has_one() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-09-20","contract_amounts":[{"component":"acces","part":"variable","eur":25000}],
        "missions":[{"id":"acces","started":"2023-09-20"}],"achievements":[{"mission":"acces","year":1,"indicators":[
        {"id":"0190-aa","label":"Patients sans médecin traitant","weight":0.5,"achievement":1},{"id":"sas","weight":0.5,"achievement":1}]}]}"#,
    );
    let line = seen.line(1, "acces", Part::Variable).unwrap();
    let inputs = line.why.then.iter().find(|node| node.rule == "aci.formule_variable").unwrap();
    let shown: Vec<&str> = inputs.inputs.iter().map(|input| &*input.label).collect();
    assert_eq!(shown, ["Patients sans médecin traitant", "sas"]);
}

#[test]
fn an_update_of_the_tables_worth_more_than_the_plan_of_the_contract_is_asked_for() {
    let case = |amounts: &str| {
        result(&format!(
            r#"{{"population":24000,"signed":"2023-01-01","contract_amounts":[{amounts}],"missions":[{{"id":"crise",
            "started":"2023-01-05","plan_delivered":"2023-03-01","crises":["2024-07-01"]}}]}}"#
        ))
    };
    let part = |part: &str, eur: i64| format!(r#"{{"component":"crise","part":"{part}","eur":{eur}}}"#);
    let few = [
        part("plan", 5_000),
        part("total", 10_000),
        format!("{},{}", part("total", 40_000), part("crise", 30_000)),
    ];
    for amounts in few {
        let seen = case(&amounts);
        assert!(seen.line(2, "crise", Part::MiseAJour).is_none(), "{amounts}");
        assert!(seen.missing.iter().any(|one| one.part == Part::MiseAJour), "{amounts}");
    }
    assert_eq!(
        case(&part("plan", 12_500)).line(2, "crise", Part::MiseAJour).map(|line| line.cents),
        Some(1_250_000)
    );
}

#[test]
fn an_amount_that_changes_inside_a_year_makes_that_year_unconfirmed() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-01-01","missions":[{"id":"parcours","started":"2023-01-01"}],"contract_amounts":[
        {"component":"fonctionnement","part":"total","eur":55000,"from":"2024-01-02"}]}"#,
    );
    let running = |year: u8| {
        seen.line(year, "fonctionnement", Part::Total).map(|line| (line.cents, line.uncertain)).unwrap()
    };
    assert_eq!(
        [running(1), running(2), running(3)],
        [(5_000_000, false), (5_000_000, true), (5_500_000, false)]
    );
    assert!(seen.uncertain.iter().any(|text| text.starts_with("Effet d’un avenant")), "{:?}", seen.uncertain);
}

#[test]
fn a_signature_around_an_unconfirmed_entry_into_force_says_so() {
    let case =
        |signed: &str, more: &str| result(&format!(r#"{{"population":24000,"signed":"{signed}"{more}}}"#));
    for (signed, more, doubt) in [
        ("2022-03-30", "", false),
        ("2022-03-31", "", true),
        ("2022-04-01", "", true),
        ("2022-04-02", "", false),
        ("2022-04-01", r#","version":"aci-2019-avenant-2""#, false),
    ] {
        let seen = case(signed, more);
        let said = seen.uncertain.iter().any(|text| text.contains("en vigueur le 1er\u{a0}avril 2022"));
        assert_eq!((seen.ceiling.lines[0].uncertain, said), (doubt, doubt), "{signed} {:?}", seen.uncertain);
    }
}

#[test]
fn an_avenant_of_the_day_of_signature_gives_the_size_of_that_day() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-09-20","changes":[{"date":"2023-09-20","population":41000}]}"#,
    );
    assert_eq!((seen.size, seen.years[0].size), (2, 2));
}

#[test]
fn an_achievement_beyond_its_target_counts_as_the_target_and_says_so() {
    let case = |achievement: &str| {
        result(&format!(
            r#"{{"population":24000,"signed":"2023-09-20","contract_amounts":[{{"component":"acces","part":"variable","eur":25000}}],
            "missions":[{{"id":"acces","started":"2023-09-20"}}],
            "achievements":[{{"mission":"acces","year":1,"indicators":[{{"id":"mt","weight":1,"achievement":{achievement}}}]}}]}}"#
        ))
    };
    let cents = |seen: &Resultat| seen.line(1, "acces", Part::Variable).unwrap().cents;
    assert_eq!((cents(&case("1.2")), cents(&case("-0.3"))), (2_500_000, 0));
    assert!(case("1.2").warnings.iter().any(|text| text.contains("ramenée à 100\u{202f}%")));
    assert!(!case("1").warnings.iter().any(|text| text.contains("ramenée")));
}

#[test]
fn a_crisis_mission_without_its_plan_says_that_nothing_counts() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-01-01","missions":[{"id":"crise","started":"2023-02-01"}]}"#,
    );
    assert!(seen.warnings.iter().any(|text| text.contains("aucune remise du plan")), "{:?}", seen.warnings);
}

#[test]
fn the_text_names_missions_and_says_what_is_not_known() {
    let seen = result(
        r#"{"population":24000,"signed":"2023-09-20","missions":[{"id":"acces","started":"2023-09-20"}]}"#,
    );
    let text = seen.texte(&LAW);
    assert!(text.starts_with("Accord de 2019 modifié par l’avenant 2"), "{text}");
    assert!(text.contains("Accès aux soins\u{a0}: à démarrer au plus tard le 20\u{a0}mars 2024"), "{text}");
    assert!(!text.contains("acces") && text.contains("(années 1, 2, 3, 4, 5)"), "{text}");
}

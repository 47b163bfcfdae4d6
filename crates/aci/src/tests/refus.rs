//! Bad input: precise sentences, all of them, nothing half-done.

use super::LAW;
use crate::{Cas, Erreur, simulate};

fn refused(json: &str) -> Vec<Erreur> {
    let errors = Cas::read(json).and_then(|cas| simulate(&LAW, &cas).map(|_| ()));
    errors.err().unwrap_or_default()
}

fn codes(more: &str) -> Vec<&'static str> {
    let json = format!("{{\"population\": 24000, \"signed\": \"2023-09-20\"{more}}}");
    refused(&json).into_iter().map(|error| error.code).collect()
}

#[test]
fn populations_that_cannot_be_are_refused() {
    for (population, code) in [
        ("0", "population-nulle"),
        ("-5", "forme"),
        ("24000.5", "forme"),
        ("1e30", "forme"),
        ("70000000", "population-absurde"),
        ("\"beaucoup\"", "forme"),
        ("null", "champ-manquant"),
    ] {
        let errors = refused(&format!("{{\"population\": {population}, \"signed\": \"2023-09-20\"}}"));
        assert_eq!(errors.first().map(|one| one.code), Some(code), "{population}: {errors:?}");
        assert_eq!(errors[0].field, "population");
    }
    for population in ["\"24 000\"", "24000.0"] {
        assert!(refused(&format!("{{\"population\": {population}, \"signed\": \"2023-09-20\"}}")).is_empty());
    }
}

#[test]
fn days_out_of_the_contract_or_of_the_agreement_are_refused() {
    let signed = |day: &str| refused(&format!("{{\"population\": 1, \"signed\": \"{day}\"}}"));
    assert_eq!(signed("2019-08-24")[0].code, "avant-accord");
    assert!(signed("2019-08-24")[0].sentence.contains("25\u{a0}août 2019"));
    assert!(signed("2019-08-25").is_empty());
    assert_eq!(signed("2023-02-29")[0].code, "forme");
    assert_eq!(signed("2150-01-01")[0].code, "jour-absurde");
    let start =
        |day: &str| codes(&format!(", \"missions\": [{{\"id\": \"acces\", \"started\": \"{day}\"}}]"));
    assert_eq!(start("2023-09-19"), ["avant-signature"]);
    assert_eq!(start("2023-09-20"), [""; 0]);
    assert_eq!(start("2028-09-19"), [""; 0]);
    assert_eq!(start("2028-09-20"), ["apres-fin"]);
}

#[test]
fn missions_are_those_of_the_version_in_force() {
    let old = r#"{"population": 24000, "signed": "2020-09-20", "missions": [{"id": "crise", "started": "2021-01-01"}]}"#;
    let error = &refused(old)[0];
    assert_eq!((error.code, error.field.as_str()), ("mission-inconnue", "missions[0].id"));
    assert!(error.sentence.contains("acces, parcours, prevention"), "{error}");
    assert_eq!(codes(r#", "missions": [{"id": "danse", "started": "2024-01-01"}]"#), ["mission-inconnue"]);
    assert_eq!(codes(r#", "missions": [{"id": "acces"}, {"id": "acces"}]"#), ["mission-en-double"]);
    assert_eq!(
        codes(r#", "missions": [{"id": "acces", "started": "2024-01-01", "crises": ["2024-02-01"]}]"#),
        ["plan-sans-objet"]
    );
    assert_eq!(
        codes(r#", "missions": [{"id": "crise", "plan_delivered": "2024-02-01"}]"#),
        ["champ-manquant"]
    );
    assert_eq!(
        codes(
            r#", "missions": [{"id": "crise", "started": "2024-02-02", "plan_delivered": "2024-02-01", "crises": ["2025-01-01", "2025-01-01"]}]"#
        ),
        ["plan-avant-demarrage", "jour-en-double"]
    );
}

#[test]
fn avenants_are_one_a_day_and_change_something() {
    assert_eq!(
        codes(
            r#", "changes": [{"date": "2024-01-01", "population": 50000}, {"date": "2024-01-01", "population": 60000}]"#
        ),
        ["deux-avenants-un-jour"]
    );
    assert_eq!(codes(r#", "changes": [{"date": "2024-01-01"}]"#), ["avenant-vide"]);
    assert_eq!(codes(r#", "changes": [{"date": "2024-01-01", "population": 0}]"#), ["population-nulle"]);
    assert_eq!(
        codes(r#", "changes": [{"date": "2024-01-01", "version": "avenant-9"}]"#),
        ["version-inconnue"]
    );
    assert_eq!(codes(r#", "version": "next""#), ["version-inconnue"]);
}

#[test]
fn amounts_of_the_contract_hold_together() {
    let amount = |component: &str, part: &str, eur: &str| {
        format!(r#"{{"component": "{component}", "part": "{part}", "eur": {eur}}}"#)
    };
    let given = |all: &[String]| codes(&format!(", \"contract_amounts\": [{}]", all.join(",")));
    for eur in ["\"87 500 €\"", "87500.50", "\"87500,5\"", "0"] {
        assert_eq!(given(&[amount("acces", "fixe", eur)]), [""; 0], "{eur}");
    }
    for eur in ["-1", "\"87.500\"", "\"cher\"", "1.234", "true", "1e30"] {
        assert_eq!(given(&[amount("acces", "fixe", eur)]), ["forme"], "{eur}");
    }
    assert_eq!(given(&[amount("danse", "fixe", "1")]), ["composante-inconnue"]);
    assert_eq!(given(&[amount("fonctionnement", "fixe", "1")]), ["part-inconnue"]);
    assert_eq!(given(&[amount("crise", "variable", "1")]), ["part-inconnue"]);
    assert_eq!(given(&[amount("acces", "fixe", "1"), amount("acces", "fixe", "2")]), ["montant-en-double"]);
    let sums =
        [amount("acces", "total", "100"), amount("acces", "fixe", "60"), amount("acces", "variable", "30")];
    assert!(given(&sums).contains(&"montants-incoherents"));
    assert!(
        given(&[amount("acces", "total", "50"), amount("acces", "fixe", "60")])
            .contains(&"montants-incoherents")
    );
}

#[test]
fn achievements_are_settled_once_with_weights_that_sum() {
    let mission = r#", "missions": [{"id": "acces", "started": "2023-09-20"}]"#;
    let settled = |year: &str, weights: &[&str], value: &str| {
        let one = |(rank, weight): (usize, &&str)| {
            format!(r#"{{"id": "i{rank}", "weight": {weight}, "achievement": {value}}}"#)
        };
        let all: Vec<String> = weights.iter().enumerate().map(one).collect();
        format!(r#"{{"mission": "acces", "year": {year}, "indicators": [{}]}}"#, all.join(","))
    };
    let given = |all: &[String]| codes(&format!("{mission}, \"achievements\": [{}]", all.join(",")));
    assert_eq!(given(&[settled("1", &["0.1", "0.2", "0.7"], "0.5")]), [""; 0]);
    assert_eq!(given(&[settled("1", &["\"1/3\"", "\"2/3\""], "\"50 %\"")]), [""; 0]);
    assert_eq!(given(&[settled("1", &["0.5", "0.4"], "0.5")]), ["poids"]);
    assert_eq!(given(&[settled("6", &["1"], "1")]), ["annee-inconnue"]);
    assert_eq!(given(&[settled("0", &["1"], "1")]), ["annee-inconnue"]);
    assert_eq!(given(&[settled("1", &["1"], "1"), settled("1", &["1"], "1")]), ["realisation-en-double"]);
}

#[test]
fn every_error_is_said_at_once_and_unknown_fields_too() {
    let json = r#"{"population": 0, "signed": "2023-09-20", "missions": [{"id": "danse"}], "changes": [{"date": "2020-01-01", "population": 5}]}"#;
    assert_eq!(refused(json).len(), 3, "{:?}", refused(json));
    let shape = r#"{"population": "x", "signed": "hier", "couleur": 1, "missions": [{"id": 3, "debut": "2024"}], "bounds": "?"}"#;
    let errors = refused(shape);
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["population", "signed", "bounds", "missions[0].id", "missions[0].debut", "couleur"]);
    assert!(errors[5].sentence.contains("les champs connus sont population, signed"));
    assert_eq!(refused("[]")[0].code, "forme");
    assert_eq!(refused("{")[0].code, "json-illisible");
}

#[test]
fn a_day_that_is_none_says_its_rank_and_an_amount_what_is_accepted() {
    let said = |more: &str| {
        let errors = refused(&format!("{{\"population\": 1, \"signed\": \"2023-09-20\"{more}}}"));
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let days = said(
        r#", "missions": [{"id": "crise", "started": "2023-12-01", "crises": ["2024-01-01", "juillet"]}]"#,
    );
    assert!(days.contains("une liste est reçue\u{a0}; au rang 2, «\u{a0}juillet\u{a0}» est reçu"), "{days}");
    let amount = said(r#", "contract_amounts": [{"component": "acces", "part": "fixe", "eur": "55 k€"}]"#);
    assert_eq!(amount.matches("55 k€").count(), 1, "{amount}");
    let none = said(r#", "contract_amounts": [{"component": "acces", "part": "fixe", "eur": ""}]"#);
    assert!(none.contains("; un montant en euros est attendu"), "{none}");
}

#[test]
fn sentences_are_french_and_name_what_came() {
    let errors = refused(r#"{"population": "x", "signed": "hier"}"#);
    let text: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        text[0],
        "population\u{a0}: «\u{a0}x\u{a0}» est reçu\u{a0}; un nombre entier d’habitants est attendu, comme 24000."
    );
    assert_eq!(
        text[1],
        "signed\u{a0}: «\u{a0}hier\u{a0}» est reçu\u{a0}; un jour du calendrier est attendu, comme 2023-09-20."
    );
}

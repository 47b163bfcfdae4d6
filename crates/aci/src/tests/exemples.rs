//! `law/cases/aci/*.toml`: each case gives what it says, and every published total is the sum of its lines.

use super::LAW;
use crate::{Cas, Droit, Mode, Part, Resultat, simulate};
use serde_json::{Map, Value};

const FILES: [(&str, &str); 3] = [
    ("totaux-publies", include_str!("../../../../law/cases/aci/totaux-publies.toml")),
    ("versements", include_str!("../../../../law/cases/aci/versements.toml")),
    ("bornes", include_str!("../../../../law/cases/aci/bornes.toml")),
];

/// The result as JSON, with payments summed by day beside it.
fn seen(result: &Resultat) -> Value {
    let mut json = serde_json::to_value(result).unwrap();
    let days = result.payments_by_date().into_iter().map(|day| (day.date.to_string(), day.cents.into()));
    json["par_jour"] = Value::Object(days.collect::<Map<String, Value>>());
    json
}

#[test]
fn every_worked_example_is_given_back() {
    let mut count = 0;
    for (file, text) in FILES {
        let cases: Value = toml::from_str(text).unwrap();
        for case in cases["cas"].as_array().unwrap() {
            let name = format!("{file}: {}", case["nom"]);
            assert!(case["origine"].as_str().is_some_and(|origin| origin.len() > 10), "{name}");
            let cas = Cas::from_value(&case["cas"]).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
            let json = seen(&simulate(&LAW, &cas).unwrap_or_else(|errors| panic!("{name}: {errors:?}")));
            for (pointer, expected) in case["attendu"].as_object().unwrap() {
                assert_eq!(json.pointer(pointer), Some(expected), "{name}: {pointer}\n{}", json["payments"]);
                count += 1;
            }
        }
    }
    assert!(count > 80, "{count}");
}

#[test]
fn every_published_total_is_the_sum_of_its_lines() {
    let droit = Droit::of(&LAW).unwrap();
    let mut seen = 0;
    for version in droit.versions().iter().filter(|one| one.utilisable()) {
        for total in &version.totaux {
            let line =
                |part| move |id: &str| version.montant(id, part, total.taille).map_or(0, |line| line.cents);
            let crisis = |kind: fn(i64, i64, i64) -> i64| {
                let plans = version.missions.iter().filter(|one| one.mode == Mode::PlanCrise);
                plans.map(|one| kind(line(Part::Total)(&one.id), line(Part::Plan)(&one.id), 0)).sum::<i64>()
            };
            let paid = |part, socle: bool| {
                let kept = version
                    .missions
                    .iter()
                    .filter(|one| one.mode == Mode::FixeVariable && (one.socle || !socle));
                kept.map(|one| line(part)(&one.id)).sum::<i64>()
            };
            let base = line(Part::Total)("fonctionnement") + paid(Part::Total, false);
            let sum = match total.nom.as_str() {
                "tout" => base + crisis(|total, _, _| total),
                "sans_mission_crise" => base,
                "sans_crise" => base + crisis(|_, plan, _| plan),
                "variable_socle" => paid(Part::Variable, true),
                "variable_tout" => paid(Part::Variable, false),
                other => panic!("{other}"),
            };
            assert_eq!(sum, total.eur * 100, "{} {} taille {}", version.id, total.nom, total.taille);
            seen += 1;
        }
    }
    assert_eq!(seen, 18);
}

#[test]
fn both_totals_of_2019_differ_from_the_projection_by_the_supplement() {
    let droit = Droit::of(&LAW).unwrap();
    let version = droit.version("aci-2019").unwrap();
    let supplement = |taille| {
        let found = version.montants.iter().find(|one| one.part == "supplement_snp" && one.taille == taille);
        found.unwrap().cents
    };
    assert_eq!((supplement(1), supplement(4)), (22_000_000 - 18_500_000, 45_000_000 - 38_000_000));
}

#[test]
fn the_catalogue_follows_the_version() {
    let droit = Droit::of(&LAW).unwrap();
    let ids = |version: &str| {
        droit.version(version).unwrap().indicateurs.iter().map(|one| one.id.clone()).collect::<Vec<_>>()
    };
    let (old, new) = (ids("aci-2019"), ids("aci-2019-avenant-2"));
    assert!(
        old.contains(&"acces.snp_consultations".to_owned())
            && !new.contains(&"acces.snp_consultations".to_owned())
    );
    assert!(new.contains(&"acces.medecins_sas".to_owned()) && new.contains(&"crise.plan".to_owned()));
    assert_eq!((old.len(), new.len()), (18, 21));
    let unsure = &droit.version("aci-2019-avenant-2").unwrap().indicateurs;
    assert!(unsure.iter().all(|one| one.uncertain && !one.source.is_empty()));
}

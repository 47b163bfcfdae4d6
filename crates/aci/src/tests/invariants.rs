//! What holds for every contract.

use super::LAW;
use crate::{
    Bornes, Cas, Changement, Fraction, IndicateurRealise, MissionCas, Montant, MontantContrat, Part,
    Realisation, Resultat, anniversary, check, simulate,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;

const MISSIONS: [&str; 6] = ["acces", "parcours", "prevention", "crise", "qualite", "accompagnement"];

fn day(from: Date, offset: i32) -> Date {
    from.checked_add(offset.days()).unwrap()
}

prop_compose! {
    fn mission(rank: usize, signed: Date)(start in 0i32..1826, plan in 0i32..900, crises in prop::collection::btree_set(0i32..1826, 0..4),
        updates in prop::option::of(prop::collection::btree_set(1i32..900, 0..4)), some in any::<bool>()) -> MissionCas {
        let mut one = MissionCas::started(MISSIONS[rank], day(signed, start));
        if MISSIONS[rank] == "crise" && some {
            let delivered = (start + plan).min(1825);
            one.plan_delivered = Some(day(signed, delivered));
            one.plan_updates = updates.map(|all| all.into_iter().map(|n| day(signed, (delivered + n).min(1825))).collect::<std::collections::BTreeSet<_>>().into_iter().filter(|d| *d > day(signed, delivered)).collect());
            one.crises = crises.into_iter().map(|n| day(signed, n)).collect();
        }
        one
    }
}

prop_compose! {
    fn settled(mission: &'static str, year: u8)(parts in prop::collection::vec((1i128..1000, 0i128..=1000), 1..6)) -> Realisation {
        let whole: i128 = parts.iter().map(|(weight, _)| weight).sum();
        let indicators = parts.iter().enumerate().map(|(rank, (weight, done))| IndicateurRealise {
            id: format!("i{rank}"), label: (rank % 2 == 0).then(|| format!("Indicateur {rank}")), weight: Fraction::new(*weight, whole), achievement: Fraction::new(*done, 1000) });
        Realisation { mission: mission.to_owned(), year, indicators: indicators.collect() }
    }
}

prop_compose! {
    fn amounts()(all in prop::collection::vec((prop::sample::select(vec!["acces", "parcours", "prevention", "qualite"]), 1i64..20_000_000, 0i64..20_000_000, 0i32..1800), 0..5)) -> Vec<(&'static str, i64, i64, i32)> {
        all
    }
}

prop_compose! {
    fn contract()(signed in (0i32..2400).prop_map(|n| day(date(2019, 8, 25), n)))
        (missions in prop::collection::vec(0usize..6, 0..6).prop_flat_map(move |ranks| {
            let kept: std::collections::BTreeSet<usize> = ranks.into_iter().collect();
            kept.into_iter().map(|rank| mission(rank, signed).boxed()).collect::<Vec<_>>()
        }),
        achievements in prop::collection::vec((prop::sample::select(vec!["acces", "parcours", "prevention", "qualite"]), 1u8..=5), 0..10).prop_flat_map(|all| {
            let kept: std::collections::BTreeSet<_> = all.into_iter().collect();
            kept.into_iter().map(|(mission, year)| settled(mission, year).boxed()).collect::<Vec<_>>()
        }),
        population in 1u64..300_000, bounds in any::<bool>(), prorated in any::<bool>(), amounts in amounts(),
        changes in prop::collection::btree_map(1i32..1825, 1u64..300_000, 0..3), version in any::<bool>(), signed in Just(signed))
        -> Cas {
        let mut cas = Cas::new(population, signed);
        cas.version = (version).then(|| "aci-2019-avenant-2".to_owned());
        cas.bounds = if bounds { Bornes::LowerInclusive } else { Bornes::UpperInclusive };
        cas.variable_prorated = prorated;
        cas.missions = missions;
        cas.achievements = achievements;
        cas.achievements.retain(|one| cas.missions.iter().any(|mission| mission.id == one.mission));
        for (component, fixe, variable, from) in amounts {
            for (part, cents) in [(Part::Fixe, fixe), (Part::Variable, variable)] {
                if part == Part::Variable && fixe % 3 == 0 {
                    continue;
                }
                let (eur, from) = (Montant::from_cents(cents).unwrap(), Some(day(signed, from)));
                cas.contract_amounts.push(MontantContrat { component: component.to_owned(), part, eur, from });
            }
        }
        cas.changes = changes.into_iter().map(|(at, population)| Changement {
            date: day(signed, at), population: Some(population), version: None }).collect();
        cas
    }
}

fn accepted(cas: &Cas) -> Option<Resultat> {
    let errors = check(&LAW, cas);
    match simulate(&LAW, cas) {
        Ok(result) => Some(result),
        Err(said) => {
            assert_eq!(said, errors);
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn earned_never_exceeds_the_ceiling(cas in contract()) {
        let Some(result) = accepted(&cas) else { return Ok(()) };
        for year in result.years.iter() {
            let ceiling: BTreeMap<&str, i64> = year.ceiling.lines.iter().map(|line| (&*line.component, line.cents)).collect();
            let mut earned: BTreeMap<&str, i64> = BTreeMap::new();
            for line in &year.lines {
                *earned.entry(&line.component).or_default() += line.cents;
            }
            for (component, cents) in earned {
                if let Some(most) = ceiling.get(component) {
                    prop_assert!(cents <= *most, "year {} {component}: {cents} > {most}\n{cas:?}", year.year);
                }
            }
            if !year.ceiling.partial {
                prop_assert!(year.earned_cents <= year.ceiling.total_cents);
            }
        }
    }

    #[test]
    fn advances_and_balances_make_what_is_earned(cas in contract()) {
        let Some(result) = accepted(&cas) else { return Ok(()) };
        for year in result.years.iter() {
            let paid: i64 = result.payments.iter().filter(|one| one.year == year.year).map(|one| one.cents).sum();
            prop_assert_eq!(paid, year.earned_cents);
            prop_assert_eq!(year.earned_cents, year.lines.iter().map(|line| line.cents).sum::<i64>());
            for line in &year.lines {
                let same = result.payments.iter().filter(|one| one.year == year.year && one.component == line.component && one.part == line.part);
                prop_assert_eq!(same.map(|one| one.cents).sum::<i64>(), line.cents);
            }
        }
        let days: i64 = result.payments_by_date().iter().map(|day| day.cents).sum();
        prop_assert_eq!(days, result.years.iter().map(|year| year.earned_cents).sum::<i64>());
    }

    #[test]
    fn in_steady_state_the_anniversary_pays_what_a_year_earns(population in 1u64..300_000, share in 0i64..=100, fixe in 1i64..10_000_000, variable in 0i64..10_000_000) {
        let signed = date(2023, 9, 20);
        let mut cas = Cas::new(population, signed);
        cas.missions = vec![MissionCas::started("acces", signed)];
        let amount = |part, cents| MontantContrat { component: "acces".into(), part, eur: Montant::from_cents(cents).unwrap(), from: None };
        cas.contract_amounts = vec![amount(Part::Fixe, fixe), amount(Part::Variable, variable)];
        let one = IndicateurRealise { id: "a".into(), label: None, weight: Fraction::ONE, achievement: Fraction::new(i128::from(share), 100) };
        cas.achievements = (1..=5).map(|year| Realisation { mission: "acces".into(), year, indicators: vec![one.clone()] }).collect();
        let result = simulate(&LAW, &cas).unwrap();
        for n in 2..=4 {
            let paid = result.payments_by_date().into_iter().find(|day| day.date == anniversary(signed, n)).unwrap();
            prop_assert_eq!(paid.cents, result.years[usize::from(n) - 1].earned_cents);
        }
    }

    #[test]
    fn more_achievement_never_pays_less(cas in contract(), rank in 0usize..20, to in 0i128..=1000) {
        let Some(before) = accepted(&cas) else { return Ok(()) };
        let mut better = cas.clone();
        let many = better.achievements.len().max(1);
        let Some(one) = better.achievements.get_mut(rank % many) else { return Ok(()) };
        one.indicators[0].achievement = one.indicators[0].achievement.max(Fraction::new(to, 1000));
        let after = accepted(&better).unwrap();
        for (a, b) in before.years.iter().zip(&after.years) {
            prop_assert!(b.earned_cents >= a.earned_cents);
        }
    }

    #[test]
    fn the_order_of_the_inputs_changes_nothing(cas in contract()) {
        let Some(result) = accepted(&cas) else { return Ok(()) };
        let mut other = cas.clone();
        other.missions.reverse();
        other.achievements.reverse();
        other.changes.reverse();
        other.contract_amounts.reverse();
        other.missions.iter_mut().for_each(|mission| mission.crises.reverse());
        prop_assert_eq!(accepted(&other).unwrap(), result);
    }

    #[test]
    fn a_doubt_below_reaches_every_figure_above(cas in contract()) {
        let Some(result) = accepted(&cas) else { return Ok(()) };
        let json = serde_json::to_value(&result).unwrap();
        fn doubts(node: &serde_json::Value) -> bool {
            let below = node["then"].as_array().unwrap().iter().map(doubts).fold(false, |a, b| a | b);
            let input = node["inputs"].as_array().unwrap().iter().any(|input| input["uncertain"] == true);
            assert!(!(below || input) || node["uncertain"] == true, "{node}");
            node["uncertain"] == true
        }
        for payment in json["payments"].as_array().unwrap() {
            prop_assert_eq!(doubts(&payment["why"]), payment["uncertain"] == true);
        }
        for year in json["years"].as_array().unwrap() {
            let lines = year["lines"].as_array().unwrap().iter().map(|line| doubts(&line["why"])).fold(false, |a, b| a | b);
            prop_assert_eq!(year["uncertain"] == true, lines);
        }
        for ceiling in result.years.iter().map(|year| &year.ceiling).chain([&result.ceiling]) {
            let trees = ceiling.lines.iter().map(|line| serde_json::to_value(&line.why).unwrap());
            let top = trees.map(|tree| doubts(&tree)).fold(false, |a, b| a | b);
            prop_assert_eq!(ceiling.uncertain, top);
        }
        prop_assert!(!result.payments.iter().any(|one| one.uncertain) || !result.uncertain.is_empty());
    }

    #[test]
    fn the_fast_json_is_the_json(cas in contract()) {
        let Some(result) = accepted(&cas) else { return Ok(()) };
        prop_assert_eq!(String::from_utf8(result.json()).unwrap(), serde_json::to_string(&result).unwrap());
    }

    #[test]
    fn a_case_written_as_json_is_read_back(cas in contract()) {
        let text = serde_json::to_string(&cas).unwrap();
        prop_assert_eq!(Cas::read(&text), Ok(cas));
    }

    #[test]
    fn any_text_is_answered(text in ".{0,60}") {
        prop_assert!(Cas::read(&text).is_err());
    }
}

#[test]
fn each_day_around_a_change_of_text_has_an_answer() {
    let droit = crate::Droit::of(&LAW).unwrap();
    for du in droit.versions().iter().filter_map(|one| one.du) {
        for signed in [du, du.yesterday().unwrap()] {
            let answer = simulate(&LAW, &Cas::new(24_000, signed));
            assert_eq!(answer.is_ok(), signed >= date(2019, 8, 25), "{signed}");
        }
    }
}

#[test]
fn every_derivation_cites_listed_sources() {
    let mut cas = Cas::new(80_000, date(2021, 9, 20));
    cas.missions = vec![MissionCas::started("acces", date(2022, 1, 2))];
    let result = simulate(&LAW, &cas).unwrap();
    for one in &result.payments {
        assert!(!one.why.sources().is_empty(), "{:?}", one.why);
        assert!(one.why.sources().iter().all(|id| LAW.source(id).is_some()), "{:?}", one.why.sources());
    }
    assert!(result.uncertain.iter().any(|text| text.starts_with("population 80000")));
}

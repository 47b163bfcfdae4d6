//! The calculations on paper.

use super::*;
use aci::{Cas, MissionCas};
use documents::{Block, Document, Text};
use jiff::civil::date;
use testkit::each_engine;

fn paper() -> Document {
    let law = law::Parameters::embedded().unwrap();
    let mut cas = Cas::new(80_000, date(2024, 2, 29));
    cas.missions = ["acces", "crise"].map(|id| MissionCas::started(id, date(2024, 5, 2))).to_vec();
    let resultat = aci::simulate(&law, &cas).unwrap();
    crate::calculs(&law, ("CPTS d’essai", date(2026, 3, 2)), &resultat).unwrap()
}

fn numbered(paper: &Document) -> Vec<&Vec<Text>> {
    let list = |block| match block {
        &Block::List { numbered: true, ref items } => Some(items),
        _ => None,
    };
    paper.blocks.iter().filter_map(list).collect()
}

/// Numbers that stand after « n° » in these words.
fn numbers(words: &str, after: &str) -> Vec<usize> {
    let lists =
        words.split(after).skip(1).map(|rest| rest.split(['.', ')', '\n']).next().unwrap_or_default());
    lists
        .flat_map(|list| list.split([',', ' ']).filter_map(|n| n.trim().parse().ok()).collect::<Vec<_>>())
        .collect()
}

#[test]
fn every_amount_refers_to_a_calculation_that_stands_below() {
    let paper = paper();
    let steps = numbered(&paper)[0].len();
    let mut seen = 0;
    for block in &paper.blocks {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            if row.iter().any(|cell| cell.words() == "à demander") {
                continue;
            }
            let last = row.last().unwrap().words();
            let number: usize = last.trim_start_matches("n°\u{a0}").parse().unwrap();
            assert!((1..=steps).contains(&number), "{last}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_calculation_rests_on_those_before_it_and_cites_sources_that_are_listed() {
    let paper = paper();
    let lists = numbered(&paper);
    for (at, step) in lists[0].iter().enumerate() {
        let words = step.words();
        assert!(numbers(&words, "calcul n°\u{a0}").iter().all(|n| (1..=at).contains(n)), "{at}: {words}");
        assert!(
            numbers(&words, "ource n°\u{a0}").iter().all(|n| (1..=lists[1].len()).contains(n)),
            "{words}"
        );
    }
    let all: String = lists[0].iter().map(Text::words).collect();
    assert!(all.contains("D’après") && all.contains("Source n°") && all.contains("Non confirmé"));
    let mut each: Vec<String> = lists[0].iter().map(Text::words).collect();
    each.sort();
    each.dedup();
    assert_eq!(each.len(), lists[0].len(), "a calculation stands once");
}

#[test]
fn a_question_says_its_years_and_an_unknown_payment_has_its_row() {
    let mut cas = Cas::new(24_000, date(2024, 3, 20));
    cas.missions = vec![MissionCas::started("acces", date(2024, 5, 2))];
    let resultat = aci::simulate(&LAW, &cas).unwrap();
    let paper = crate::calculs(&LAW, ("CPTS d’essai", date(2026, 3, 2)), &resultat).unwrap();
    let mut days = Vec::new();
    for block in &paper.blocks {
        let Block::Table(table) = block else { continue };
        let asked = table.rows.iter().filter(|row| row.iter().any(|cell| cell.words() == "à demander"));
        days.extend(asked.map(|row| row[0].words()));
    }
    assert!(days.iter().any(|day| day == "2\u{a0}mai 2024"), "{days:?}");
    let lists = paper.blocks.iter().filter_map(|block| match block {
        Block::List { items, .. } => Some(items),
        _ => None,
    });
    let words: Vec<String> = lists.flatten().map(Text::words).collect();
    assert!(words.iter().any(|one| one.ends_with(" (années 1, 2, 3, 4, 5)")), "{words:?}");
}

#[test]
fn a_formula_whose_two_sides_are_the_same_stands_once() {
    let paper = paper();
    for step in numbered(&paper)[0] {
        let words = step.words();
        let first = words.lines().next().unwrap_or_default();
        let Some((left, right)) = first.split_once(" = ") else { continue };
        let left = left.rsplit("\u{a0}: ").next().unwrap_or_default();
        assert!(!right.starts_with(&format!("{left}.")), "{first}");
    }
}

each_engine! { &SCHEMA;
    async fn the_paper_of_a_contract_and_of_a_simulation_is_a_pdf(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        let kind = |page: &testkit::http::Page| page.headers["content-type"].to_str().unwrap().to_owned();
        let page = visitor.get("/velay-sud/espace/contrat/calculs.pdf").await;
        assert_eq!((page.status.as_u16(), kind(&page)), (200, "application/pdf".to_owned()));
        let page = visitor.get("/velay-sud/espace/contrat/calculs.docx").await;
        assert!(page.status == 200 && kind(&page).ends_with("wordprocessingml.document"));
        let mut anybody = site(&db, &ctx, "").await;
        let case = "population=24000&signature=2026-03-02&missions=acces";
        let page = anybody.get(&format!("/simulateur?{case}")).await;
        assert!(page.body.contains("/simulateur/calculs.pdf?population=24000"), "{}", page.body);
        let page = anybody.get(&format!("/simulateur/calculs.pdf?{case}")).await;
        assert_eq!((page.status.as_u16(), kind(&page)), (200, "application/pdf".to_owned()));
        assert_eq!(anybody.get("/simulateur/calculs.pdf?population=0").await.status, 404);
    }
}

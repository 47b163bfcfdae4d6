//! A processing of personal data, as its page shows it: the lines of the register, the fields, the impact notes.

use kernel::Traitement;
use maud::{Markup, html};
use ui::definitions::definitions;
use ui::section::{Level, heading, section};
use ui::{Column, Row, Table};

/// The section `id` of the page that tells one processing.
#[must_use]
pub fn traitement(id: &str, one: &Traitement) -> Markup {
    let facts: Vec<(&str, Markup)> =
        one.lignes().into_iter().map(|(words, all)| (words, list(&all))).collect();
    section(
        id,
        one.nom,
        html! {
            (definitions(&facts))
            (champs(id, one))
            (heading(Level::H3, "Analyse d’impact"))
            @for risk in one.risques { p { strong { (risk.quoi) } } (list(risk.contre)) }
            @if !one.a_completer.is_empty() {
                (heading(Level::H3, "À compléter par la CPTS"))
                ul { @for line in one.a_completer { li { (line) "\u{a0}: à compléter" } } }
            }
        },
    )
}

fn list(all: &[&str]) -> Markup {
    html! {
        @if let [only] = all { (only) } @else { ul { @for line in all { li { (line) } } } }
    }
}

fn champs(id: &str, one: &Traitement) -> Markup {
    let rows = one.champs.iter().flat_map(|champs| {
        let row = |(names, words): (String, &str)| {
            Row::new(vec![code(champs.table), code(&names), html! { (words) }])
        };
        champs.dits().map(row)
    });
    let columns = vec![Column::text("Table"), Column::text("Colonnes"), Column::text("Ce qu’elles gardent")];
    html! {
        (heading(Level::H3, "Champs gardés"))
        (Table::new(format!("{id}-champs"), format!("Champs gardés\u{a0}: {}", one.nom), columns).quiet_caption().compact().rows(rows.collect()))
    }
}

/// A technical name, cut where it may be.
fn code(name: &str) -> Markup {
    html! { code { @for part in name.split_inclusive('_') { (part) wbr; } } }
}

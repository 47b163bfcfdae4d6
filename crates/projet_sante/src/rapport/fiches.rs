//! The action sheets, each as a table, by mission.

use crate::texte::{self, Bloc};
use crate::version::{ActionDite, Instantane};
use documents::{Block, Column, Document, Level, Table, Text};
use ui::francais;

pub(super) fn actions(document: &mut Document, content: &Instantane) {
    let mut mission = "";
    for action in &content.actions {
        if action.mission != mission {
            document.heading(Level::Two, format!("Mission\u{a0}: {}", action.mission));
            mission = &action.mission;
        }
        document.push(Block::Table(sheet(action)));
    }
    if let Some(total) = total(content) {
        document.push(Block::Table(total));
    }
}

fn sheet(action: &ActionDite) -> Table {
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut row = |label: &str, value: Text| {
        if !value.parts.is_empty() {
            rows.push(vec![label.to_owned().into(), value]);
        }
    };
    row("Objectif", action.objectif.clone().unwrap_or_default().into());
    row("Description", description(&action.description));
    row("Responsable", action.responsable.clone().unwrap_or_else(|| "À désigner".to_owned()).into());
    row("Calendrier", calendar(action).into());
    row("Partenaires", action.partenaires.join("\n").into());
    row("Indicateurs", action.indicateurs.join("\n").into());
    row("Budget", action.budget_cents.map_or_else(|| "Non chiffré".to_owned(), francais::euros).into());
    row("Objectifs régionaux", action.visees.join("\n").into());
    row("Avancement", action.avancement.libelle().into());
    Table {
        caption: format!("Fiche-action\u{a0}: {}", action.titre),
        columns: vec![Column::text("Rubrique", 1.6), Column::text("Contenu", 6.0)],
        rows,
        ..Table::default()
    }
}

/// Marks of paragraphs and lists become lines of a cell.
fn description(words: &str) -> Text {
    let mut out = Text::new();
    for (n, bloc) in texte::parse(words).into_iter().enumerate() {
        let lines = match bloc {
            Bloc::Paragraphe(text) => vec![(String::new(), text)],
            Bloc::Liste { numerotee, points } => {
                let mark = |n: usize| if numerotee { format!("{n}. ") } else { "• ".to_owned() };
                points.into_iter().zip(1..).map(|(text, n)| (mark(n), text)).collect()
            }
        };
        for (m, (mark, text)) in lines.into_iter().enumerate() {
            if n + m > 0 {
                out = out.plain("\n");
            }
            if !mark.is_empty() {
                out = out.plain(mark);
            }
            out.parts.extend(text.parts);
        }
    }
    out
}

/// « Du 1er mars 2026 au 30 juin 2027 ».
fn calendar(action: &ActionDite) -> String {
    crate::calendrier::span(action.debut, action.fin)
}

/// The budgets together, when two actions at least have one.
fn total(content: &Instantane) -> Option<Table> {
    let known: Vec<(&ActionDite, i64)> =
        content.actions.iter().filter_map(|one| Some((one, one.budget_cents?))).collect();
    if known.len() < 2 {
        return None;
    }
    let missing = content.actions.len() - known.len();
    let sum = known.iter().map(|(_, cents)| cents).sum();
    Some(Table {
        caption: "Budget des actions chiffrées".to_owned(),
        columns: vec![Column::text("Action", 5.0), Column::number("Budget", 1.5)],
        rows: known
            .iter()
            .map(|(one, cents)| vec![one.titre.clone().into(), francais::euros(*cents).into()])
            .collect(),
        total: Some(vec!["Total".into(), francais::euros(sum).into()]),
        source: (missing > 0).then(|| {
            let n = i64::try_from(missing).unwrap_or(i64::MAX);
            format!("fiches-actions\u{a0}; {} sans budget chiffré", francais::compte(n, "action", "actions"))
        }),
    })
}

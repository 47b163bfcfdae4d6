//! Every text of a part, and what changes from one to another.

use super::{ROOM, section};
use crate::difference::{counts, difference, show as show_difference};
use crate::loi::SectionType;
use crate::section::Redaction;
use crate::{read_sections, store};
use axum::extract::{Path, State};
use comptes::Noms;
use maud::{Markup, html};
use ui::{Button, Choice, Column, Field, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = read_sections::section(&mut tx, &code).await?.ok_or_else(Problem::not_found)?;
    let all = store::sections::redactions(&mut tx, &code).await?;
    let names = Noms::read(&mut tx, all.iter().filter_map(|text| text.auteur).collect()).await?;
    drop(tx);
    let last = all.first().map_or(0, |text| text.numero);
    let asked = |name: &str, usual: u32| fields.get(name).parse().unwrap_or(usual);
    let (from, to) = (asked("de", last.saturating_sub(1)), asked("a", last));
    let mut frame =
        ROOM.below(&visit, format!("Textes\u{a0}: {}", one.modele.titre), &[("Parties", "sections")]);
    let here = visit.workspace(&format!("projet/sections/{code}"));
    frame.breadcrumb.push(ui::Crumb::new(one.modele.titre.clone(), here.clone()));
    let content = html! {
        @if all.is_empty() {
            p { "Cette partie n’a pas encore de texte." }
        } @else {
            (choice(&format!("{here}/textes"), &all, (from, to)))
            (compared(&one.modele, &all, (from, to)))
            (list(&all, &names))
        }
        div.actions { (Button::secondary("Revenir à la partie").href(here)) }
    };
    Ok(visit.page(&frame, content))
}

fn choice(action: &str, all: &[Redaction], (from, to): (u32, u32)) -> Markup {
    let numbers = || {
        let words = |n: u32| {
            if n == 0 { "Rien (avant le premier)".to_owned() } else { format!("Texte n°\u{a0}{n}") }
        };
        let numbers = all.iter().map(|text| text.numero).chain(std::iter::once(0));
        numbers.map(|n| Choice::new(n.to_string(), words(n))).collect::<Vec<_>>()
    };
    ui::form(
        "",
        action,
        ui::Method::Get,
        ui::form::row(html! {
            (Field::select("de", "Du texte", numbers()).value(from.to_string()))
            (Field::select("a", "Au texte", numbers()).value(to.to_string()))
            div.actions { (Button::secondary("Comparer")) }
        }),
    )
}

fn compared(modele: &SectionType, all: &[Redaction], (from, to): (u32, u32)) -> Markup {
    let text = |n: u32| all.iter().find(|one| one.numero == n).map(|one| one.lu(modele)).unwrap_or_default();
    let changes = difference(&text(from), &text(to));
    let (added, removed) = counts(&changes);
    html! {
        section.section id="difference" {
            h2 { "Ce qui change du texte " (from) " au texte " (to) }
            p role="status" { (section::summary(added, removed)) }
            (show_difference(&changes))
        }
    }
}

fn list(all: &[Redaction], names: &Noms) -> Table {
    let columns =
        vec![Column::number("Texte"), Column::text("Écrit le"), Column::text("Par"), Column::number("Mots")];
    let row = |one: &Redaction| {
        Row::new(vec![
            html! { "n°\u{a0}" (one.numero) },
            html! { (francais::date(kernel::today(one.ecrit_le))) },
            html! { (names.of(one.auteur)) },
            html! { (one.texte.split_whitespace().count()) },
        ])
    };
    Table::new("textes", "Tous les textes", columns).rows(all.iter().map(row).collect())
}

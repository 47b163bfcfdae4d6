//! What the rates of today would change to lines that are approved already.

use super::{ROOM, amount, person};
use crate::Difference;
use crate::droits::REGLER;
use crate::indemnite::Indemnite;
use axum::extract::State;
use jiff::ToSpan;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Icon, Row, Table, francais, status::badge};
use web::{Answer, App, Fields, Visit};

/// Most lines shown, and proposed in one gesture.
const LIMIT: usize = 200;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let since = super::today(&visit).saturating_sub(2.years());
    let all = crate::differences(&visit.ctx, &app.db, since).await?;
    let names = crate::noms(&mut app.db.read(&visit.ctx).await?).await?;
    let rows = all.iter().take(LIMIT).map(|one| row(&visit, &names, one)).collect();
    let columns = vec![
        Column::text("Personne"),
        Column::text("Ligne"),
        Column::text("Jour"),
        Column::text("État"),
        Column::number("Approuvé"),
        Column::number("Barème d’aujourd’hui"),
        Column::number("Différence"),
    ];
    let empty = ui::empty::empty(
        Icon::Check,
        "Aucune différence",
        "Les lignes approuvées sont celles que donnent les barèmes d’aujourd’hui.",
        None,
    );
    let frame = ui::Frame {
        lead: Some("Un barème écrit après coup ne change jamais une ligne approuvée ou payée. Si le règlement le veut, proposez la différence\u{a0}: c’est une nouvelle ligne, avec sa propre approbation.".into()),
        ..ROOM.below(&visit, "Différences", &[("Barèmes", "baremes")])
    };
    let content = html! {
        (Table::new("differences", "Lignes que les barèmes d’aujourd’hui ne donneraient pas", columns).rows(rows).empty(empty))
        @if visit.can(REGLER) && !all.is_empty() { (propose_all(&visit, &all)) }
    };
    Ok(visit.page(&frame, content))
}

fn row(visit: &Visit, names: &super::Names, one: &Difference) -> Row {
    let line = &one.ligne;
    Row::new(vec![
        person(visit, names, line.personne),
        html! { a href=(visit.workspace(&format!("indemnites/{}", line.id))) { (line.libelle) } },
        html! { (francais::date_courte(line.fait.jour)) },
        badge(line.etat.tone(), line.etat.libelle()),
        amount(line.cents()),
        amount(Some(one.nouveau.cents)),
        amount(Some(one.cents)),
    ])
}

fn propose_all(visit: &Visit, all: &[Difference]) -> Markup {
    let shown = &all[..all.len().min(LIMIT)];
    let total: i64 = shown.iter().map(|one| one.cents).sum();
    let count = francais::compte(i64::try_from(shown.len()).unwrap_or_default(), "différence", "différences");
    html! {
        (ui::form(&visit.csrf, &visit.workspace("indemnites/differences"), ui::Method::Post, html! {
            @for one in shown { (ui::form::hidden("ligne", &one.ligne.id.to_string())) }
            div.actions { (Button::primary(format!("Proposer {count}, {}", francais::euros(total)))) }
        }))
    }
}

pub(super) async fn propose(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let ids: Vec<Id<Indemnite>> = fields.all("ligne").take(LIMIT).filter_map(|id| id.parse().ok()).collect();
    let written = crate::propose_differences(&visit.ctx, &app.db, &ids).await;
    let words = francais::compte(
        written.as_ref().map_or(0, |n| i64::from(*n)),
        "ligne de différence attend",
        "lignes de différence attendent",
    );
    ROOM.after(&visit, "?etat=proposee", format!("{words} une approbation."), written)
}

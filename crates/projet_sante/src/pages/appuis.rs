//! The support log: who helped, when, how long, what for.

use super::{ROOM, beside};
use crate::appui::{Appui, Recit};
use crate::droits::{APPUYER, CONDUIRE};
use crate::store;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new(), "").await?;
    Ok(visit.page(&frame, content))
}

/// `part` is the help whose withdrawal was refused, empty for the form that notes one.
async fn page(visit: &Visit, app: &App, filled: &Filled, part: &str) -> Result<(ui::Frame, Markup), Problem> {
    let mut all = store::appuis::tous(&mut app.db.read(&visit.ctx).await?).await?;
    if !visit.can(CONDUIRE) {
        all.retain(|one| one.retrait.is_none());
    }
    let minutes: i64 =
        all.iter().filter(|one| one.retrait.is_none()).map(|one| i64::from(one.recit.minutes)).sum();
    let may = visit.can(APPUYER);
    let blank = Filled::new();
    let mut columns = vec![
        Column::text("Date"),
        Column::text("Qui a aidé"),
        Column::text("Pour quoi"),
        Column::number("Durée"),
        Column::text("Suite"),
    ];
    if may {
        columns.push(Column::actions());
    }
    let row =
        |one: &Appui| line(visit, one, may, if part == one.id.to_string() { Some(filled) } else { None });
    let empty = ui::empty::empty(
        Icon::People,
        "Aucun appui noté",
        "L’ARS, la CPAM, les unions régionales et les fédérations accompagnent la création\u{a0}: notez ce qu’elles apportent.",
        None,
    );
    let frame = ui::Frame {
        lead: Some("Qui a aidé la création, quand, combien de temps et pour quoi.".into()),
        ..visit.frame("Appuis reçus")
    };
    let content = html! {
        (ROOM.tabs(visit, "appuis"))
        @if minutes > 0 { p { "En tout\u{a0}: " strong { (francais::duree(minutes)) } "." } }
        (Table::new("appuis", "Appuis reçus", columns).rows(all.iter().map(row).collect()).empty(empty))
        @if may { (form(visit, if part.is_empty() { filled } else { &blank })) }
    };
    Ok((frame, content))
}

fn line(visit: &Visit, one: &Appui, may: bool, refused: Option<&Filled>) -> Row {
    let recit = &one.recit;
    let mut cells = vec![
        html! { (francais::date(recit.jour)) },
        struck(
            one,
            html! { (recit.institution) @if !recit.personnes.is_empty() { " (" (recit.personnes) ")" } },
        ),
        html! {
            (struck(one, html! { (recit.objet) }))
            @if let Some(retrait) = &one.retrait {
                br; small { "retiré le " (francais::date(kernel::today(retrait.le))) "\u{a0}: " (retrait.motif) }
            }
        },
        struck(one, html! { (francais::duree(recit.minutes.into())) }),
        html! { @if recit.suite.is_empty() { "—" } @else { (struck(one, html! { (recit.suite) })) } },
    ];
    if may {
        let mine = one.retrait.is_none() && one.can_be_withdrawn(&visit.ctx);
        cells.push(html! { @if mine { (removal(visit, one, refused)) } });
    }
    Row::new(cells)
}

fn struck(one: &Appui, words: Markup) -> Markup {
    html! { @if one.retrait.is_some() { s { (words) } } @else { (words) } }
}

fn removal(visit: &Visit, one: &Appui, refused: Option<&Filled>) -> Markup {
    let to = visit.workspace(&format!("projet/appuis/{}/retrait", one.id));
    let field =
        Field::text("motif", "Pourquoi le retirer").id(format!("motif-{}", one.id)).required().maxlength(200);
    let field = match refused {
        Some(filled) => field.filled(filled),
        None => field,
    };
    html! {
        details open[refused.is_some()] {
            summary { "Retirer" span.visually-hidden { " l’appui du " (francais::date(one.recit.jour)) } }
            (ui::form(&visit.csrf, &to, ui::Method::Post, html! {
                (field)
                div.actions { (Button::danger("Retirer").small()) }
            }))
        }
    }
}

fn form(visit: &Visit, filled: &Filled) -> Markup {
    html! {
        details open[filled.is_refused()] {
            summary { "Noter un appui" }
            (ui::form(&visit.csrf, &visit.workspace("projet/appuis"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::date("jour", "Date").required().value(kernel::today(visit.ctx.now).to_string()).filled(filled))
                (Field::text("institution", "Qui a aidé").hint("ARS, CPAM, URPS, fédération…").required().maxlength(200).filled(filled))
                (Field::text("personnes", "Qui est venu").hint("Facultatif.").maxlength(200).filled(filled))
                (Field::number("minutes", "Durée").unit("minutes").required().value("60").filled(filled))
                (Field::textarea("objet", "Pour quoi", 3).required().filled(filled))
                (Field::textarea("suite", "Ce qui suit", 2).filled(filled))
                div.actions { (Button::primary("Noter l’appui")) }
            }))
        }
    }
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let read = reader.required("jour").zip(reader.required("minutes"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((jour, minutes)) => {
            let text = |name: &str| fields.get(name).to_owned();
            let recit = Recit {
                jour,
                institution: text("institution"),
                personnes: text("personnes"),
                minutes,
                objet: text("objet"),
                suite: text("suite"),
            };
            match crate::note_appui(&visit.ctx, &app.db, recit).await {
                Ok(_) => return ROOM.done(&visit, "appuis", "L’appui est noté."),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors), "").await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let errors = match crate::withdraw_appui(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await {
        Ok(()) => return ROOM.done(&visit, "appuis", "L’appui est retiré."),
        Err(error) => beside(error)?,
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors), &id).await?;
    Ok(visit.refused(frame, content))
}

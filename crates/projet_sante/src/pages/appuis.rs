//! The support log: who helped, when, how long, what for.

use super::{beside, done, id_of, onglets};
use crate::appui::{Appui, Recit};
use crate::droits::APPUYER;
use crate::store;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, button, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let all = store::appuis::appuis(&mut app.db.read(&visit.ctx).await?).await?;
    let minutes: i64 = all.iter().map(|one| i64::from(one.recit.minutes)).sum();
    let may = visit.can(APPUYER);
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
    let row = |one: &Appui| {
        let recit = &one.recit;
        let mut cells = vec![
            html! { (francais::date(recit.jour)) },
            html! { (recit.institution) @if !recit.personnes.is_empty() { " (" (recit.personnes) ")" } },
            html! { (recit.objet) },
            html! { (francais::duree(recit.minutes.into())) },
            html! { @if recit.suite.is_empty() { "—" } @else { (recit.suite) } },
        ];
        if may {
            let to = visit.workspace(&format!("projet/appuis/{}/retrait", one.id));
            let gone = button::post_button(&visit.csrf, &to, &[], &Button::danger("Retirer").small());
            let about = format!("l’appui du {}", francais::date(recit.jour));
            cells.push(button::confirm("Retirer", &about, "Noté par erreur\u{202f}?", gone));
        }
        Row::new(cells)
    };
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
        (onglets(visit, "appuis"))
        @if minutes > 0 { p { "En tout\u{a0}: " strong { (francais::duree(minutes)) } "." } }
        (Table::new("appuis", "Appuis reçus", columns).rows(all.iter().map(row).collect()).empty(empty))
        @if may { (form(visit, filled)) }
    };
    Ok((frame, content))
}

fn form(visit: &Visit, filled: &Filled) -> Markup {
    html! {
        details open[filled.is_refused()] {
            summary { "Noter un appui" }
            (ui::form(&visit.csrf, &visit.workspace("projet/appuis"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::date("jour", "Date").required().value(crate::today(visit.ctx.now).to_string()).filled(filled))
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
                Ok(_) => return done(&visit, "appuis", "L’appui est noté.", Ok(())),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let gone = crate::withdraw_appui(&visit.ctx, &app.db, id_of(&id)?).await;
    done(&visit, "appuis", "L’appui est retiré.", gone)
}

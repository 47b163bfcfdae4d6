//! Leave: which slots it meets is shown, then they are taken back together.

use super::agenda::Agenda;
use super::{ROOM, beside, mots};
use crate::creneau::Horaire;
use crate::droits::{GERER, OFFRIR};
use crate::heure::jours;
use crate::{Creneau, store, withdraw_between};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::button::actions;
use ui::form::{hidden, row};
use ui::section::section;
use ui::{Button, Field, Filled, Icon, Method, empty::empty, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

const TITLE: &str = "Absence";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/rendez-vous/mes-creneaux/absence", OFFRIR, show_mine)
        .post("/{cpts}/espace/rendez-vous/mes-creneaux/absence", OFFRIR, leave_mine)
        .get("/{cpts}/espace/rendez-vous/professionnels/{id}/creneaux/absence", GERER, show_theirs)
        .post("/{cpts}/espace/rendez-vous/professionnels/{id}/creneaux/absence", GERER, leave_theirs)
}

/// From the first day to the last, both included; nothing when none is said yet.
fn read(fields: &Fields) -> Result<Option<Horaire>, FieldErrors> {
    if !fields.has("du") && !fields.has("au") {
        return Ok(None);
    }
    let mut reader = fields.reader();
    let (du, au) = (reader.required("du"), reader.required("au"));
    let span = du.zip(au).and_then(|(du, au)| reader.keep(jours(du, au)));
    reader.finish(span).map(Some)
}

fn page(visit: &Visit, agenda: &Agenda, filled: &Filled, met: Option<&[Creneau]>) -> Markup {
    let to = ROOM.at(visit, &format!("{}/absence", agenda.base()));
    html! {
        (ui::form::error_summary(filled))
        (ui::form(&visit.csrf, &to, Method::Get, html! {
            (row(html! {
                (Field::date("du", "Du").required().filled(filled))
                (Field::date("au", "Au").hint("Ce jour compris.").required().filled(filled))
            }))
            (actions(html! { @if met.is_some() { (Button::secondary("Changer les dates")) } @else { (Button::primary("Voir ce qui sera retiré")) } }))
        }))
        @if let Some(met) = met { (confirmation(visit, &to, filled, met)) }
    }
}

fn confirmation(visit: &Visit, to: &str, filled: &Filled, met: &[Creneau]) -> Markup {
    if met.is_empty() {
        return empty(Icon::Calendar, "Aucun créneau ces jours-là", "Il n’y a rien à retirer.", None);
    }
    let count = francais::compte(
        i64::try_from(met.len()).unwrap_or(i64::MAX),
        "créneau sera retiré",
        "créneaux seront retirés",
    );
    let held: u32 = met.iter().map(Creneau::pris).sum();
    section(
        "retirer",
        &count,
        html! {
            p { (mots::annulerait(held)) }
            (ui::form(&visit.csrf, to, Method::Post, html! {
                (hidden("du", filled.get("du").unwrap_or_default()))
                (hidden("au", filled.get("au").unwrap_or_default()))
                (Field::text("motif", "Motif").value("Congés").required().maxlength(200).filled(&motif(filled)))
                (actions(html! { (Button::danger("Retirer ces créneaux")) }))
            }))
        },
    )
}

/// What was typed in the second form only: the first one has no reason.
fn motif(filled: &Filled) -> Filled {
    let none = Filled::new();
    match (filled.get("motif"), filled.error_of("motif")) {
        (Some(typed), Some(fault)) => none.value("motif", typed).error("motif", fault),
        (None | Some(_), _) => none,
    }
}

async fn met(visit: &Visit, app: &App, agenda: &Agenda, span: Horaire) -> Result<Vec<Creneau>, Problem> {
    let from = span.debut.max(visit.ctx.now);
    let mut tx = app.db.read(&visit.ctx).await?;
    Ok(store::creneaux::de(&mut tx, agenda.qui.id, from, span.fin.max(from)).await?)
}

async fn show_mine(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let agenda = Agenda::surely_mine(&visit, &app).await?;
    show(&visit, &app, &agenda, &fields).await
}

async fn show_theirs(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let agenda = Agenda::of(&visit, &app, &id).await?;
    show(&visit, &app, &agenda, &fields).await
}

async fn show(visit: &Visit, app: &App, agenda: &Agenda, fields: &Fields) -> Answer {
    let frame = agenda.below(visit, TITLE);
    let (span, filled) = match read(fields) {
        Ok(span) => (span, fields.filled(&FieldErrors::default())),
        Err(errors) => {
            let filled = fields.filled(&errors);
            return Ok(visit.refused(frame, page(visit, agenda, &filled, None)));
        }
    };
    let met = match span {
        Some(span) => Some(met(visit, app, agenda, span).await?),
        None => None,
    };
    Ok(visit.page(&frame, page(visit, agenda, &filled, met.as_deref())))
}

async fn leave_mine(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let agenda = Agenda::surely_mine(&visit, &app).await?;
    leave(&visit, &app, &agenda, &fields).await
}

async fn leave_theirs(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let agenda = Agenda::of(&visit, &app, &id).await?;
    leave(&visit, &app, &agenda, &fields).await
}

async fn leave(visit: &Visit, app: &App, agenda: &Agenda, fields: &Fields) -> Answer {
    let Ok(Some(span)) = read(fields) else { return show(visit, app, agenda, fields).await };
    let done = withdraw_between(&visit.ctx, &app.db, agenda.qui.id, span, fields.get("motif")).await;
    let errors = match done {
        Ok(done) => return ROOM.done(visit, &agenda.base(), mots::retires(done)),
        Err(error) => beside(error)?,
    };
    let met = met(visit, app, agenda, span).await?;
    let content = page(visit, agenda, &fields.filled(&errors), Some(&met));
    Ok(visit.refused(agenda.below(visit, TITLE), content))
}

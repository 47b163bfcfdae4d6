//! The plannings of whoever looks, and their page in each.

use super::ROOM;
use super::moi::{self, Moi};
use crate::droits::PARTICIPER;
use crate::{Participant, Planning, WriteError, mots, store};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use documents::calendar::{Event, When, feed};
use maud::{Markup, html};
use ui::status::status;
use ui::{Button, Column, Icon, Row, Table, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

const TITLE: &str = "Mes gardes";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/garde/mes-gardes", PARTICIPER, show_all)
        .get("/{cpts}/espace/garde/mes-gardes/{id}", PARTICIPER, show)
        .post("/{cpts}/espace/garde/mes-gardes/{id}", PARTICIPER, act)
        .get("/{cpts}/espace/garde/mes-gardes/{id}/gardes.ics", PARTICIPER, calendar)
}

/// Where whoever looks takes part, the latest first.
async fn mine(visit: &Visit, app: &App) -> Result<Vec<(Participant, Planning)>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(me) = rendez_vous::store::effecteurs::moi(&mut tx).await? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for one in store::participants::of_effecteur(&mut tx, me.id).await? {
        if let Some(planning) = store::plannings::planning(&mut tx, one.planning).await? {
            all.push((one, planning));
        }
    }
    Ok(all)
}

async fn find(visit: &Visit, app: &App, id: &str) -> Result<Participant, Problem> {
    let id = web::id_of(id)?;
    let found = mine(visit, app).await?.into_iter().find(|(one, _)| one.planning == id);
    Ok(found.map(|(one, _)| one).ok_or(WriteError::Inconnu("Ce planning"))?)
}

fn list(visit: &Visit, all: &[(Participant, Planning)]) -> Markup {
    let columns = vec![Column::text("Planning"), Column::text("Période"), Column::text("Étape")];
    let row = |(_, one): &(Participant, Planning)| {
        let period = format!("du {} au {}", francais::date(one.cadre.du), francais::date(one.cadre.au));
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("mes-gardes/{}", one.id))) { (one.cadre.nom) } },
            html! { (period) },
            status(super::tone(one.etat), one.etat.libelle()),
        ])
    };
    let help = "Quand la coordination vous ajoute à un planning, vos vœux et vos gardes sont ici.";
    let nothing = empty(Icon::Calendar, "Vous ne participez à aucun planning", help, None);
    html! { (Table::new("mes-plannings", "Plannings où je prends des gardes", columns).rows(all.iter().map(row).collect()).empty(nothing)) }
}

async fn show_all(visit: Visit, State(app): State<App>) -> Answer {
    let all = mine(&visit, &app).await?;
    let content = html! { (ROOM.tabs(&visit, "mes-gardes")) (list(&visit, &all)) };
    Ok(visit.page(&ROOM.below(&visit, TITLE, &[]), content))
}

async fn read(visit: &Visit, app: &App, id: &str) -> Result<Moi, Problem> {
    let one = find(visit, app, id).await?;
    let chemin = ROOM.at(visit, &format!("mes-gardes/{id}"));
    Moi::read(&mut app.db.read(&visit.ctx).await?, &one, chemin).await
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let moi = read(&visit, &app, &id).await?;
    let mut frame = ROOM.below(&visit, moi.tableau.planning.cadre.nom.clone(), &[(TITLE, "mes-gardes")]);
    if moi.gardes().next().is_some() && super::is_open(&visit, moi.tableau.planning.etat) {
        let to = ROOM.at(&visit, &format!("mes-gardes/{id}/gardes.ics"));
        frame.actions =
            Some(html! { (Button::secondary("Mettre dans mon agenda").icon(Icon::Calendar).href(to)) });
    }
    Ok(visit.page(&frame, moi.content(&visit)))
}

async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let one = find(&visit, &app, &id).await?;
    let done = moi::act(&visit, &app, one.id, &fields).await?;
    let said = done.as_ref().map(Clone::clone).unwrap_or_default();
    ROOM.after(&visit, &format!("mes-gardes/{id}"), said, done)
}

async fn calendar(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let moi = read(&visit, &app, &id).await?;
    let planning = &moi.tableau.planning;
    let sequence = u32::try_from(planning.revision).unwrap_or(u32::MAX);
    let open = super::is_open(&visit, planning.etat);
    let event = |one: &crate::DemiJournee| {
        let when = When::Hours(kernel::paris(one.horaire.debut), kernel::paris(one.horaire.fin));
        let title = format!("Garde, {}", planning.cadre.nom);
        let text = mots::quand(one);
        Event { text, ..Event::new(format!("garde-{}", one.id), when, title, sequence, visit.ctx.now) }
    };
    let events: Vec<Event> = moi.gardes().filter(|_| open).map(event).collect();
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"gardes.ics\""),
    ];
    Ok((kind, feed("Gardes", &planning.cadre.nom, 12, &events)).into_response())
}

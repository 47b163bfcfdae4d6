//! One mission: choosing it, planning its start, noting its real start.

use super::{Salle, day, end};
use crate::contrat::MissionContrat;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Crumb, Field, Filled, Method, form::row};
use web::{Answer, App, Fields, Redirect, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, mission)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?;
    let version = contrat.version_au(salle.today.max(contrat.signature.unwrap_or(salle.today)));
    let filled = match contrat.mission(&mission) {
        Some(one) => {
            let filled = day(Filled::new(), "prevue_le", one.prevue_le);
            day(filled, "debut", one.debut).value("note", &one.note)
        }
        None => Filled::new(),
    };
    let known = contrat.mission(&mission).is_some();
    if !known && salle.accord.check_mission(version, &mission).is_err() {
        return Err(web::Problem::not_found());
    }
    Ok(visit.page(&frame(&visit, &salle, &mission), page(&visit, &salle, &mission, &filled)))
}

pub(super) async fn choose(
    visit: Visit,
    State(app): State<App>,
    Path((_, mission)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let mut reader = fields.reader();
    let (prevue_le, debut): (Option<Date>, Option<Date>) =
        (reader.optional("prevue_le"), reader.optional("debut"));
    let note = fields.get("note").to_owned();
    let choix = MissionContrat { mission: mission.clone(), prevue_le, debut, note };
    let errors = match reader.finish(Some(choix)) {
        Err(errors) => errors,
        Ok(choix) => {
            let done = crate::choose_mission(&visit.ctx, &app.db, &salle.law, contrat, choix).await;
            match end(&visit, salle.path(&visit, "missions"), done.map(|()| "La mission est enregistrée.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let page = page(&visit, &salle, &mission, &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &salle, &mission), page))
}

pub(super) async fn drop(
    visit: Visit,
    State(app): State<App>,
    Path((_, mission)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::drop_mission(&visit.ctx, &app.db, &salle.law, contrat, &mission).await;
    Redirect::to(salle.path(&visit, "missions"))
        .after(&visit, done.map(|()| "La mission est retirée du contrat."))
}

fn frame(visit: &Visit, salle: &Salle, mission: &str) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![
            Crumb::new("Contrat", salle.path(visit, "")),
            Crumb::new("Missions", salle.path(visit, "missions")),
        ],
        ..visit.frame(salle.accord.nom(mission).to_owned())
    }
}

fn page(visit: &Visit, salle: &Salle, mission: &str, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("contrat/missions/{mission}"));
    let known = salle.contrat.as_ref().and_then(|contrat| contrat.mission(mission));
    let started = known.is_some_and(|one| one.debut.is_some());
    let body = html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        (row(html! {
            // Once it started, the day that was planned says nothing more: it is kept, not shown.
            @if started { (ui::form::hidden("prevue_le", filled.get("prevue_le").unwrap_or_default())) }
            @else { (Field::date("prevue_le", "Démarrage prévu le").filled(filled)) }
            (Field::date("debut", "Démarrée vraiment le").hint("Laisser vide tant qu’elle n’a pas démarré.").filled(filled))
        }))
        (Field::textarea("note", "Note", 3).filled(filled))
        div.actions { (Button::primary("Enregistrer")) (Button::secondary("Revenir aux missions").href(salle.path(visit, "missions"))) }
    };
    html! {
        (ui::form(&visit.csrf, &action, Method::Post, body))
        @if known.is_some() {
            (ui::button::confirm("Retirer du contrat", salle.accord.nom(mission), "La mission ne sera plus due ni payée. Une mission du socle reste obligatoire.",
                ui::form(&visit.csrf, &format!("{action}/retrait"), Method::Post, html! { (salle.hidden()) (Button::danger("Oui, retirer")) })))
        }
    }
}

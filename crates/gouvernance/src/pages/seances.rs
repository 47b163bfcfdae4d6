//! The meetings, and the form that plans one.

use super::{ROOM, beside, to};
use crate::droits::TENIR;
use crate::instance::Instance;
use crate::plan_seance::Rendez;
use crate::seance::Seance;
use crate::store;
use axum::extract::State;
use db::Tx;
use jiff::civil::DateTime;
use kernel::Id;
use maud::{Markup, html};
use reunions::Reunion;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, francais, status};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

/// A meeting with its instance and its hour.
pub(super) type Ligne = (Seance, Instance, Reunion);

/// Every meeting, the latest first.
pub(super) async fn lines(tx: &mut Tx) -> db::Result<Vec<Ligne>> {
    let instances = store::instances::instances(tx).await?;
    let mut all = Vec::new();
    for seance in store::seances::seances(tx).await? {
        let instance = instances.iter().find(|one| one.id == seance.instance).cloned();
        let reunion = reunions::reunion(tx, seance.reunion).await?;
        if let (Some(instance), Some(reunion)) = (instance, reunion) {
            all.push((seance, instance, reunion));
        }
    }
    all.sort_by_key(|(_, _, reunion)| std::cmp::Reverse(reunion.debut));
    Ok(all)
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = lines(&mut tx).await?;
    let instances = store::instances::instances(&mut tx).await?;
    drop(tx);
    let columns =
        vec![Column::text("Séance"), Column::text("Date"), Column::text("Lieu"), Column::text("État")];
    let row = |(seance, instance, reunion): &Ligne| {
        let (tone, words) = seance.etat();
        Row::new(vec![
            html! { (to(visit, &format!("seances/{}", seance.id), &instance.nom)) @if seance.premiere.is_some() { " (seconde convocation)" } },
            html! { (francais::date_heure(reunion.debut)) },
            html! { @if reunion.lieu.is_empty() { "—" } @else { (reunion.lieu) } },
            html! { (status::status(tone, words)) },
        ])
    };
    let empty = ui::empty::empty(
        Icon::Calendar,
        "Aucune séance",
        "Une séance est une réunion d’une instance\u{a0}: assemblée générale, conseil d’administration, bureau.",
        None,
    );
    let content = html! {
        (ROOM.tabs(visit, "seances"))
        (Table::new("seances", "Séances", columns).rows(all.iter().map(row).collect()).empty(empty))
        @if visit.can(TENIR) { (planning(visit, &instances, None, filled)) }
    };
    Ok((visit.frame("Séances"), content))
}

/// The form that plans a meeting, or the second one of an instance that had no quorum.
pub(super) fn planning(
    visit: &Visit,
    instances: &[Instance],
    premiere: Option<&Seance>,
    filled: &Filled,
) -> Markup {
    let open = instances.iter().filter(|one| !one.fermee);
    let choices: Vec<Choice> = open.map(|one| Choice::new(one.id.to_string(), one.nom.clone())).collect();
    html! {
        details open[filled.is_refused()] {
            summary { @if premiere.is_some() { "Prévoir une seconde séance" } @else { "Prévoir une séance" } }
            @if choices.is_empty() { p { "Notez d’abord " (to(visit, "instances", "une instance")) "." } }
            @else {
                (ui::form(&visit.csrf, &ROOM.at(visit, "seances"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (visit.key(filled))
                    @match premiere {
                        Some(first) => {
                            (ui::form::hidden("instance", &first.instance.to_string()))
                            (ui::form::hidden("premiere", &first.id.to_string()))
                        }
                        None => (Field::select("instance", "Instance", choices).required().filled(filled)),
                    }
                    (ui::form::row(html! {
                        (Field::datetime("debut", "Début").required().filled(filled))
                        (Field::datetime("fin", "Fin").required().filled(filled))
                    }))
                    (Field::text("lieu", "Lieu").maxlength(200).filled(filled))
                    (Field::text("visio", "Adresse de la visioconférence").hint("Elle commence par https://.").maxlength(200).filled(filled))
                    div.actions { (Button::primary("Prévoir la séance")) }
                }))
            }
        }
    }
}

/// Which instance, when and where, after which meeting.
type Prevue = (Id<Instance>, Rendez, Option<Id<Seance>>);

fn read(fields: &Fields) -> Result<Prevue, FieldErrors> {
    let mut reader = fields.reader();
    let mut hour = |name: &str| {
        let read = fields.get(name).parse::<DateTime>();
        read.map_err(|_| reader.refuse(name, "Écrivez un jour et une heure, par exemple 14/03/2026 20:30."))
            .ok()
    };
    let (debut, fin) = (hour("debut"), hour("fin"));
    let instance = fields.get("instance").parse();
    let instance = instance.map_err(|_| reader.refuse("instance", "Choisissez une instance.")).ok();
    let read = || {
        let (lieu, visio) = (fields.get("lieu").to_owned(), fields.get("visio").to_owned());
        Some((
            instance?,
            Rendez { debut: debut?, fin: fin?, lieu, visio },
            fields.get("premiere").parse().ok(),
        ))
    };
    reader.finish(read())
}

pub(super) async fn plan(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok((instance, rendez, premiere)) => {
            let id = fields.key(&visit);
            match crate::plan_seance(&visit.ctx, &app.db, id, instance, rendez, premiere).await {
                Ok(()) => {
                    let to = ROOM.at(&visit, &format!("seances/{id}"));
                    return Ok(Redirect::to(to)
                        .done("La séance est prévue\u{a0}: écrivez son ordre du jour, puis convoquez.")
                        .answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

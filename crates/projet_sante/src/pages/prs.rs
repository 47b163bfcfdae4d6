//! The aims of the regional plan (PRS): a dated list that the CPTS pastes.

use super::{ROOM, beside};
use crate::droits::CONDUIRE;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, button, francais};
use web::{Answer, App, Fields, Problem, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let visees = crate::visees(&mut app.db.read(&visit.ctx).await?).await?;
    let frame = ui::Frame {
        lead: Some("Le projet de santé doit s’accorder avec le projet régional de santé. Chaque région a le sien\u{a0}: sa liste se colle ici.".into()),
        ..ROOM.below(visit, "Objectifs du projet régional de santé", &[("Actions", "actions")])
    };
    let may = visit.can(CONDUIRE);
    let mut columns = vec![
        Column::text("Code"),
        Column::text("Objectif"),
        Column::text("Plan"),
        Column::text("Depuis"),
        Column::text("Source").minor(),
    ];
    if may {
        columns.push(Column::actions());
    }
    let rows = visees.iter().map(|one| {
        let mut cells = vec![
            html! { (one.code) },
            html! { (one.libelle) },
            html! { (one.prs) },
            html! { (francais::date_courte(one.depuis)) },
            html! { (one.source) },
        ];
        if may {
            let to = visit.workspace(&format!("projet/prs/{}/retrait", one.id));
            let gone = button::post_button(&visit.csrf, &to, &[], &Button::danger("Retirer").small());
            cells.push(button::confirm(
                "Retirer",
                &one.code,
                "Les actions qui le citent ne le citeront plus.",
                gone,
            ));
        }
        Row::new(cells)
    });
    let empty = ui::empty::empty(
        Icon::Journal,
        "Aucun objectif régional noté",
        "Collez la liste du plan en vigueur dans votre région, une ligne par objectif.",
        None,
    );
    let content = html! {
        (Table::new("prs", "Objectifs régionaux", columns).rows(rows.collect()).empty(empty))
        @if may {
            (pasting(visit, filled))
        }
    };
    Ok((frame, content))
}

fn pasting(visit: &Visit, filled: &Filled) -> Markup {
    html! {
            details open[filled.is_refused()] {
                summary { "Coller une liste" }
                (ui::form(&visit.csrf, &visit.workspace("projet/prs"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (Field::text("prs", "Plan").hint("Par exemple\u{a0}: «\u{a0}PRS Auvergne-Rhône-Alpes 2023-2028\u{a0}».").required().maxlength(200).filled(filled))
                    (Field::date("depuis", "En vigueur depuis le").required().filled(filled))
                    (Field::text("source", "Source").hint("Où cette liste a été lue\u{a0}: arrêté, page de l’ARS, document et sa date.").required().maxlength(200).filled(filled))
                    (Field::textarea("liste", "Liste", 8).hint("Une ligne par objectif\u{a0}: code, point-virgule, libellé. Un code déjà noté est repris avec ses nouveaux mots.").required().filled(filled))
                    div.actions { (Button::primary("Noter la liste")) }
                }))
            }
    }
}

pub(super) async fn import(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let depuis = reader.required("depuis");
    let errors = match reader.finish(depuis) {
        Err(errors) => errors,
        Ok(depuis) => {
            let named = (fields.get("prs"), fields.get("source"));
            match crate::list_visees(&visit.ctx, &app.db, named, depuis, fields.get("liste")).await {
                Ok((added, again)) => {
                    let words = format!("{added} ajoutés, {again} repris.");
                    return ROOM.done(&visit, "prs", words);
                }
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
    let gone = crate::withdraw_visee(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "prs", "L’objectif régional est retiré.", gone)
}

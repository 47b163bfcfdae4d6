//! One criterion of a stage.

use super::{ROOM, atlas, beside};
use crate::droits::CONDUIRE;
use crate::etape::{Critere, Etape, Etat};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, button};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, code, critere)): Path<(String, String, String)>,
) -> Answer {
    let (frame, content) = page(&visit, &app, (&code, &critere), &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    (code, critere): (&str, &str),
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    let parcours = crate::parcours(&mut tx, &etat.law).await?;
    drop(tx);
    let etape = parcours.etape(code).ok_or_else(Problem::not_found)?;
    let one = etape.criteres.iter().find(|one| one.code == critere).ok_or_else(Problem::not_found)?;
    let mut frame = ROOM.below(visit, one.libelle.clone(), &[]);
    let back = visit.workspace(&format!("projet/etapes/{code}"));
    frame.breadcrumb.push(ui::Crumb::new(etape.titre.clone(), back));
    Ok((frame, content(visit, etape, one, filled)))
}

fn content(visit: &Visit, etape: &Etape, one: &Critere, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("projet/etapes/{}/criteres/{}", etape.code, one.code));
    // What the program sees is not said by hand.
    let states = Etat::ALL.iter().filter(|state| one.constat.is_none() || **state != Etat::Fait);
    let states = states.map(|state| Choice::new(state.code(), state.libelle())).collect();
    html! {
        @if let Some(constat) = &one.constat {
            p { (constat.mots) ". Ce critère se remplit de lui-même\u{a0}: " a href=(visit.workspace(&constat.ou)) { "voir où" } "." }
        }
        @if visit.can(CONDUIRE) {
            (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::radios("etat", "Où en est-on", states).value(one.etat.code()).required().filled(filled))
                @if one.constat.is_none() {
                    (Field::date("jour", "Depuis le").value(one.jour.map(|jour| jour.to_string()).unwrap_or_default()).filled(filled))
                }
                (Field::textarea("note", "À noter", 3).value(one.note.clone()).filled(filled))
                div.actions { (Button::primary("Enregistrer")) }
            }))
            @if one.propre {
                (button::confirm("Retirer ce critère", &one.libelle, "Ce critère a été ajouté ici. Le retirer\u{202f}?", button::post_button(&visit.csrf, &format!("{action}/retrait"), &[], &Button::danger("Retirer"))))
            }
        } @else {
            p { (one.etat.libelle()) @if !one.note.is_empty() { "\u{a0}: " (one.note) } }
        }
    }
}

pub(super) async fn add(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    match crate::add_critere(&visit.ctx, &app.db, &code, fields.get("libelle")).await {
        Ok(()) => {
            let to = visit.workspace(&format!("projet/etapes/{code}"));
            Ok(Redirect::to(to).done("Le critère est ajouté.").answer(&visit))
        }
        Err(error) => super::etape::again(&visit, &app, &code, (&fields, &beside(error)?), "critere").await,
    }
}

pub(super) async fn settle(
    visit: Visit,
    State(app): State<App>,
    Path((_, code, critere)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let (etat, jour) = (reader.required::<Etat>("etat"), reader.optional("jour"));
    let errors = match reader.finish(etat) {
        Err(errors) => errors,
        Ok(etat) => {
            let what = (code.as_str(), critere.as_str());
            match crate::settle_critere(&visit.ctx, &app.db, what, etat, jour, fields.get("note")).await {
                Ok(()) => {
                    let to = visit.workspace(&format!("projet/etapes/{code}"));
                    return Ok(Redirect::to(to).done("C’est noté.").answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, (&code, &critere), &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, code, critere)): Path<(String, String, String)>,
) -> Answer {
    let removed = crate::remove_critere(&visit.ctx, &app.db, &code, &critere).await;
    ROOM.after(&visit, &format!("etapes/{code}"), "Le critère est retiré.", removed)
}

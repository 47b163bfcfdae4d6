//! One point of the agenda: its words, what was said, what was decided.

use super::ensemble::{ecrits, garde, refilled, temoin};
use super::{Salle, back, preparer};
use crate::dialogue::Refus;
use crate::point::{CHAMPS, Mots};
use crate::texte::Concurrence;
use crate::{WriteError, add_point, raise_point, remove_point, write_point};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Crumb, Field, Filled, Method};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

type At = Path<(String, String, String)>;

pub(super) async fn add(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    match add_point(&visit.ctx, &app.db, id_of(&id)?, fields.get("titre")).await {
        Ok(_) => Ok(back(&visit, &id, "", "Le point est à l’ordre du jour.")),
        Err(WriteError::Dialogue(refus @ (Refus::Vide(_) | Refus::Long(..)))) => {
            let errors = FieldErrors::one("titre", &refus);
            preparer::page(&visit, &app, &id, &fields.filled(&errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id, point)): At) -> Answer {
    page(&visit, &app, (&id, &point), &Filled::new(), &[]).await
}

async fn page(
    visit: &Visit,
    app: &App,
    (id, point): (&str, &str),
    filled: &Filled,
    both: &[Concurrence],
) -> Answer {
    let salle = Salle::load(app, visit, id).await?;
    let point = id_of(point)?;
    let found = salle.points.iter().find(|one| one.id == point).ok_or(WriteError::Inconnu("Ce point"))?;
    salle.dialogue.writable().map_err(WriteError::from)?;
    let path = salle.path(visit, &format!("points/{point}"));
    let mut frame = salle.frame(visit);
    frame.breadcrumb.push(Crumb::new(salle.dialogue.titre(), salle.path(visit, "")));
    frame.title = "Point de l’ordre du jour".into();
    frame.lead = None;
    let content = html! {
        (ui::form::error_summary(filled))
        (ui::form(&visit.csrf, &path, Method::Post, html! {
            @for (cle, word) in CHAMPS.iter().zip(&found.champs()) { (temoin(cle, word, filled)) }
            (garde("titre", "Intitulé", both))
            (Field::text("titre", "Intitulé").required().maxlength(200).value(found.titre.clone()).filled(filled))
            (garde("notes", "Ce qui a été dit", both))
            (Field::textarea("notes", "Ce qui a été dit", 6).hint("Ira au compte rendu.").value(found.notes.clone()).filled(filled))
            (garde("decision", "Décision", both))
            (Field::textarea("decision", "Décision", 3).value(found.decision.clone()).filled(filled))
            div.actions { (Button::primary("Enregistrer")) (Button::secondary("Revenir").href(salle.path(visit, ""))) }
        }))
        (removal(visit, &path))
    };
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

fn removal(visit: &Visit, path: &str) -> Markup {
    ui::button::confirm(
        "Retirer ce point",
        "de l’ordre du jour",
        "Ce qui y est écrit part avec lui ; le journal garde son intitulé. Retirer\u{202f}?",
        ui::button::post_button(&visit.csrf, &format!("{path}/retrait"), &[], &Button::danger("Retirer")),
    )
}

pub(super) async fn write(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, point)): At,
    fields: Fields,
) -> Answer {
    let words = Mots(ecrits(&fields, CHAMPS));
    match write_point(&visit.ctx, &app.db, id_of(&id)?, id_of(&point)?, words).await {
        Ok(both) if both.is_empty() => Ok(back(&visit, &id, "", "Le point est enregistré.")),
        Ok(both) => page(&visit, &app, (&id, &point), &refilled(&both), &both).await,
        Err(WriteError::Dialogue(refus @ (Refus::Vide(_) | Refus::Long(..)))) => {
            let field = match refus {
                Refus::Long("Ce qui a été dit", ..) => "notes",
                Refus::Long("La décision", ..) => "decision",
                _ => "titre",
            };
            page(&visit, &app, (&id, &point), &fields.filled(&FieldErrors::one(field, &refus)), &[]).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn raise(visit: Visit, State(app): State<App>, Path((_, id, point)): At) -> Answer {
    raise_point(&visit.ctx, &app.db, id_of(&id)?, id_of(&point)?).await?;
    Ok(back(&visit, &id, "", "Le point est monté."))
}

pub(super) async fn remove(visit: Visit, State(app): State<App>, Path((_, id, point)): At) -> Answer {
    remove_point(&visit.ctx, &app.db, id_of(&id)?, id_of(&point)?).await?;
    Ok(back(&visit, &id, "", "Le point est retiré."))
}

//! Answers of owners, for somebody of the office to look at.

use super::{ROOM, quand};
use crate::{Recue, Reponse, Suite, WriteError, list_reponses, review_reponses};
use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use ui::button::post_button;
use ui::status::status;
use ui::{Button, Column, Icon, Method, Row, Table, Tone, form, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let (all, total) = list_reponses(&visit.ctx, &app.db).await?;
    let mut frame = ROOM.below(&visit, "Réponses reçues", &[]);
    frame.lead = Some(
        "Ce que les titulaires ont répondu depuis leur lien. Leurs corrections sont déjà dans l’annuaire."
            .into(),
    );
    Ok(visit.page(&frame, draw(&visit, &all, total)))
}

fn draw(visit: &Visit, all: &[Recue], total: i64) -> Markup {
    let action = visit.workspace("annuaire/reponses");
    let columns = vec![Column::text("Fiche"), Column::text("Réponse"), Column::text("Le"), Column::actions()];
    let row = |one: &Recue| {
        let number = one.reponse.id.to_string();
        let seen = Button::secondary("Vu").small().about(one.nom.clone());
        Row::new(vec![
            html! { a href=(visit.workspace(&one.reference.chemin())) { (one.nom) } },
            html! { (status(tone(one.reponse.suite), &one.reponse.en_mots())) },
            html! { (quand(one.reponse.le)) },
            post_button(&visit.csrf, &action, &[("reponse", &number)], &seen),
        ])
    };
    let table = Table::new("reponses-table", "Réponses à voir", columns).rows(all.iter().map(row).collect());
    let nothing = "Les réponses arrivent ici dès qu’une personne ouvre son lien.";
    let next = html! { (Button::secondary("Demander des confirmations").href(visit.workspace("annuaire/a-confirmer"))) };
    html! {
        (ROOM.tabs(visit, "reponses"))
        @if all.len() > 1 {
            (form::form(&visit.csrf, &action, Method::Post, html! {
                @for one in all { (form::hidden("reponse", &one.reponse.id.to_string())) }
                div.actions { (Button::secondary(format!("Tout marquer comme vu ({})", all.len()))) }
            }))
        }
        (table.empty(ui::empty::empty(Icon::Check, "Rien à voir", nothing, Some(next))))
        @if usize::try_from(total).is_ok_and(|total| total > all.len()) { p.soft { (francais::compte(total, "réponse", "réponses")) " en tout\u{a0}: les plus anciennes d’abord." } }
    }
}

pub(crate) const fn tone(suite: Suite) -> Tone {
    match suite {
        Suite::Confirmee => Tone::Success,
        Suite::Corrigee => Tone::Info,
        Suite::NexercePlus => Tone::Warning,
        Suite::NePlusEcrire => Tone::Neutral,
    }
}

pub(super) async fn review(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let ids: Vec<Id<Reponse>> = fields.all("reponse").map(id_of).collect::<Result<_, Problem>>()?;
    let back = match fields.get("retour") {
        "ma-journee" => Redirect::to(visit.workspace("ma-journee")),
        _ => Redirect::to(visit.workspace("annuaire/reponses")),
    };
    match review_reponses(&visit.ctx, &app.db, &ids).await {
        Ok(n) => {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            Ok(back.done(format!("{}.", francais::compte(n, "réponse vue", "réponses vues"))).answer(&visit))
        }
        Err(WriteError::Rien) => Ok(back.refused("Ces réponses étaient déjà vues.").answer(&visit)),
        Err(error) => Err(error.into()),
    }
}

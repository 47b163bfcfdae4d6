//! Bulk work on requests: looked at, told by a letter, closed because nobody can reach them.

use super::ROOM;
use super::carte::court;
use crate::droits::TRAITER;
use crate::{Cloture, Demande, WriteError, close, verify, want_lettres};
use axum::extract::State;
use kernel::Id;
use maud::html;
use ui::button::actions;
use ui::form::hidden;
use ui::{Button, Method, form, francais};
use web::{Answer, App, Fields, Redirect, Routes, Visit};

/// Requests of one page at most.
const AU_PLUS: usize = 200;

pub(super) fn routes() -> Routes {
    Routes::new().post("/{cpts}/espace/medecin-traitant/demandes/lot", TRAITER, act)
}

async fn act(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let ids: Vec<Id<Demande>> = fields.all("id").filter_map(|id| id.parse().ok()).take(AU_PLUS).collect();
    let back = Redirect::to(ROOM.at(&visit, retour(&fields)));
    if ids.is_empty() {
        return Ok(back.refused("Cochez d’abord des demandes.").answer(&visit));
    }
    let said = match fields.get("geste") {
        "verifier" => {
            told(verify(&visit.ctx, &app.db, &ids).await?, "demande vérifiée", "demandes vérifiées")
        }
        "lettre" => {
            told(want_lettres(&visit.ctx, &app.db, &ids).await?, "lettre à imprimer", "lettres à imprimer")
        }
        "injoignable" if !fields.has("oui") => return Ok(ask(&visit, &fields, &ids)),
        "injoignable" => told(close_all(&app, &visit, &ids).await?, "demande close", "demandes closes"),
        _ => return Ok(back.refused("Choisissez ce qui est à faire.").answer(&visit)),
    };
    Ok(back.done(said).answer(&visit))
}

/// The end of the address of the list that was worked on: only of ours.
fn retour(fields: &Fields) -> &str {
    Some(fields.get("retour")).filter(|text| text.starts_with('?')).unwrap_or("")
}

fn told(many: u32, one: &str, more: &str) -> String {
    format!("{}.", francais::compte(many.into(), one, more))
}

/// Those that are closed already stay as they are.
async fn close_all(app: &App, visit: &Visit, ids: &[Id<Demande>]) -> Result<u32, WriteError> {
    let mut done = 0;
    for id in ids {
        match close(&visit.ctx, &app.db, *id, Cloture::Injoignable, None).await {
            Ok(()) => done += 1,
            Err(WriteError::PasPossible(_) | WriteError::Inconnu(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

fn ask(visit: &Visit, fields: &Fields, ids: &[Id<Demande>]) -> axum::response::Response {
    let many = francais::compte(i64::try_from(ids.len()).unwrap_or(0), "demande", "demandes");
    let codes: Vec<String> = ids.iter().map(|id| court(*id)).collect();
    let content = html! {
        p { "Ces personnes ne répondent plus\u{a0}: " (codes.join(", ")) "." }
        p { "Leurs cartes sont retirées, leurs places rendues. Une demande close se rouvre tant qu’elle n’est pas effacée." }
        (form::form(&visit.csrf, &ROOM.at(visit, "demandes/lot"), Method::Post, html! {
            (hidden("geste", "injoignable")) (hidden("oui", "oui")) (hidden("retour", retour(fields)))
            @for id in ids { (hidden("id", &id.to_string())) }
            (actions(html! {
                (Button::danger(format!("Clore {many}"))) " "
                (Button::plain("Revenir à la liste").href(ROOM.at(visit, retour(fields))))
            }))
        }))
    };
    visit.page(&ROOM.below(visit, format!("Clore {many}\u{202f}?"), &[]), content)
}

//! A module that takes the links of the tests: it asks for a word, shows who asks, and answers once.

use super::*;
use axum::{extract::State, response::IntoResponse};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().tap(USAGE, show, act).tap_done(USAGE, done).tap(MANY, show, refuse)
}

async fn show(visit: Visit, lien: LienSuivi) -> Answer {
    let (tenant, can) =
        (visit.tenant()?.nom.clone(), visit.can(droits::MON_COMPTE) || visit.can(droits::VOIR_MEMBRES));
    let who = visit.ctx.actor.label();
    let form = ui::form::form(
        &visit.csrf,
        &lien.chemin,
        ui::Method::Post,
        maud::html! { (ui::Button::primary("Répondre")) },
    );
    let about = maud::html! { p { (tenant) " " (lien.sujet) " " (who) " " (can) " " (visit.identity.is_some()) } (form) };
    Ok(visit.page(&visit.frame("Votre réponse"), about))
}

async fn act(visit: Visit, State(app): State<App>, lien: LienSuivi, fields: Fields) -> Answer {
    if fields.get("mot") == "faux" {
        return Err(Problem::new(422, "essai-mot-refuse", "Ce mot ne va pas"));
    }
    answered(&visit.ctx, &app.db, USAGE, lien.sujet).await;
    Ok(Redirect::to(&lien.chemin).done("Merci").answer(&visit))
}

async fn done(lien: LienSuivi) -> Answer {
    let words = lien.utilise_le.map_or("jamais répondu".to_owned(), |le| format!("déjà répondu le {le}"));
    Ok(words.into_response())
}

async fn refuse(visit: Visit) -> Answer {
    Err(visit.ctx.require(droits::VOIR_MEMBRES).unwrap_err().into())
}

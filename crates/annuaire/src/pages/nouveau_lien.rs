//! An owner asks for a new confirmation link, without account.

use crate::ask_again::{ask_again, ask_by_courriel};
use axum::extract::State;
use identifiants::Courriel;
use maud::{Markup, html};
use ui::button::actions;
use ui::section::panel;
use ui::{Button, Field, Filled, Frame, Method, form};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

pub(super) async fn show(visit: Visit) -> Answer {
    let content = draw(&visit, &Filled::new())?;
    Ok(visit.page(&head(&visit), content))
}

fn head(visit: &Visit) -> Frame {
    let mut frame = visit.frame("Recevoir un nouveau lien");
    frame.lead = Some("Vous êtes dans l’annuaire et votre lien a expiré\u{202f}? Donnez votre adresse\u{a0}: si l’annuaire la connaît, un nouveau lien y part.".into());
    frame
}

fn draw(visit: &Visit, filled: &Filled) -> Result<Markup, Problem> {
    let action = format!("/{}/annuaire/nouveau-lien", visit.tenant()?.slug);
    Ok(panel(html! {
        (form::error_summary(filled))
        (form::form(&visit.csrf, &action, Method::Post, html! {
            (Field::email("courriel", "Votre adresse électronique").required().filled(filled))
            (actions(html! { (Button::primary("Recevoir un lien")) }))
        }))
    }))
}

pub(super) async fn ask(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let sms = app.can_send_sms();
    if fields.has("fiche") {
        let id = id_of(fields.get("fiche"))?;
        ask_again(&visit.ctx, &app.db, id, fields.get("sceau"), sms).await?;
        return Ok(sent(&visit));
    }
    match fields.get("courriel").parse::<Courriel>() {
        Ok(courriel) => {
            ask_by_courriel(&visit.ctx, &app.db, &courriel, sms).await?;
            Ok(sent(&visit))
        }
        Err(error) => {
            let filled = fields.filled(&FieldErrors::one("courriel", error));
            Ok(visit.refused(head(&visit), draw(&visit, &filled)?))
        }
    }
}

/// The same words whether something left or not.
fn sent(visit: &Visit) -> axum::response::Response {
    let mut frame = visit.frame("Regardez vos messages");
    frame.lead = Some("Si l’annuaire connaît votre adresse, un nouveau lien vient d’y partir.".into());
    let content = panel(html! {
        ul {
            li { "Un seul lien part par jour." }
            li { "Rien après quelques minutes\u{202f}? Regardez dans les indésirables, puis appelez la coordination de la CPTS." }
        }
    });
    visit.page(&frame, content)
}

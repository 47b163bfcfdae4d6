use super::connexion::{again, start_again, welcome};
use crate::{AskLinkError, UseLinkError, ask_link, use_link};
use axum::extract::{Path, State};
use identifiants::Courriel;
use maud::html;
use ui::{Button, Method, button::actions, form, section::panel};
use web::{Answer, App, Fields, Redirect, Visit};

pub(super) async fn ask(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let courriel: Courriel = match fields.get("courriel").parse() {
        Ok(courriel) => courriel,
        Err(error) => return Ok(again(&visit, &fields, "courriel", error)),
    };
    match ask_link(&visit.ctx, &app.db, &courriel).await {
        Ok(()) => Ok(Redirect::to("/connexion/lien").answer(&visit)),
        Err(AskLinkError::Pause(pause)) => Ok(again(&visit, &fields, "", pause)),
        Err(error @ AskLinkError::Db(_)) => Err(error.into()),
    }
}

pub(super) async fn sent(State(app): State<App>, visit: Visit) -> Answer {
    let mut frame = visit.frame("Regardez votre boîte aux lettres");
    frame.lead = Some("Si cette adresse a un compte, un lien de connexion vient de lui être envoyé.".into());
    let content = html! {
        (panel(html! {
            ul {
                li { "Le lien est valable quinze minutes et s’utilise une fois." }
                li { "Rien après quelques minutes\u{a0}? Regardez dans les indésirables, puis vérifiez l’adresse." }
                li { "Toujours rien\u{a0}? Demandez à votre coordination à quelle adresse votre compte est ouvert." }
            }
            (actions(html! {
                @if app.settings.demo { (Button::primary("Ouvrir la boîte de démonstration").href("/courriels")) }
                (Button::secondary("Revenir à la connexion").href("/connexion"))
            }))
        }))
    };
    Ok(visit.page(&frame, content))
}

/// Mail scanners open every link they see: opening this page must not use it, pressing its button does.
pub(super) async fn show(visit: Visit, Path(token): Path<String>) -> Answer {
    let mut frame = visit.frame("Votre lien de connexion");
    frame.lead = Some("Encore un geste\u{a0}: confirmez que c’est bien vous.".into());
    let button = actions(html! { (Button::primary("Me connecter")) });
    let action = format!("/connexion/lien/{}", super::encoded(&token));
    Ok(visit.page(&frame, panel(form::form(&visit.csrf, &action, Method::Post, button))))
}

pub(super) async fn enter(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Answer {
    match use_link(&visit.ctx, &app.db, &token).await {
        Ok(entree) => welcome(&app, &visit, entree, "").await,
        Err(error @ UseLinkError::Perime) => Ok(start_again(&visit, error)),
        Err(error @ UseLinkError::Db(_)) => Err(error.into()),
    }
}

use super::{connexion::start_again, destination, session};
use crate::{ConfirmSignInError, Jeton, Usage, confirm_sign_in};
use axum::{
    extract::State,
    http::{HeaderMap, header},
};
use maud::{Markup, html};
use ui::{Button, Field, Filled, Frame, Method, button::actions, form, section::panel};
use web::{Answer, App, Cookie, FieldErrors, Fields, Redirect, Visit};

const COOKIE: &str = "maillage_attente";

/// The cookie that waits for the second step; it opens nothing by itself.
pub(super) fn waiting(jeton: &Jeton) -> Cookie {
    let max_age = u32::try_from(Usage::Code.duree().as_secs()).unwrap_or(0);
    Cookie { name: COOKIE, value: jeton.as_str().to_owned(), max_age }
}

pub(super) async fn show(visit: Visit, headers: HeaderMap, fields: Fields) -> Answer {
    if attente(&headers).is_none() {
        return Ok(start_again(&visit, ConfirmSignInError::Perime));
    }
    Ok(visit.page(&frame(&visit), content(&visit, &Filled::new(), fields.get("retour"))))
}

pub(super) async fn enter(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let attente = attente(&headers).unwrap_or_default();
    match confirm_sign_in(&visit.ctx, &app.db, &attente, fields.get("code")).await {
        Ok(jeton) => {
            let gone = Cookie { name: COOKIE, value: String::new(), max_age: 0 };
            let redirect = Redirect::to(destination(fields.get("retour")));
            Ok(redirect.cookie(gone).cookie(session(&app, &jeton)).answer(&visit))
        }
        Err(error @ (ConfirmSignInError::Code { .. } | ConfirmSignInError::Pause(_))) => {
            let filled = Fields::default().filled(&FieldErrors::one("code", error));
            Ok(visit.refused(frame(&visit), content(&visit, &filled, fields.get("retour"))))
        }
        Err(error @ ConfirmSignInError::Perime) => Ok(start_again(&visit, error)),
        Err(error @ ConfirmSignInError::Db(_)) => Err(error.into()),
    }
}

fn frame(visit: &Visit) -> Frame {
    visit.frame("Votre code de connexion")
}

fn content(visit: &Visit, filled: &Filled, retour: &str) -> Markup {
    let code = Field::text("code", "Code")
        .hint("Les six chiffres que montre votre application, ou l’un de vos codes de secours.")
        .autocomplete("one-time-code")
        .maxlength(30)
        .width(ui::form::Width::Medium)
        .required();
    let fields = html! {
        (form::hidden("retour", retour))
        (code.filled(filled))
        (actions(html! { (Button::primary("Continuer")) (Button::plain("Recommencer").href("/connexion")) }))
    };
    html! {
        (form::error_summary(filled))
        (panel(form::form(&visit.csrf, "/connexion/code", Method::Post, fields)))
    }
}

fn attente(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

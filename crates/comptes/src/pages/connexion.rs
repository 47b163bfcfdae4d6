use super::{code, destination, encoded, session};
use crate::{Entree, SignInError, sign_in, sign_out};
use axum::{extract::State, response::Response};
use maud::{Markup, html};
use ui::{Button, Field, Filled, Frame, Method, alert::alert, form, section::panel, tone::Tone};
use web::{Answer, App, Cookie, FieldErrors, Fields, Redirect, Visit, session_cookie};

pub(super) async fn show(visit: Visit, fields: Fields) -> Answer {
    // A link may carry the address, never an error.
    let filled = Filled::new().value("courriel", fields.get("courriel"));
    Ok(visit.page(&frame(&visit), content(&visit, &filled, fields.get("retour"))))
}

pub(super) async fn enter(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    match sign_in(&visit.ctx, &app.db, fields.get("courriel"), fields.get("mot_de_passe")).await {
        Ok(entree) => welcome(&app, &visit, entree, fields.get("retour")).await,
        Err(error @ SignInError::Refuse { .. }) => Ok(again(&visit, &fields, "mot_de_passe", error)),
        Err(error @ SignInError::Pause(_)) => Ok(again(&visit, &fields, "", error)),
        Err(error @ SignInError::Db(_)) => Err(error.into()),
    }
}

pub(super) async fn leave(State(app): State<App>, visit: Visit) -> Answer {
    sign_out(&visit.ctx, &app.db).await?;
    let gone = Cookie { name: session_cookie(&app.settings), value: String::new(), max_age: 0 };
    Ok(Redirect::to("/").cookie(gone).done("Vous êtes déconnecté.").answer(&visit))
}

/// After the first step: in, or on to the second. A session that was open here ends: never two people in one browser.
pub(super) async fn welcome(app: &App, visit: &Visit, entree: Entree, retour: &str) -> Answer {
    sign_out(&visit.ctx, &app.db).await?;
    let redirect = match entree {
        Entree::Ouverte(jeton) => Redirect::to(destination(retour)).cookie(session(app, &jeton)),
        Entree::Code(jeton) => {
            let gone = Cookie { name: session_cookie(&app.settings), value: String::new(), max_age: 0 };
            let path = format!("/connexion/code?retour={}", encoded(destination(retour)));
            Redirect::to(path).cookie(gone).cookie(code::waiting(&jeton))
        }
    };
    Ok(redirect.answer(visit))
}

/// The form again, with what was wrong.
pub(super) fn again(visit: &Visit, fields: &Fields, field: &str, error: impl std::fmt::Display) -> Response {
    let filled = fields.filled(&FieldErrors::one(field, error));
    visit.refused(frame(visit), content(visit, &filled, fields.get("retour")))
}

fn frame(visit: &Visit) -> Frame {
    visit.frame("Se connecter")
}

fn content(visit: &Visit, filled: &Filled, retour: &str) -> Markup {
    let courriel = Field::email("courriel", "Adresse électronique").autocomplete("username").required();
    let mot_de_passe = Field::password("mot_de_passe", "Mot de passe");
    let fields = html! {
        (form::hidden("retour", retour))
        (courriel.filled(filled))
        (mot_de_passe.filled(filled))
        (ui::button::actions(html! {
            (Button::primary("Se connecter"))
            button.button.secondary type="submit" formaction="/connexion/lien" { span { "Recevoir un lien de connexion" } }
        }))
        p.hint { "Pas de mot de passe, ou oublié\u{a0}? Le lien de connexion arrive par courriel et s’utilise une fois." }
    };
    html! {
        @if let Some(identity) = &visit.identity {
            (alert(Tone::Info, html! {
                "Vous êtes connecté\u{a0}: " (identity.name) ". " a href=(destination(retour)) { "Continuer" }
                ", ou connectez-vous avec un autre compte."
            }))
        } @else if !retour.is_empty() {
            (alert(Tone::Info, "Connectez-vous pour ouvrir cette page."))
        }
        (form::error_summary(filled))
        (panel(form::form(&visit.csrf, "/connexion", Method::Post, fields)))
    }
}

/// A refusal of the second step that sends back to the first.
pub(super) fn start_again(visit: &Visit, error: impl std::fmt::Display) -> Response {
    Redirect::to("/connexion").refused(error.to_string()).answer(visit)
}

use crate::{
    Cle, ConfirmTotpError, DisableTotpError, MonCompte, confirm_totp, disable_totp, enable_totp, read_account,
};
use axum::{extract::State, response::Response};
use maud::{Markup, html};
use ui::{
    Button, Crumb, Field, Filled, Frame, Method, Tone,
    alert::notice,
    button::{actions, post_button},
    form,
    section::{panel, section},
};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

const HERE: &str = "/compte/double-facteur";

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let compte = read_account(&visit.ctx, &app.db).await?;
    Ok(visit.page(&frame(&visit), content(&app, &visit, &compte, &Filled::new())))
}

pub(super) async fn prepare(State(app): State<App>, visit: Visit) -> Answer {
    enable_totp(&visit.ctx, &app.db).await?;
    Ok(Redirect::to(HERE).answer(&visit))
}

pub(super) async fn confirm(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    match confirm_totp(&visit.ctx, &app.db, fields.get("code")).await {
        Ok(codes) => Ok(visit.page(&frame(&visit), recovery(&codes))),
        Err(error @ (ConfirmTotpError::Code | ConfirmTotpError::Pause(_))) => {
            again(&app, &visit, error).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    match disable_totp(&visit.ctx, &app.db, fields.get("code")).await {
        Ok(()) => Ok(Redirect::to("/compte").done("La double authentification est retirée.").answer(&visit)),
        Err(error @ (DisableTotpError::Code | DisableTotpError::Pause(_))) => {
            again(&app, &visit, error).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn again(app: &App, visit: &Visit, error: impl std::fmt::Display) -> Result<Response, Problem> {
    let compte = read_account(&visit.ctx, &app.db).await?;
    let filled = Fields::default().filled(&FieldErrors::one("code", error));
    Ok(visit.refused(frame(visit), content(app, visit, &compte, &filled)))
}

fn frame(visit: &Visit) -> Frame {
    Frame { breadcrumb: vec![Crumb::new("Mon compte", "/compte")], ..visit.frame("Double authentification") }
}

fn content(app: &App, visit: &Visit, compte: &MonCompte, filled: &Filled) -> Markup {
    html! {
        (form::error_summary(filled))
        @match (&compte.cle_en_attente, compte.double_facteur) {
            (_, true) => (removal(visit, compte, filled)),
            (Some(cle), false) => (set_up(app, visit, compte, cle, filled)),
            (None, false) => {
                (panel(html! {
                    p { "À chaque connexion, en plus du mot de passe ou du lien, un code à six chiffres sera demandé. Une application du téléphone le donne, sans réseau\u{a0}: FreeOTP, Aegis, Google Authenticator, Microsoft Authenticator…" }
                    (actions(post_button(&visit.csrf, HERE, &[], &Button::primary("Commencer"))))
                }))
            }
        }
    }
}

fn set_up(app: &App, visit: &Visit, compte: &MonCompte, cle: &Cle, filled: &Filled) -> Markup {
    let words = "Dessin à lire avec l’application d’authentification";
    let url = cle.url(&app.settings.name, &compte.personne.courriel);
    let drawing = url.and_then(|url| ui::qr(&url, words, 240));
    let give = html! {
        (code_field("Le code à six chiffres que l’application affiche maintenant.").filled(filled))
        (actions(html! { (Button::primary("Activer")) (Button::plain("Plus tard").href("/compte")) }))
    };
    html! {
        (section("lire", "1. Lire ce dessin avec l’application", panel(html! {
            @if let Some(drawing) = drawing { (drawing) }
            p { "Si l’appareil photo ne le lit pas, tapez cette clé dans l’application\u{a0}:" }
            p { code { (cle.en_clair()) } }
        })))
        (section("confirmer", "2. Donner le premier code", panel(form::form(&visit.csrf, "/compte/double-facteur/confirmation", Method::Post, give))))
    }
}

fn removal(visit: &Visit, compte: &MonCompte, filled: &Filled) -> Markup {
    let give = html! {
        p { "La double authentification est active. Codes de secours restants\u{a0}: " (compte.codes_restants) "." }
        p { "Pour changer de téléphone ou obtenir de nouveaux codes de secours, retirez-la puis remettez-la en place." }
        (code_field("Un code de l’application, ou un code de secours.").filled(filled))
        (actions(html! { (Button::danger("Retirer la double authentification")) (Button::plain("Revenir à mon compte").href("/compte")) }))
    };
    panel(form::form(&visit.csrf, "/compte/double-facteur/retrait", Method::Post, give))
}

fn code_field(hint: &'static str) -> Field {
    let field = Field::text("code", "Code").hint(hint).autocomplete("one-time-code").maxlength(30);
    field.width(ui::form::Width::Medium).required()
}

/// Shown once, made to be printed.
fn recovery(codes: &[String]) -> Markup {
    html! {
        (notice(Tone::Success, "La double authentification est active", html! {
            p { "Imprimez ou recopiez ces codes maintenant\u{a0}: ils ne seront plus affichés. Chacun remplace une fois le code du téléphone, le jour où vous ne l’avez plus." }
        }))
        (section("codes", "Vos codes de secours", panel(html! {
            ol.recovery-codes { @for code in codes { li { code { (code) } } } }
        })))
        (actions(html! { (Button::primary("C’est noté").href("/compte")) }))
    }
}

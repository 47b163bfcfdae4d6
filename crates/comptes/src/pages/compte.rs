use super::quand;
use crate::{
    MonCompte, Nom, Session, SetPasswordError, close_session as close, read_account, rename as rename_me,
    set_password, sign_out_everywhere,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, Render, html};
use ui::{
    Button, Column, Field, Filled, Frame, Method, Row, Table, Tone,
    button::{actions, post_button},
    form,
    section::{panel, section},
    status::status,
};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

const HERE: &str = "/compte";

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let compte = read_account(&visit.ctx, &app.db).await?;
    Ok(visit.page(&frame(&visit), content(&visit, &compte, &Filled::new())))
}

pub(super) async fn rename(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let read = (reader.required::<Nom>("prenom"), reader.required::<Nom>("nom"));
    let names = reader.finish(if let (Some(prenom), Some(nom)) = read { Some((prenom, nom)) } else { None });
    let (prenom, nom) = match names {
        Ok(names) => names,
        Err(errors) => return again(&app, &visit, &fields, &errors).await,
    };
    rename_me(&visit.ctx, &app.db, &nom, &prenom).await?;
    Ok(Redirect::to(HERE).done("Votre nom est enregistré.").answer(&visit))
}

pub(super) async fn choose_password(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let (ancien, nouveau) = (fields.get("mot_de_passe_actuel"), fields.get("nouveau_mot_de_passe"));
    let refused = match set_password(&visit.ctx, &app.db, ancien, nouveau).await {
        Ok(()) => {
            let said = "Votre mot de passe est enregistré. Les autres appareils sont déconnectés.";
            return Ok(Redirect::to(HERE).done(said).answer(&visit));
        }
        Err(error @ SetPasswordError::Nouveau(_)) => FieldErrors::one("nouveau_mot_de_passe", error),
        Err(error @ (SetPasswordError::Ancien | SetPasswordError::Pause(_))) => {
            FieldErrors::one("mot_de_passe_actuel", error)
        }
        Err(error) => return Err(error.into()),
    };
    again(&app, &visit, &fields, &refused).await
}

pub(super) async fn close_sessions(State(app): State<App>, visit: Visit) -> Answer {
    let closed = sign_out_everywhere(&visit.ctx, &app.db).await?;
    let said = match closed {
        0 => "Aucun autre appareil n’était connecté.",
        1 => "L’autre appareil est déconnecté.",
        _ => "Les autres appareils sont déconnectés.",
    };
    Ok(Redirect::to(HERE).done(said).answer(&visit))
}

pub(super) async fn close_session(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Answer {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    close(&visit.ctx, &app.db, id).await?;
    Ok(Redirect::to(HERE).done("L’appareil est déconnecté.").answer(&visit))
}

async fn again(app: &App, visit: &Visit, fields: &Fields, errors: &FieldErrors) -> Result<Response, Problem> {
    let compte = read_account(&visit.ctx, &app.db).await?;
    let filled = fields.filled(errors);
    Ok(visit.refused(frame(visit), content(visit, &compte, &filled)))
}

fn frame(visit: &Visit) -> Frame {
    let spaces = Button::secondary("Mes espaces").href("/espaces").render();
    Frame { actions: Some(spaces), ..visit.frame("Mon compte") }
}

fn content(visit: &Visit, compte: &MonCompte, filled: &Filled) -> Markup {
    html! {
        (form::error_summary(filled))
        (section("identite", "Qui je suis", panel(identity(visit, compte, filled))))
        (section("mot-de-passe", "Mot de passe", panel(password(visit, compte, filled))))
        (section("double-facteur", "Double authentification", panel(second_factor(compte))))
        (section("appareils", "Appareils connectés", devices(visit, compte)))
    }
}

fn identity(visit: &Visit, compte: &MonCompte, filled: &Filled) -> Markup {
    let prenom =
        Field::text("prenom", "Prénom").autocomplete("given-name").value(&compte.personne.prenom).required();
    let nom = Field::text("nom", "Nom").autocomplete("family-name").value(&compte.personne.nom).required();
    // A refusal of the other form of the page must not empty this one.
    let typed = |name| filled.get(name).is_some();
    let body = html! {
        (form::row(html! {
            (if typed("prenom") { prenom.filled(filled) } else { prenom })
            (if typed("nom") { nom.filled(filled) } else { nom })
        }))
        p.hint { "Adresse électronique\u{a0}: " strong { (compte.personne.courriel) } ". Pour la changer, adressez-vous à votre coordination." }
        (actions(html! { (Button::primary("Enregistrer mon nom")) }))
    };
    form::form(&visit.csrf, "/compte/nom", Method::Post, body)
}

fn password(visit: &Visit, compte: &MonCompte, filled: &Filled) -> Markup {
    let new = Field::password("nouveau_mot_de_passe", "Nouveau mot de passe")
        .autocomplete("new-password")
        .hint("12 caractères au moins. Trois ou quatre mots sans rapport entre eux font l’affaire.")
        .required();
    let body = html! {
        @if !compte.a_un_mot_de_passe { p { "Vous n’avez pas de mot de passe\u{a0}: vous vous connectez par lien reçu par courriel." } }
        // Password managers must know whose password this is.
        input type="hidden" name="courriel" autocomplete="username" value=(compte.personne.courriel);
        @if compte.ancien_demande {
            (Field::password("mot_de_passe_actuel", "Mot de passe actuel").required().filled(filled))
        }
        (new.filled(filled))
        (actions(html! {
            (Button::primary(if compte.a_un_mot_de_passe { "Changer de mot de passe" } else { "Choisir un mot de passe" }))
        }))
    };
    form::form(&visit.csrf, "/compte/mot-de-passe", Method::Post, body)
}

fn second_factor(compte: &MonCompte) -> Markup {
    let (tone, state, button) = if compte.double_facteur {
        (Tone::Success, "Active", Button::secondary("Gérer"))
    } else {
        (Tone::Neutral, "Inactive", Button::secondary("Mettre en place"))
    };
    html! {
        p { (status(tone, state)) }
        @if compte.double_facteur {
            p { "Un code de votre application est demandé à chaque connexion. Codes de secours restants\u{a0}: " (compte.codes_restants) "." }
        } @else {
            p { "Un code de votre téléphone, en plus du mot de passe ou du lien\u{a0}: recommandé à la coordination et à la trésorerie." }
        }
        (actions(html! { (button.about("la double authentification").href("/compte/double-facteur")) }))
    }
}

fn devices(visit: &Visit, compte: &MonCompte) -> Markup {
    let columns = vec![
        Column::text("Appareil"),
        Column::text("Lieu"),
        Column::text("Connexion"),
        Column::text("Dernière activité"),
        Column::actions(),
    ];
    let rows = compte.sessions.iter().map(|one| device(visit, one)).collect();
    html! {
        (Table::new("sessions", "Appareils connectés à votre compte", columns).quiet_caption().rows(rows))
        @if compte.sessions.len() > 1 {
            (actions(html! {
                (post_button(&visit.csrf, "/compte/sessions/fermer", &[], &Button::danger("Déconnecter tous les autres appareils")))
            }))
        }
    }
}

fn device(visit: &Visit, one: &Session) -> Row {
    let here = one.id.to_string() == visit.ctx.origin.session;
    let close = || {
        let button = Button::secondary("Déconnecter").about(one.appareil()).small();
        post_button(&visit.csrf, &format!("/compte/sessions/{}/fermer", one.id), &[], &button)
    };
    Row::new(vec![
        html! { (one.appareil()) @if here { " " (ui::status::badge(Tone::Success, "cet appareil")) } },
        one.lieu(&visit.ctx.origin.ip).render(),
        html! { (quand(one.creee_le)) ", " (one.moyen.label()) },
        quand(one.vue_le).render(),
        if here {
            html! {}
        } else {
            close()
        },
    ])
}

use super::{
    invitation::{read_roles, role_boxes},
    journal::by_day,
    membres::etat,
    settings_frame,
};
use crate::{
    ChangeRolesError, Etat, Personne, SuspendError,
    droits::{CHANGER_ROLES, GERER_MEMBRES},
    read_membre::{Fiche, read_membre},
    reinstate as reinstate_membre, suspend as suspend_membre,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Id;
use maud::{Markup, Render, html};
use ui::{
    Button, Filled, Frame, Method,
    button::{actions, confirm, post_button},
    definitions::definitions,
    form,
    francais::date,
    section::{panel, section},
};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

/// The CPTS and the person of the address.
type Place = Path<(String, String)>;

pub(super) async fn show(State(app): State<App>, visit: Visit, path: Place) -> Answer {
    let fiche = read_membre(&visit.ctx, &app.db, person(&path)?).await?;
    Ok(visit.page(&frame(&visit, &fiche), content(&app, &visit, &fiche, &Filled::new())))
}

pub(super) async fn change_roles(
    State(app): State<App>,
    visit: Visit,
    path: Place,
    fields: Fields,
) -> Answer {
    let id = person(&path)?;
    let roles = match read_roles(&fields) {
        Ok(roles) => roles,
        Err(error) => return again(&app, &visit, id, &fields, error).await,
    };
    match crate::change_roles(&visit.ctx, &app.db, id, &roles).await {
        Ok(()) => Ok(done(&visit, id, "Les rôles sont enregistrés.")),
        Err(
            error @ (ChangeRolesError::Derniere
            | ChangeRolesError::SansRole
            | ChangeRolesError::RoleDAilleurs(_)),
        ) => again(&app, &visit, id, &fields, error).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn suspend(State(app): State<App>, visit: Visit, path: Place) -> Answer {
    let id = person(&path)?;
    match suspend_membre(&visit.ctx, &app.db, id).await {
        Ok(()) => Ok(done(&visit, id, "L’accès est suspendu.")),
        Err(error @ (SuspendError::Derniere | SuspendError::Deja)) => {
            Ok(Redirect::to(address(&visit, id)).refused(error.to_string()).answer(&visit))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn reinstate(State(app): State<App>, visit: Visit, path: Place) -> Answer {
    let id = person(&path)?;
    reinstate_membre(&visit.ctx, &app.db, id).await?;
    Ok(done(&visit, id, "L’accès est rétabli."))
}

fn person(Path((_, id)): &Place) -> Result<Id<Personne>, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

fn address(visit: &Visit, id: Id<Personne>) -> String {
    visit.workspace(&format!("reglages/membres/{id}"))
}

fn done(visit: &Visit, id: Id<Personne>, said: &str) -> Response {
    Redirect::to(address(visit, id)).done(said).answer(visit)
}

async fn again(
    app: &App,
    visit: &Visit,
    id: Id<Personne>,
    fields: &Fields,
    error: impl std::fmt::Display,
) -> Answer {
    let fiche = read_membre(&visit.ctx, &app.db, id).await?;
    let filled = fields.filled(&FieldErrors::one("role", error));
    Ok(visit.refused(frame(visit, &fiche), content(app, visit, &fiche, &filled)))
}

fn frame(visit: &Visit, fiche: &Fiche) -> Frame {
    settings_frame(visit, fiche.membre.nom_complet(), &[("Membres", "reglages/membres")])
}

fn content(app: &App, visit: &Visit, fiche: &Fiche, filled: &Filled) -> Markup {
    let membre = &fiche.membre;
    let or_dash = |text: &str| if text.is_empty() { "—".render() } else { text.render() };
    html! {
        (form::error_summary(filled))
        (panel(definitions(&[
            ("Statut", etat(membre.etat)),
            ("Rôles", membre.roles.labels().render()),
            ("Profession", or_dash(&membre.profession)),
            ("Commune", or_dash(&membre.commune)),
            ("Téléphone", or_dash(&membre.telephone)),
            ("Courriel", html! { a href={ "mailto:" (membre.courriel) } { (membre.courriel) } }),
            ("Depuis", date(membre.depuis).render()),
        ])))
        @if visit.can(CHANGER_ROLES) { (section("roles", "Changer les rôles", panel(roles(visit, fiche, filled)))) }
        @if visit.can(GERER_MEMBRES) { (section("acces", "Accès", panel(access(visit, fiche)))) }
        @if let Some(histoire) = &fiche.histoire {
            (section("historique", "Historique", by_day(app, histoire)))
        }
    }
}

fn roles(visit: &Visit, fiche: &Fiche, filled: &Filled) -> Markup {
    let held = fiche.membre.roles.iter().fold(role_boxes(), |boxes, role| boxes.value(role.code()));
    let action = format!("{}/roles", address(visit, fiche.membre.personne));
    let body =
        html! { (held.filled(filled)) (actions(html! { (Button::primary("Enregistrer les rôles")) })) };
    form::form(&visit.csrf, &action, Method::Post, body)
}

fn access(visit: &Visit, fiche: &Fiche) -> Markup {
    let (membre, who) = (&fiche.membre, fiche.membre.nom_complet());
    let place = address(visit, membre.personne);
    let button = |verb: &str, button| post_button(&visit.csrf, &format!("{place}/{verb}"), &[], &button);
    html! {
        @if membre.etat == Etat::Suspendu {
            p { "Cette personne ne peut plus entrer dans l’espace de la CPTS. Ses rôles et son historique sont conservés." }
            (actions(button("retablir", Button::primary("Rétablir l’accès"))))
        } @else {
            p { "Suspendre l’accès prend effet au prochain clic de la personne. Rien n’est effacé, et c’est réversible." }
            (confirm("Suspendre l’accès", &who, html! { "Suspendre l’accès de " (who) "\u{a0}?" }, button("suspendre", Button::danger("Oui, suspendre"))))
        }
    }
}

use super::{membres::today, settings_frame};
use crate::{AddError, NouveauMembre, Role, Roles, droits::CHANGER_ROLES, invite};
use axum::{extract::State, response::Response};
use maud::{Markup, html};
use ui::{
    Button, Field, Filled, Frame, Method,
    button::actions,
    form::{self, Choice, Width, row},
    section::panel,
};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

pub(super) async fn show(visit: Visit) -> Answer {
    let filled = Filled::new().value("role", Role::Membre.code());
    Ok(visit.page(&frame(&visit), content(&visit, &filled)))
}

pub(super) async fn send(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let nouveau = match read(&visit, &fields) {
        Ok(nouveau) => nouveau,
        Err(errors) => return Ok(again(&visit, &fields, &errors)),
    };
    let refused = match invite(&visit.ctx, &app.db, &nouveau).await {
        Ok(_) => {
            let said =
                format!("{} {} est invité. Le lien est valable sept jours.", nouveau.prenom, nouveau.nom);
            return Ok(Redirect::to(visit.workspace("reglages/membres")).done(said).answer(&visit));
        }
        Err(error @ (AddError::DejaMembre(_) | AddError::CompteFerme)) => FieldErrors::one("courriel", error),
        Err(error @ (AddError::SansRole | AddError::RoleDAilleurs(_))) => FieldErrors::one("role", error),
        Err(error @ (AddError::CptsInconnue | AddError::Denied(_) | AddError::Db(_))) => {
            return Err(error.into());
        }
    };
    Ok(again(&visit, &fields, &refused))
}

fn read(visit: &Visit, fields: &Fields) -> Result<NouveauMembre, FieldErrors> {
    let mut reader = fields.reader();
    let (courriel, prenom, nom) =
        (reader.required("courriel"), reader.required("prenom"), reader.required("nom"));
    let (profession, commune) = (reader.optional("profession"), reader.optional("commune"));
    let telephone = reader.optional("telephone");
    let roles = read_roles(fields);
    if let Err(error) = &roles {
        reader.refuse("role", error);
    }
    let read = match (courriel, prenom, nom, roles) {
        (Some(courriel), Some(prenom), Some(nom), Ok(roles)) => {
            let depuis = today(visit);
            Some(NouveauMembre { courriel, nom, prenom, profession, commune, telephone, roles, depuis })
        }
        _ => None,
    };
    reader.finish(read)
}

/// The roles that were ticked.
pub(super) fn read_roles(fields: &Fields) -> Result<Roles, crate::RoleError> {
    fields.all("role").map(str::parse).collect::<Result<Vec<Role>, _>>().map(Roles::of)
}

/// The boxes of the roles that can be given in a CPTS.
pub(super) fn role_boxes() -> Field {
    let of_cpts = Role::ALL.into_iter().filter(|role| *role != Role::AdministrateurPlateforme);
    let choices = of_cpts.map(|role| Choice::new(role.code(), role.label()).hint(role.hint())).collect();
    Field::checkboxes("role", "Rôles", choices)
}

fn again(visit: &Visit, fields: &Fields, errors: &FieldErrors) -> Response {
    visit.refused(frame(visit), content(visit, &fields.filled(errors)))
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = settings_frame(visit, "Inviter un membre".to_owned(), &[("Membres", "reglages/membres")]);
    frame.lead = Some(
        "La personne reçoit un courriel avec un lien pour entrer. Elle pourra choisir un mot de passe."
            .into(),
    );
    frame
}

fn content(visit: &Visit, filled: &Filled) -> Markup {
    let fields = html! {
        (Field::email("courriel", "Adresse électronique").autocomplete("off").required().filled(filled))
        (row(html! {
            (Field::text("prenom", "Prénom").autocomplete("off").required().filled(filled))
            (Field::text("nom", "Nom").autocomplete("off").required().filled(filled))
        }))
        (row(html! {
            (Field::text("profession", "Profession").filled(filled))
            (Field::text("commune", "Commune d’exercice").filled(filled))
        }))
        (Field::tel("telephone", "Téléphone").autocomplete("off").width(Width::Medium).filled(filled))
        // Whoever may not give roles invites simple members.
        @if visit.can(CHANGER_ROLES) { (role_boxes().filled(filled)) } @else { (form::hidden("role", Role::Membre.code())) }
        (actions(html! {
            (Button::primary("Envoyer l’invitation"))
            (Button::plain("Annuler").href(visit.workspace("reglages/membres")))
        }))
    };
    html! {
        (form::error_summary(filled))
        (panel(form::form(&visit.csrf, &visit.workspace("reglages/membres/inviter"), Method::Post, fields)))
    }
}

//! Opening, closing, reopening a survey, its open link, its copy, its end as a draft.

use super::{Fiche, at};
use crate::{
    EditError, Etat, close as close_survey, copy as copy_survey, discard as discard_draft,
    open as open_survey, reopen as reopen_survey, share as share_survey, unshare,
};
use axum::extract::{Path, State};
use jiff::Span;
use maud::{Markup, html};
use ui::{
    Button, Field, Filled,
    button::{actions, confirm, post_button},
    francais,
    section::{panel, section},
};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

/// Days that a survey stays open when nobody says otherwise.
const USUAL_DAYS: i64 = 20;

/// What comes next in the life of the survey.
pub(super) fn panel_of(visit: &Visit, fiche: &Fiche, filled: &Filled) -> Markup {
    let (title, body) = match fiche.enquete.etat(fiche.jour) {
        Etat::Brouillon => ("Ouvrir l’enquête", opening(visit, fiche, filled)),
        Etat::Prevue { .. } | Etat::Ouverte { .. } => {
            ("L’enquête se clôt d’elle-même à sa date", closing(visit, fiche))
        }
        Etat::Close { .. } => ("L’enquête est close", reopening(visit, fiche, filled)),
    };
    section("etat", title, panel(html! { (ui::form::error_summary(filled)) (body) }))
}

fn opening(visit: &Visit, fiche: &Fiche, filled: &Filled) -> Markup {
    let last = fiche.jour.saturating_add(Span::new().days(USUAL_DAYS));
    ui::form(
        &visit.csrf,
        &fiche.at(visit, "ouverture"),
        ui::Method::Post,
        html! {
            p { "Une fois l’enquête ouverte, ses questions ne changent plus." }
            (ui::form::row(html! {
                (Field::date("du", "Premier jour").required().value(fiche.jour.to_string()).filled(filled))
                (Field::date("au", "Dernier jour").required().value(last.to_string()).filled(filled))
            }))
            (actions(html! { (Button::primary("Ouvrir l’enquête")) }))
        },
    )
}

fn closing(visit: &Visit, fiche: &Fiche) -> Markup {
    let now =
        post_button(&visit.csrf, &fiche.at(visit, "cloture"), &[], &Button::danger("Clore aujourd’hui"));
    let question = "Plus personne ne pourra répondre. Vous pourrez rouvrir l’enquête.";
    html! {
        (confirm("Clore avant la date", &fiche.enquete.intitule.titre, question, now))
        (open_link(visit, fiche))
    }
}

/// The address that anybody may use.
fn open_link(visit: &Visit, fiche: &Fiche) -> Markup {
    let action = fiche.at(visit, "lien");
    html! {
        @if fiche.enquete.lien.is_empty() {
            p { "Un lien ouvert se met dans une lettre d’information, sur une affiche ou sur papier : qui le tient peut répondre. Un lien personnel, envoyé à chacun, garantit une réponse par personne." }
            (post_button(&visit.csrf, &action, &[("geste", "creer")], &Button::secondary("Créer un lien ouvert")))
        } @else {
            (confirm("Retirer le lien ouvert", "", "L’adresse déjà diffusée ne mènera plus nulle part.",
                post_button(&visit.csrf, &action, &[("geste", "retirer")], &Button::danger("Retirer le lien"))))
        }
    }
}

fn reopening(visit: &Visit, fiche: &Fiche, filled: &Filled) -> Markup {
    let week = fiche.jour.saturating_add(Span::new().days(7));
    ui::form(
        &visit.csrf,
        &fiche.at(visit, "reouverture"),
        ui::Method::Post,
        html! {
            (Field::date("au", "Rouvrir jusqu’au").required().value(week.to_string()).filled(filled))
            (actions(html! { (Button::secondary("Rouvrir l’enquête")) }))
        },
    )
}

/// Copy, and the end of a draft.
pub(super) fn others(visit: &Visit, fiche: &Fiche) -> Markup {
    let titre = &fiche.enquete.intitule.titre;
    section(
        "autres",
        "Autres actions",
        html! {
            (actions(html! {
                (post_button(&visit.csrf, &fiche.at(visit, "copie"), &[], &Button::secondary("En faire une copie")))
                @if fiche.enquete.editable().is_ok() {
                    (confirm("Jeter ce brouillon", titre, "Le brouillon et ses questions seront perdus.",
                        post_button(&visit.csrf, &fiche.at(visit, "abandon"), &[], &Button::danger("Jeter le brouillon"))))
                }
            }))
        },
    )
}

/// Days of a form, or the page again with the sentences beside them.
async fn dated(app: &App, visit: &Visit, id: &str, fields: &Fields, errors: &FieldErrors) -> Answer {
    let fiche = Fiche::load(app, visit, id).await?;
    let frame = fiche.frame(visit, "Dates de l’enquête");
    Ok(visit.refused(frame, panel_of(visit, &fiche, &fields.filled(errors))))
}

fn beside(error: EditError) -> Result<FieldErrors, Problem> {
    match error {
        EditError::Refus(refus @ crate::Refus::Passe(_)) => Ok(FieldErrors::one("du", refus)),
        EditError::Refus(refus @ (crate::Refus::Ordre | crate::Refus::TropLongtemps)) => {
            Ok(FieldErrors::one("au", refus))
        }
        EditError::Refus(refus @ crate::Refus::SansQuestion) => Ok(FieldErrors::one("", refus)),
        other => Err(other.into()),
    }
}

pub(super) async fn open(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let (du, au) = (reader.required::<jiff::civil::Date>("du"), reader.required::<jiff::civil::Date>("au"));
    let (du, au) = match reader.finish(du.zip(au)) {
        Ok(days) => days,
        Err(errors) => return dated(&app, &visit, &id, &fields, &errors).await,
    };
    match open_survey(&visit.ctx, &app.db, id_of(&id)?, du, au).await {
        Ok(()) => {
            let sentence = format!(
                "L’enquête est ouverte jusqu’au {}. Invitez maintenant à y répondre.",
                francais::date(au)
            );
            Ok(Redirect::to(at(&visit, id_of(&id)?, "")).done(sentence).answer(&visit))
        }
        Err(error) => dated(&app, &visit, &id, &fields, &beside(error)?).await,
    }
}

pub(super) async fn reopen(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let au = reader.required::<jiff::civil::Date>("au");
    let au = match reader.finish(au) {
        Ok(au) => au,
        Err(errors) => return dated(&app, &visit, &id, &fields, &errors).await,
    };
    match reopen_survey(&visit.ctx, &app.db, id_of(&id)?, au).await {
        Ok(()) => {
            let sentence = format!("L’enquête est rouverte jusqu’au {}.", francais::date(au));
            Ok(Redirect::to(at(&visit, id_of(&id)?, "")).done(sentence).answer(&visit))
        }
        Err(EditError::Refus(refus @ crate::Refus::Passe(_))) => {
            dated(&app, &visit, &id, &fields, &FieldErrors::one("au", refus)).await
        }
        Err(error) => dated(&app, &visit, &id, &fields, &beside(error)?).await,
    }
}

pub(super) async fn close(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    close_survey(&visit.ctx, &app.db, id_of(&id)?).await?;
    Ok(Redirect::to(at(&visit, id_of(&id)?, "")).done("L’enquête est close.").answer(&visit))
}

pub(super) async fn share(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let enquete = id_of(&id)?;
    let sentence = if fields.get("geste") == "retirer" {
        unshare(&visit.ctx, &app.db, enquete).await?;
        "Le lien ouvert est retiré."
    } else {
        share_survey(&visit.ctx, &app.db, enquete).await?;
        "Le lien ouvert est créé."
    };
    Ok(Redirect::to(at(&visit, enquete, "")).done(sentence).answer(&visit))
}

pub(super) async fn copy(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let copy = copy_survey(&visit.ctx, &app.db, id_of(&id)?).await?;
    let sentence = "Voici la copie : ses questions peuvent changer.";
    Ok(Redirect::to(at(&visit, copy, "")).done(sentence).answer(&visit))
}

pub(super) async fn discard(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    discard_draft(&visit.ctx, &app.db, id_of(&id)?).await?;
    Ok(Redirect::to(visit.workspace(super::ICI)).done("Le brouillon est jeté.").answer(&visit))
}

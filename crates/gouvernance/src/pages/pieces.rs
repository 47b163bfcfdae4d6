//! Files kept beside a meeting or a consultation.

use super::{beside, words};
use axum::extract::{Path, State};
use maud::{Markup, html};
use pieces::{Envoi, Piece};
use ui::{Button, button};
use uuid::Uuid;
use web::{Answer, App, Problem, Redirect, Visit, id_of};

/// The files, and the form that adds one.
pub(super) fn files(visit: &Visit, sujet: Uuid, files: &[Piece], may: bool) -> Markup {
    html! {
        @if files.is_empty() { p.soft { "Aucun document." } }
        @else {
            ul {
                @for one in files {
                    li {
                        (pieces::lien(visit, one)) " "
                        @if may {
                            (button::post_button(&visit.csrf, &visit.workspace(&format!("gouvernance/pieces/{sujet}/{}/retrait", one.id)), &[("retour", &visit.here)], &Button::plain("Ôter").about(one.nom.clone()).small()))
                        }
                    }
                }
            }
        }
        @if may {
            details {
                summary { "Joindre un document" }
                (ui::form::upload_form(&visit.csrf, &visit.workspace(&format!("gouvernance/pieces/{sujet}")), html! {
                    (ui::form::hidden("retour", &visit.here))
                    (pieces::champ("piece", "Fichier"))
                    div.actions { (Button::secondary("Joindre")) }
                }))
            }
        }
    }
}

pub(super) async fn attach(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    mut envoi: Envoi,
) -> Answer {
    let sujet: Uuid = id.parse().map_err(|_| Problem::not_found())?;
    let to = Redirect::to(envoi.fields.get("retour").to_owned());
    let Some(depot) = envoi.take("piece") else {
        return Ok(to.refused("Choisissez un fichier à joindre.").answer(&visit));
    };
    match crate::attach(&visit.ctx, &app.db, sujet, depot).await {
        Ok(()) => Ok(to.done("Le document est joint.").answer(&visit)),
        Err(crate::WriteError::Piece(pieces::KeepError::Refus(refus))) => {
            Ok(to.refused(refus.to_string()).answer(&visit))
        }
        Err(error) => Ok(to.refused(words(beside(error)?)).answer(&visit)),
    }
}

pub(super) async fn detach(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, piece)): Path<(String, String, String)>,
    fields: web::Fields,
) -> Answer {
    let sujet: Uuid = id.parse().map_err(|_| Problem::not_found())?;
    crate::detach(&visit.ctx, &app.db, sujet, id_of(&piece)?).await?;
    Ok(Redirect::to(fields.get("retour").to_owned()).done("Le document n’est plus joint.").answer(&visit))
}

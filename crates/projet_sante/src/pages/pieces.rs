//! Files kept beside things of the projet.

use super::{ROOM, beside};
use crate::Sujet;
use axum::extract::{Path, State};
use pieces::Envoi;
use web::{Answer, App, Problem, Redirect, Visit, id_of};

pub(super) async fn attach(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let sujet: Sujet = envoi.fields.get("sujet").parse().map_err(|_| Problem::not_found())?;
    let to = Redirect::to(visit.workspace(&sujet.page()));
    let Some(depot) = envoi.take("piece") else {
        return Ok(to.refused("Choisissez un fichier à joindre.").answer(&visit));
    };
    match crate::attach_piece(&visit.ctx, &app.db, &sujet, depot).await {
        Ok(()) => Ok(to.done("La pièce est jointe.").answer(&visit)),
        Err(error) => {
            let errors = beside(error)?;
            let words = errors.get("piece").unwrap_or("Ce fichier n’est pas accepté.").to_owned();
            Ok(to.refused(words).answer(&visit))
        }
    }
}

pub(super) async fn detach(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let sujet = crate::detach_piece(&visit.ctx, &app.db, id_of(&id)?).await?;
    let part = sujet.page().trim_start_matches("projet/").to_owned();
    ROOM.done(&visit, &part, "La pièce n’est plus jointe ici.")
}

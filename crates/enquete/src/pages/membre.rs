//! A signed-in member answers from their account.

use super::{crumbs, lien::Tour, questionnaire::again};
use crate::{AnswerError, answer_member, store};
use axum::extract::{Path, State};
use kernel::{Actor, Id};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

async fn load(app: &App, visit: &Visit, id: &str) -> Result<Tour, Problem> {
    let id = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let invitation = match visit.ctx.actor {
        Actor::Personne(person) => store::invitation::of_personne(&mut tx, id, Id::new(person)).await?,
        Actor::Anonyme | Actor::Lien(_) | Actor::Systeme(_) => None,
    };
    Tour::of(&mut tx, id, invitation).await
}

fn frame(visit: &Visit, tour: &Tour) -> ui::Frame {
    ui::Frame { breadcrumb: crumbs(visit), ..visit.frame(tour.enquete.intitule.titre.clone()) }
}

fn here(visit: &Visit, tour: &Tour) -> String {
    super::at(visit, tour.enquete.id, "reponse")
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let tour = load(&app, &visit, &id).await?;
    Ok(visit.page(&frame(&visit, &tour), tour.content(&visit, &here(&visit, &tour), None)))
}

pub(super) async fn send(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let enquete = id_of(&id)?;
    let page = super::at(&visit, enquete, "reponse");
    match answer_member(&visit.ctx, &app.db, enquete, &fields).await {
        Ok(()) => Ok(Redirect::to(page).done("Merci, votre réponse est enregistrée.").answer(&visit)),
        Err(AnswerError::DejaRepondu(_)) => Ok(Redirect::to(page).answer(&visit)),
        Err(error) => {
            let Some(typed) = again(&fields, &error) else { return Err(error.into()) };
            let tour = load(&app, &visit, &id).await?;
            Ok(visit.refused(frame(&visit, &tour), tour.content(&visit, &page, Some(&typed))))
        }
    }
}

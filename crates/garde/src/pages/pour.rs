//! The page of one participant, for the office: who calls instead of tapping.

use super::moi::{self, Moi};
use super::{ROOM, below};
use crate::droits::GERER;
use crate::{Participant, WriteError, store};
use axum::extract::{Path, State};
use web::{Answer, App, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/garde/plannings/{id}/participants/{qui}/page", GERER, show).post(
        "/{cpts}/espace/garde/plannings/{id}/participants/{qui}/page",
        GERER,
        act,
    )
}

async fn find(visit: &Visit, app: &App, id: &str, qui: &str) -> Result<Participant, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::participants::participant(&mut tx, web::id_of(qui)?).await?;
    let planning = web::id_of(id)?;
    Ok(found.filter(|one| one.planning == planning).ok_or(WriteError::Inconnu("Ce participant"))?)
}

async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, qui)): Path<(String, String, String)>,
) -> Answer {
    let one = find(&visit, &app, &id, &qui).await?;
    let chemin = ROOM.at(&visit, &format!("plannings/{id}/participants/{qui}/page"));
    let moi = Moi::read(&mut app.db.read(&visit.ctx).await?, &one, chemin).await?;
    let mut frame = below(&visit, &moi.tableau, moi.tableau.nom(one.id).to_owned());
    frame.lead = Some("Ce que cette personne voit\u{a0}: vous pouvez répondre pour elle.".into());
    Ok(visit.page(&frame, moi.content(&visit)))
}

async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, qui)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let one = find(&visit, &app, &id, &qui).await?;
    let done = moi::act(&visit, &app, one.id, &fields).await?;
    let said = done.as_ref().map(Clone::clone).unwrap_or_default();
    ROOM.after(&visit, &format!("plannings/{id}/participants/{qui}/page"), said, done)
}

//! The page of a participant’s link: theirs, without account.

use super::moi::{self, Moi};
use crate::{USAGE, WriteError, store};
use axum::extract::State;
use comptes::LienSuivi;
use kernel::Id;
use web::{Answer, App, Fields, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().tap(USAGE, show, act)
}

async fn show(State(app): State<App>, visit: Visit, lien: LienSuivi) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::participants::participant(&mut tx, Id::new(lien.sujet)).await?;
    let one = found.ok_or(WriteError::Inconnu("Ce planning"))?;
    let moi = Moi::read(&mut tx, &one, lien.chemin.clone()).await?;
    let mut frame = visit.frame(moi.tableau.planning.cadre.nom.clone());
    frame.lead = Some(moi.tableau.nom(one.id).to_owned().into());
    Ok(visit.page(&frame, moi.content(&visit)))
}

async fn act(State(app): State<App>, visit: Visit, lien: LienSuivi, fields: Fields) -> Answer {
    let done = moi::act(&visit, &app, Id::new(lien.sujet), &fields).await?;
    Redirect::to(lien.chemin.clone()).after(&visit, done)
}

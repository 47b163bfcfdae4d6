//! Consultations outside meetings.

use super::projet::{self, Place};
use super::scrutin;
use super::{ROOM, beside};
use crate::droits::TENIR;
use crate::store;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Filled, Icon};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut all = store::scrutins::scrutins(&mut tx).await?;
    all.retain(|one| one.jours.is_some());
    all.reverse();
    let instances = store::instances::instances(&mut tx).await?;
    drop(tx);
    let frame = ui::Frame {
        lead: Some("Une question posée par écrit, sans réunion\u{a0}: chaque membre de l’instance reçoit un lien et répond entre deux dates.".into()),
        ..visit.frame("Consultations")
    };
    let content = html! {
        (ROOM.tabs(visit, "consultations"))
        @if all.is_empty() { (ui::empty::empty(Icon::Talk, "Aucune consultation", "Vérifiez d’abord que vos statuts permettent de décider par écrit.", None)) }
        (scrutin::list(visit, &all))
        @if visit.can(TENIR) { (projet::preparing(visit, &ROOM.at(visit, "consultations"), &Place::Consultation(&instances), filled)) }
    };
    Ok((frame, content))
}

pub(super) async fn prepare(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match projet::read(&fields, None, kernel::today(visit.ctx.now)) {
        Err(errors) => errors,
        Ok(projet) => {
            let id = fields.key(&visit);
            match crate::prepare_scrutin(&visit.ctx, &app.db, id, &projet).await {
                Ok(()) => {
                    let said = "La consultation est prête\u{a0}: joignez ses documents, puis ouvrez-la.";
                    return ROOM.done(&visit, &format!("scrutins/{id}"), said);
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

//! The red-flag questions of every call: read, changed, validated by the doctors.

use super::guide::{Lu, keep, saved, why};
use super::guide_motif::taken;
use super::{ROOM, guide_questions as questions};
use crate::Guide;
use crate::droits::GUIDER;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Filled, Frame, Method};
use web::{Answer, App, Fields, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes/guide/alarmes", GUIDER, show).post(
        "/{cpts}/espace/soins-non-programmes/guide/alarmes",
        GUIDER,
        send,
    )
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Questions d’alarme", &[("Guide d’orientation", "guide")]);
    frame.lead = Some("Posées à chaque appel. Un «\u{a0}oui\u{a0}» transmet l’appel au 15.".into());
    frame
}

fn page(visit: &Visit, lu: &Lu, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, "guide"))
        (ui::form(&visit.csrf, &ROOM.at(visit, "guide/alarmes"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (questions::champs(filled))
            (why(lu, filled))
        }))
        p.soft { "Une question qui ne concerne qu’un motif s’écrit sur la page de ce motif." }
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let filled = questions::prefill(Filled::new(), &lu.now.guide.drapeaux);
    Ok(visit.page(&frame(&visit), page(&visit, &lu, &filled)))
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let errors = match questions::read(&fields, &taken(&lu).1) {
        Ok(drapeaux) => {
            let guide = Guide { drapeaux, ..lu.now.guide.clone() };
            match keep(&visit, &app, &fields, guide).await? {
                Ok(numero) => return saved(&visit, numero),
                Err(errors) => errors,
            }
        }
        Err(errors) => errors,
    };
    Ok(visit.refused(frame(&visit), page(&visit, &lu, &fields.filled(&errors))))
}

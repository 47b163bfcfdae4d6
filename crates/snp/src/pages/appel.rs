//! A call that is typed: who calls again, and the request that is kept.

use super::console::{self, Liste};
use super::{ROOM, beside, champs};
use crate::droits::TRAITER;
use crate::{find_appelant, receive};
use axum::extract::State;
use web::{Answer, App, FieldErrors, Fields, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().post("/{cpts}/espace/soins-non-programmes/appels", TRAITER, keep).post(
        "/{cpts}/espace/soins-non-programmes/appelant",
        TRAITER,
        ask,
    )
}

/// Keeps the call; its page proposes places, or the 15.
async fn keep(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let vue = console::read(&visit, &app, Liste::Attente).await?;
    let errors = match champs::read(&visit, &vue.salle, &fields) {
        Ok(new) => match receive(&visit.ctx, &app.db, new).await {
            Ok(one) => {
                return Ok(Redirect::to(ROOM.at(&visit, &format!("demandes/{}", one.id))).answer(&visit));
            }
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = console::page(&visit, &vue, &fields.filled(&errors), None);
    Ok(visit.refused(console::frame(&visit), content))
}

/// The same page, with what the number that was typed brings up; what is typed stays.
async fn ask(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let vue = console::read(&visit, &app, Liste::Attente).await?;
    let errors = match champs::telephone(&fields) {
        Ok(Some(number)) => {
            let known = find_appelant(&visit.ctx, &app.db, &number).await?;
            let filled = fields.filled(&FieldErrors::default());
            return Ok(
                visit.page(&console::frame(&visit), console::page(&visit, &vue, &filled, Some(&known)))
            );
        }
        Ok(None) => FieldErrors::one("telephone", "Écrivez d’abord son numéro."),
        Err(errors) => errors,
    };
    let content = console::page(&visit, &vue, &fields.filled(&errors), None);
    Ok(visit.refused(console::frame(&visit), content))
}

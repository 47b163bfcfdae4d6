//! What the office does to an entry with one button.

use super::{Place, known, reference};
use crate::{
    Issue, WriteError, ask_confirmation, confirm as confirm_fiche, erase_fiche, restore_fiche,
    resume_messages, stay, stop_messages, withdraw_fiche,
};
use axum::extract::{Path, State};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

pub(super) async fn confirm(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
    fields: Fields,
) -> Answer {
    let fiche = known(&app, &visit, &segment).await?;
    let read = fields.get("numero").parse().unwrap_or(fiche.numero);
    let back = Redirect::to(visit.workspace(&fiche.reference().chemin()));
    match confirm_fiche(&visit.ctx, &app.db, fiche.id, read).await {
        Ok(()) => Ok(back.done("La fiche est confirmée.").answer(&visit)),
        Err(error @ WriteError::Changee) => Ok(back.refused(error.to_string()).answer(&visit)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
    fields: Fields,
) -> Answer {
    let reference = reference(&segment)?;
    let force = fields.has("force");
    let asked =
        ask_confirmation(&visit.ctx, &app.db, std::slice::from_ref(&reference), force, app.can_send_sms())
            .await?;
    let back = match fields.get("retour") {
        "changements" => Redirect::to(visit.workspace("annuaire/changements")),
        _ => Redirect::to(visit.workspace(&reference.chemin())),
    };
    Ok(match asked.into_iter().next() {
        Some((_, Issue::Envoyee(vers))) => back.done(format!("La demande part à {vers}.")),
        Some((_, Issue::Refusee(refus))) => back.refused(refus.to_string()),
        None => back,
    }
    .answer(&visit))
}

/// The buttons that need no field of their own.
pub(super) async fn act(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
    fields: Fields,
) -> Answer {
    let reference = reference(&segment)?;
    let geste = fields.get("geste");
    let done = match geste {
        "retirer" => {
            withdraw_fiche(&visit.ctx, &app.db, &reference).await?;
            "La fiche est retirée de l’annuaire. Rien n’est effacé."
        }
        "remettre" => {
            restore_fiche(&visit.ctx, &app.db, &reference).await?;
            "La fiche est de nouveau dans l’annuaire."
        }
        _ => on_entry(&app, &visit, &segment, geste).await?,
    };
    Ok(Redirect::to(visit.workspace(&reference.chemin())).done(done).answer(&visit))
}

async fn on_entry(app: &App, visit: &Visit, segment: &str, geste: &str) -> Result<&'static str, Problem> {
    let id = known(app, visit, segment).await?.id;
    let (ctx, db) = (&visit.ctx, &app.db);
    Ok(match geste {
        "exerce" => {
            stay(ctx, db, id).await?;
            "C’est noté\u{a0}: la personne exerce toujours ici."
        }
        "ne-plus-ecrire" => {
            stop_messages(ctx, db, id).await?;
            "Plus aucun message ne partira vers cette personne."
        }
        "ecrire" => {
            resume_messages(ctx, db, id).await?;
            "Les messages sont de nouveau acceptés."
        }
        "effacer" => {
            erase_fiche(ctx, db, id).await?;
            "Ce qui était noté est effacé. Le journal garde que l’effacement a eu lieu."
        }
        _ => return Err(Problem::not_found()),
    })
}

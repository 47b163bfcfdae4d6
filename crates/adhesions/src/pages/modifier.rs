//! Changing the sheet of somebody.

use super::champs::{self, Listes};
use super::{ROOM, beside};
use crate::{Adherent, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Filled, button::actions};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let (frame, content) = page(&visit, &app, id_of(&id)?, None).await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    id: Id<Adherent>,
    typed: Option<&Filled>,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::adherents::adherent(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let listes = Listes::read(app, &mut tx, false).await?;
    drop(tx);
    let known = champs::filled(&one.fiche()).value("lue", one.empreinte());
    let filled = typed.unwrap_or(&known);
    let back = ROOM.at(visit, &format!("adherents/{id}"));
    let content = ui::form(
        &visit.csrf,
        &format!("{back}/modifier"),
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("lue", filled.get("lue").unwrap_or_default()))
            (champs::fields(one.qui.is_personne(), &listes, filled))
            (actions(html! { (Button::primary("Enregistrer")) (Button::plain("Annuler").href(back.clone())) }))
        },
    );
    Ok((ROOM.below(visit, "Modifier la fiche", &[(&one.nom(), &format!("adherents/{id}"))]), content))
}

pub(super) async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let errors = match champs::read(&fields) {
        Err(errors) => errors,
        Ok(fiche) => match crate::change_adherent(&visit.ctx, &app.db, id, fields.get("lue"), fiche).await {
            Ok(()) => {
                let to = Redirect::to(ROOM.at(&visit, &format!("adherents/{id}")));
                return Ok(to.done("La fiche est enregistrée.").answer(&visit));
            }
            Err(error) => beside(error)?,
        },
    };
    let (frame, content) = page(&visit, &app, id, Some(&fields.filled(&errors))).await?;
    Ok(visit.refused(frame, content))
}

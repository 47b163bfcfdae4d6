//! Correcting or removing one amendment.

use super::avenants::{inputs, read, standing};
use super::{Salle, end};
use crate::contrat::Avenant;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Crumb, Filled, Method, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

async fn load(app: &App, visit: &Visit, fields: &Fields, id: &str) -> Result<(Salle, Avenant), Problem> {
    let salle = Salle::load(app, visit, fields).await?;
    let id: Id<Avenant> = id_of(id)?;
    let found = salle.contrat()?.avenants.iter().find(|one| one.id == id).cloned();
    let found = found.ok_or(crate::WriteError::Inconnu("Cet avenant"))?;
    Ok((salle, found))
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, avenant) = load(&app, &visit, &fields, &id).await?;
    Ok(visit.page(&frame(&visit, &salle, &avenant), page(&visit, &salle, &avenant, &standing(&avenant))))
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, avenant) = load(&app, &visit, &fields, &id).await?;
    let contrat = salle.contrat()?.id;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok((le, clause)) => {
            let new = Avenant { id: avenant.id, le, clause };
            let done =
                crate::correct_avenant(&visit.ctx, &app.db, &salle.law, contrat, new, fields.get("lu")).await;
            match end(&visit, salle.path(&visit, "avenants"), done.map(|()| "L’avenant est corrigé.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let page = page(&visit, &salle, &avenant, &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &salle, &avenant), page))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, avenant) = load(&app, &visit, &fields, &id).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::remove_avenant(&visit.ctx, &app.db, &salle.law, contrat, avenant.id).await;
    Redirect::to(salle.path(&visit, "avenants")).after(&visit, done.map(|()| "L’avenant est retiré."))
}

fn frame(visit: &Visit, salle: &Salle, avenant: &Avenant) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![
            Crumb::new("Contrat", salle.path(visit, "")),
            Crumb::new("Avenants", salle.path(visit, "avenants")),
        ],
        ..visit.frame(format!("Avenant du {}", francais::date(avenant.le)))
    }
}

fn page(visit: &Visit, salle: &Salle, avenant: &Avenant, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("contrat/avenants/{}", avenant.id));
    html! {
        (ui::form(&visit.csrf, &action, Method::Post, html! {
            (inputs(salle, filled))
            div.actions { (Button::primary("Enregistrer")) (Button::secondary("Revenir aux avenants").href(salle.path(visit, "avenants"))) }
        }))
        (ui::button::confirm("Retirer cet avenant", &avenant.clause.objet, "Le contrat s’appliquera comme si cet avenant n’avait pas été noté\u{a0}: ses documents et les montants notés pour son jour partent avec lui. Le journal en garde la trace.",
            ui::form(&visit.csrf, &format!("{action}/retrait"), Method::Post, html! { (salle.hidden()) (Button::danger("Oui, retirer")) })))
    }
}

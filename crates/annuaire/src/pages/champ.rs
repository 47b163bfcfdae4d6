//! One field of an entry: changed, or settled against the official file.

use super::{ROOM, entrees, reference};
use crate::{Champ, Choix, Dossier, Nature, WriteError, fill, read_fiche, settle_ecart};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::section::panel;
use ui::{Button, Crumb, Filled, Frame, Method, form};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

/// The CPTS, the entry and the field of the address.
type At = Path<(String, String, String)>;

pub(super) async fn show(State(app): State<App>, visit: Visit, Path((_, segment, nature)): At) -> Answer {
    let nature: Nature = nature.parse().map_err(|_| Problem::not_found())?;
    let dossier = read_fiche(&visit.ctx, &app.db, &segment).await?;
    let known = champ(&dossier, nature);
    let filled = known.map_or_else(Filled::new, |champ| entrees::prefill(Filled::new(), champ));
    Ok(visit.page(&head(&visit, &dossier, nature), content(&visit, &dossier, nature, &filled)))
}

pub(super) async fn keep(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment, nature)): At,
    fields: Fields,
) -> Answer {
    let nature: Nature = nature.parse().map_err(|_| Problem::not_found())?;
    let reference = reference(&segment)?;
    let mut errors = FieldErrors::default();
    if let Some(saisie) = entrees::read(&fields, nature, &mut errors) {
        match fill(&visit.ctx, &app.db, &reference, &[saisie]).await {
            Ok(changed) => {
                let done = if changed.is_empty() { "Rien n’a changé." } else { "C’est enregistré." };
                return Ok(Redirect::to(visit.workspace(&reference.chemin())).done(done).answer(&visit));
            }
            Err(WriteError::Saisie(refus)) => errors.add("visibilite", refus),
            Err(error) => return Err(error.into()),
        }
    }
    let dossier = read_fiche(&visit.ctx, &app.db, &segment).await?;
    let page = content(&visit, &dossier, nature, &fields.filled(&errors));
    Ok(visit.refused(head(&visit, &dossier, nature), page))
}

fn champ(dossier: &Dossier, nature: Nature) -> Option<&Champ> {
    dossier.vue.as_ref().and_then(|vue| vue.champ(nature))
}

fn head(visit: &Visit, dossier: &Dossier, nature: Nature) -> Frame {
    let mut frame = ROOM.below(visit, nature.libelle(), &[]);
    frame
        .breadcrumb
        .push(Crumb::new(super::fiche::title(dossier), visit.workspace(&dossier.reference.chemin())));
    frame
}

fn content(visit: &Visit, dossier: &Dossier, nature: Nature, filled: &Filled) -> Markup {
    let back = visit.workspace(&dossier.reference.chemin());
    let action = format!("{back}/champs/{nature}");
    let known = champ(dossier, nature);
    panel(html! {
        (form::error_summary(filled))
        (form::form(&visit.csrf, &action, Method::Post, html! {
            (entrees::inputs(nature, filled))
            (entrees::audience(nature, known, filled))
            @if known.is_some() { p.hint { "Pour retirer ce champ, videz-le puis enregistrez." } }
            div.actions {
                (Button::primary("Enregistrer"))
                (Button::plain("Annuler").href(back.clone()))
            }
        }))
    })
}

pub(super) async fn settle(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment, nature)): At,
    fields: Fields,
) -> Answer {
    let nature: Nature = nature.parse().map_err(|_| Problem::not_found())?;
    let reference = reference(&segment)?;
    let (choix, done) = match fields.get("choix") {
        "suivre" => (Choix::Suivre, "La valeur du fichier officiel est reprise."),
        _ => (Choix::Garder, "La valeur de la CPTS est gardée."),
    };
    let back = Redirect::to(visit.workspace(&reference.chemin()));
    match settle_ecart(&visit.ctx, &app.db, &reference, nature, choix).await {
        Ok(()) => Ok(back.done(done).answer(&visit)),
        Err(error @ (WriteError::SansEcart | WriteError::Changee)) => {
            Ok(back.refused(error.to_string()).answer(&visit))
        }
        Err(error) => Err(error.into()),
    }
}

/// The address of the page that changes a field.
pub(super) fn address(visit: &Visit, dossier: &Dossier, nature: Nature) -> String {
    format!("{}/champs/{nature}", visit.workspace(&dossier.reference.chemin()))
}

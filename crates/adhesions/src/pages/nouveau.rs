//! The office adds somebody by hand, from nothing or from a line of an import.

use super::champs::{self, Listes};
use super::{ROOM, beside};
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::tabs::{Tab, tabs};
use ui::{Button, Choice, Field, Filled, button::actions};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

pub(super) async fn blank(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let filled = query.filled(&web::FieldErrors::default());
    let (frame, content) = page(&visit, &app, &filled).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let listes = Listes::read(app, &mut tx, false).await?;
    drop(tx);
    let personne = filled.get("nature") != Some("organisation");
    let states = vec![
        Choice::new("adherent", "Déjà adhérent").hint("Admis par le bureau\u{a0}: dites depuis quand."),
        Choice::new("demande", "Demande à examiner").hint("Le bureau décidera."),
    ];
    let here = ROOM.at(visit, "nouveau");
    let parts = [
        Tab::new("Une personne", here.clone(), personne),
        Tab::new("Une organisation", format!("{here}?nature=organisation"), !personne),
    ];
    let content = html! {
        (tabs("Qui ajouter", &parts))
        (ui::form(&visit.csrf, &here, ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (champs::fields(personne, &listes, filled))
            (Field::radios("etat", "Où en est l’adhésion", states).value("adherent").filled(filled))
            (Field::date("depuis", "Adhérent depuis").hint("Pour une personne déjà adhérente.").filled(filled))
            (actions(html! { (Button::primary("Ajouter")) (Button::plain("Annuler").href(ROOM.at(visit, ""))) }))
        }))
    };
    Ok((ROOM.below(visit, "Ajouter un adhérent", &[]), content))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let id = fields.key(&visit);
    let mut reader = fields.reader();
    let member = fields.get("etat") != "demande";
    let depuis: Option<Date> = if member { reader.required("depuis") } else { None };
    let (sheet, since) = (champs::read(&fields), reader.finish(Some(())));
    let errors = match (sheet, since) {
        (Ok(fiche), Ok(())) => match crate::add_adherent(&visit.ctx, &app.db, id, fiche, depuis).await {
            Ok(()) => {
                let to = ROOM.at(&visit, &format!("adherents/{id}"));
                return Ok(Redirect::to(to).done("La fiche est ouverte.").answer(&visit));
            }
            Err(error) => beside(error)?,
        },
        (sheet, since) => {
            let mut errors = sheet.err().unwrap_or_default();
            since
                .err()
                .iter()
                .flat_map(web::FieldErrors::iter)
                .for_each(|(name, words)| errors.add(name, words));
            errors
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

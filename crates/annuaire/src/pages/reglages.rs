//! How often the CPTS wants confirmations.

use super::ROOM;
use crate::{Reglage, WriteError, set_reglage, store};
use axum::extract::State;
use maud::{Markup, html};
use ui::section::panel;
use ui::{Button, Field, Filled, Method, form};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let reglage = store::reglage(&mut tx).await?;
    let filled = Filled::new()
        .value("fraicheur", reglage.fraicheur_mois.to_string())
        .value("referents", reglage.referent_mois.to_string());
    Ok(visit.page(&ROOM.below(&visit, "Réglages de l’annuaire", &[]), draw(&visit, &filled)))
}

pub(super) async fn keep(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let months = reader.required::<u16>("fraicheur").zip(reader.required::<u16>("referents"));
    let errors = match reader.finish(months) {
        Ok((fiches, referents)) => match Reglage::new(fiches, referents) {
            Ok(reglage) => {
                set_reglage(&visit.ctx, &app.db, reglage).await?;
                let to = visit.workspace("annuaire/reglages");
                return Ok(Redirect::to(to).done("Les réglages sont enregistrés.").answer(&visit));
            }
            Err(refus) => FieldErrors::one("fraicheur", WriteError::from(refus)),
        },
        Err(errors) => errors,
    };
    Ok(visit
        .refused(ROOM.below(&visit, "Réglages de l’annuaire", &[]), draw(&visit, &fields.filled(&errors))))
}

fn draw(visit: &Visit, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, "reglages"))
        (panel(html! {
            (form::error_summary(filled))
            (form::form(&visit.csrf, &visit.workspace("annuaire/reglages"), Method::Post, html! {
                (Field::number("fraicheur", "Une fiche est à reconfirmer après").unit("mois").required().range(Some("1".into()), Some("36".into())).hint("De 1 à 36. Chaque personne reçoit au plus une demande par mois.").filled(filled))
                (Field::number("referents", "Un référent d’institution est à revérifier après").unit("mois").required().range(Some("1".into()), Some("36".into())).filled(filled))
                div.actions { (Button::primary("Enregistrer")) }
            }))
        }))
    }
}

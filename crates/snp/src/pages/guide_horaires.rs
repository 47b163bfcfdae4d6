//! When practices are open, and where to send otherwise.

use super::ROOM;
use super::guide::{Lu, keep, saved, why};
use crate::Guide;
use crate::droits::GUIDER;
use axum::extract::State;
use maud::{Markup, html};
use rendez_vous::Heure;
use ui::form::row;
use ui::{Field, Filled, Frame, Method};
use web::{Answer, App, FieldErrors, Fields, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes/guide/horaires", GUIDER, show).post(
        "/{cpts}/espace/soins-non-programmes/guide/horaires",
        GUIDER,
        send,
    )
}

fn frame(visit: &Visit) -> Frame {
    ROOM.below(visit, "Horaires, et où adresser", &[("Guide d’orientation", "guide")])
}

fn page(visit: &Visit, lu: &Lu, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, "guide"))
        (ui::form(&visit.csrf, &ROOM.at(visit, "guide/horaires"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (row(html! {
                (Field::time("ouvre", "Les cabinets ouvrent à").required().filled(filled))
                (Field::time("ferme", "Ils ferment à").required().filled(filled))
            }))
            (Field::textarea("hors_horaires", "En dehors de ces heures, adresser à", 2).required().maxlength(300)
                .hint("Ces mots sont lus par l’opérateur et sur la page publique.").filled(filled))
            (Field::textarea("ailleurs", "Quand personne ici ne prend le motif, adresser à", 2).required().maxlength(300).filled(filled))
            (why(lu, filled))
        }))
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let guide = &lu.now.guide;
    let hour = |at: jiff::civil::Time| at.strftime("%H:%M").to_string();
    let filled = Filled::new()
        .value("ouvre", hour(guide.ouvre))
        .value("ferme", hour(guide.ferme))
        .value("hors_horaires", &guide.hors_horaires)
        .value("ailleurs", &guide.ailleurs);
    Ok(visit.page(&frame(&visit), page(&visit, &lu, &filled)))
}

fn read(fields: &Fields, before: &Guide) -> Result<Guide, FieldErrors> {
    let mut reader = fields.reader();
    let (ouvre, ferme) = (reader.required::<Heure>("ouvre"), reader.required::<Heure>("ferme"));
    let mut words = |name: &str| reader.required::<String>(name).unwrap_or_default();
    let (hors_horaires, ailleurs) = (words("hors_horaires"), words("ailleurs"));
    let hours = ouvre.zip(ferme);
    let guide = hours.map(|(ouvre, ferme)| Guide {
        ouvre: ouvre.0,
        ferme: ferme.0,
        hors_horaires,
        ailleurs,
        ..before.clone()
    });
    reader.finish(guide)
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let errors = match read(&fields, &lu.now.guide) {
        Ok(guide) => match keep(&visit, &app, &fields, guide).await? {
            Ok(numero) => return saved(&visit, numero),
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    Ok(visit.refused(frame(&visit), page(&visit, &lu, &fields.filled(&errors))))
}

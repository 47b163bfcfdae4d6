//! The form of a series: its dates are shown before anything is kept.

use super::saisie::{Choix, inputs, read};
use super::{ROOM, beside};
use crate::reunion::Nouvelle;
use crate::serie::{Fin, Regle, Rythme, read_sauf};
use crate::spread;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, form::Width};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Visit};

pub(super) async fn blank(visit: Visit, State(app): State<App>) -> Answer {
    let choix = Choix::read(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let filled =
        Filled::new().value("mission", "fonctionnement").value("rythme", "semaines").value("tous_les", "1");
    Ok(visit.page(&ROOM.below(&visit, "Prévoir une série", &[]), page(&visit, &filled, &choix, None)))
}

fn page(visit: &Visit, filled: &Filled, choix: &Choix, dates: Option<(&str, &[Nouvelle])>) -> Markup {
    let rythmes = Rythme::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    ui::form(
        &visit.csrf,
        &visit.workspace("reunions/serie"),
        ui::Method::Post,
        html! {
            (inputs(filled, choix))
            (ui::form::fieldset("Répétition", html! {
                (Field::radios("rythme", "Rythme", rythmes).filled(filled))
                (ui::form::row(html! {
                    (Field::number("tous_les", "n").hint("Entre 1 et 12.").width(Width::Short).filled(filled))
                    (Field::date("jusqu", "Jusqu’au").filled(filled))
                    (Field::number("fois", "ou nombre de réunions").width(Width::Short).filled(filled))
                }))
                (Field::text("sauf", "Sauf").hint("Facultatif. Dates à sauter, séparées par des virgules\u{a0}: 24/12/2026, 31/12/2026.").filled(filled))
            }))
            (visit.key(filled))
            @if let Some((regle, dates)) = dates {
                (ui::alert::notice(ui::Tone::Info, &format!("{regle}\u{a0}: {} réunions", dates.len()), html! {
                    ul { @for one in dates { li { (ui::francais::date_heure(one.debut)) @if let Some(twice) = crate::heures::twice(one.debut) { " — " (twice) } } } }
                }))
            }
            div.actions {
                @if dates.is_some() { (Button::primary("Prévoir ces réunions").send("geste", "garder")) }
                (Button::secondary("Voir les dates").send("geste", "voir"))
                (Button::plain("Annuler").href(visit.workspace("reunions")))
            }
        },
    )
}

fn regle(fields: &Fields) -> Result<Regle, FieldErrors> {
    let mut reader = fields.reader();
    let rythme: Option<Rythme> = reader.required("rythme");
    let tous_les: u32 = reader.optional("tous_les").unwrap_or(1);
    let (jusqu, fois) = (reader.optional("jusqu"), reader.optional::<u32>("fois"));
    let sauf = reader.keep(read_sauf(fields.get("sauf"))).unwrap_or_default();
    let fin = match (jusqu, fois) {
        (_, Some(fois)) => Some(Fin::Fois(fois)),
        (Some(jusqu), None) => Some(Fin::Le(jusqu)),
        (None, None) => {
            reader.refuse("jusqu", "Donnez une date de fin, ou un nombre de réunions.");
            None
        }
    };
    reader.finish(rythme.zip(fin).map(|(rythme, fin)| Regle { rythme, tous_les, fin, sauf }))
}

/// Both halves of the form, with the faults of both.
fn both(fields: &Fields) -> Result<(Nouvelle, Regle), FieldErrors> {
    match (read(fields), regle(fields)) {
        (Ok(nouvelle), Ok(regle)) => Ok((nouvelle, regle)),
        (Err(mut errors), Err(others)) => {
            others.iter().for_each(|(name, sentence)| errors.add(name, sentence));
            Err(errors)
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
    }
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let choix = Choix::read(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let frame = ROOM.below(&visit, "Prévoir une série", &[]);
    let errors = match both(&fields) {
        Err(errors) => errors,
        Ok((nouvelle, regle)) if fields.get("geste") != "garder" => match spread(&nouvelle, &regle) {
            Ok(dates) => {
                let said = regle.en_mots(nouvelle.debut.date());
                let filled = fields.filled(&FieldErrors::default());
                return Ok(visit.page(&frame, page(&visit, &filled, &choix, Some((&said, &dates)))));
            }
            Err(refus) => refus.into(),
        },
        Ok((nouvelle, regle)) => {
            let serie: Uuid = fields.key::<()>(&visit).uuid();
            match crate::plan_serie(&visit.ctx, &app.db, serie, &nouvelle, &regle).await {
                Ok(ids) => {
                    let said = format!("{} réunions sont prévues.", ids.len());
                    return ROOM.done(&visit, "", said);
                }
                Err(error) => beside(error)?,
            }
        }
    };
    Ok(visit.refused(frame, page(&visit, &fields.filled(&errors), &choix, None)))
}

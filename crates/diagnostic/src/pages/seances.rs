//! The sessions that rank needs, and opening one.

use super::{ROOM, besoins};
use crate::besoin::{Besoin, Public};
use crate::droits::ANIMER;
use crate::seance::Refus;
use crate::{WriteError, open_seance, store};
use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, form::Width, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let today = kernel::today(visit.ctx.now);
    let filled = Filled::new().value("jour", today.to_string()).value("points", "5");
    let (frame, content) = page(&visit, &app, filled).await?;
    Ok(visit.page(&frame, content))
}

pub(super) async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let jour = reader.required::<jiff::civil::Date>("jour");
    let points: Option<u32> = reader.required("points");
    let errors = match reader.finish(jour.zip(points)) {
        Err(errors) => errors,
        Ok((jour, points)) => {
            let liste: BTreeSet<Id<Besoin>> =
                fields.all("besoins").filter_map(|id| id.parse().ok()).collect();
            match open_seance(&visit.ctx, &app.db, fields.get("titre"), jour, points, &liste).await {
                Ok(id) => {
                    let path = visit.workspace(&format!("diagnostic/seances/{id}"));
                    return Ok(Redirect::to(path)
                        .done("La séance est ouverte\u{a0}: chacun peut classer.")
                        .answer(&visit));
                }
                Err(WriteError::Seance(refus)) => FieldErrors::one(field_of(&refus), &refus),
                Err(other) => return Err(other.into()),
            }
        }
    };
    let (frame, content) = page(&visit, &app, fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

const fn field_of(refus: &Refus) -> &'static str {
    match refus {
        Refus::Points(_) => "points",
        Refus::SansTitre => "titre",
        Refus::PasAssez | Refus::HorsListe => "besoins",
        Refus::DejaUne | Refus::Close | Refus::TropDePoints { .. } => "",
    }
}

async fn page(visit: &Visit, app: &App, filled: Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let seances = store::seances::seances(&mut tx).await?;
    let liste = besoins::read(&mut tx).await?;
    let frame = ui::Frame {
        lead: Some("En réunion ou chacun de son côté\u{a0}: les mêmes points à partager entre les besoins, et la trace de qui a choisi quoi.".into()),
        ..visit.frame("Classer les besoins")
    };
    let columns = vec![
        Column::text("Séance"),
        Column::text("Jour"),
        Column::number("Points par personne"),
        Column::text("État"),
    ];
    let rows = seances.iter().map(|seance| {
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("diagnostic/seances/{}", seance.id))) { (seance.titre) } },
            html! { (francais::date(seance.jour)) },
            html! { (seance.points) },
            html! { @match seance.close_le {
                None => { (ui::status::status(Tone::Info, "Ouverte")) },
                Some(le) => { "Close le " (francais::date(kernel::today(le))) },
            } },
        ])
    });
    let empty = ui::empty::empty(
        Icon::Calendar,
        "Aucune séance pour l’instant",
        "Une séance suffit à dire, ensemble, par quoi commencer.",
        None,
    );
    let content = html! {
        (ROOM.tabs(visit, "seances"))
        (Table::new("seances", "Séances de classement", columns).rows(rows.collect()).empty(empty))
        @if visit.can(ANIMER) && seances.iter().all(|seance| seance.close_le.is_some()) { (opening(visit, &liste, filled)) }
    };
    Ok((frame, content))
}

fn opening(visit: &Visit, liste: &besoins::Liste, filled: Filled) -> Markup {
    let needs: Vec<&Besoin> = Public::ALL.iter().flat_map(|public| liste.ouverts(*public)).collect();
    if needs.len() < 2 {
        return html! {
            p { "Il faut au moins deux besoins sur la liste. " a href=(visit.workspace("diagnostic/besoins#ecrire")) { "Écrire un besoin" } }
        };
    }
    let choices = needs.iter().map(|besoin| {
        Choice::new(besoin.id.to_string(), besoin.texte.titre.to_string()).hint(besoin.texte.public.libelle())
    });
    let choices = choices.collect();
    let all =
        |filled: Filled| needs.iter().fold(filled, |filled, one| filled.value("besoins", one.id.to_string()));
    let filled = if filled.is_refused() { filled } else { all(filled) };
    html! {
        details #ouvrir open[filled.is_refused()] {
            summary { "Ouvrir une séance" }
            (ui::form(&visit.csrf, &visit.workspace("diagnostic/seances"), ui::Method::Post, html! {
                (ui::form::error_summary(&filled))
                (Field::text("titre", "Titre").hint("Par exemple «\u{a0}Groupe diagnostic, mars\u{a0}».").required().maxlength(200).filled(&filled))
                (ui::form::row(html! {
                    (Field::date("jour", "Jour").required().width(Width::Short).filled(&filled))
                    (Field::number("points", "Points par personne").range(Some("1".into()), Some("100".into())).required().width(Width::Short).filled(&filled))
                }))
                (Field::checkboxes("besoins", "Besoins à classer", choices).filled(&filled))
                div.actions { (Button::primary("Ouvrir la séance")) }
            }))
        }
    }
}

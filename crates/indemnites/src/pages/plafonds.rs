//! The yearly ceiling, and where people stand under it.

use super::{ROOM, beside, person, plafond};
use crate::Plafond;
use crate::droits::REGLER;
use crate::store::plafonds as kept;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, alert, form::Width, francais, status::badge};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// Most people listed: those nearest to the ceiling.
const LIMIT: usize = 100;

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (frame, content) = page(&visit, &app, &query, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    query: &Fields,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let here = super::today(visit).year();
    let annee: i16 = query.get("annee").parse().unwrap_or(here);
    let mut tx = app.db.read(&visit.ctx).await?;
    let law = super::law(app, &mut tx).await?;
    let mut years = Vec::new();
    for year in [here - 1, here, here + 1] {
        years.push((year, plafond(&mut tx, &law, year).await?));
    }
    let limit = plafond(&mut tx, &law, annee).await?;
    let mut engaged: Vec<_> =
        kept::engages(&mut tx, annee).await?.into_iter().filter(|(_, cents)| *cents != 0).collect();
    let names = crate::noms(&mut tx).await?;
    drop(tx);
    engaged.sort_by_key(|(_, cents)| -cents);
    let rows = engaged.iter().take(LIMIT).map(|(who, cents)| {
        Row::new(vec![
            person(visit, &names, *who),
            html! { (francais::euros(*cents)) },
            html! { @match &limit { Some(one) => (francais::euros(one.reste(*cents))), None => "plafond inconnu" } },
        ])
    });
    let columns = vec![Column::text("Personne"), Column::number("Engagé"), Column::number("Reste")];
    let empty = ui::empty::empty(
        Icon::Euro,
        "Rien d’engagé",
        "Chaque ligne approuvée compte ici, pour l’année civile de son paiement.",
        None,
    );
    let frame = ui::Frame {
        lead: Some("Toutes les sommes versées à une personne dans une année civile, indemnités et rémunérations ensemble, ne dépassent pas le plafond annuel de la sécurité sociale. L’année est celle du jour de paiement prévu, puis du lot.".into()),
        ..visit.frame("Plafonds")
    };
    let content = html! {
        (ROOM.tabs(visit, "plafonds"))
        @for (year, known) in &years { (one_year(visit, *year, known.as_ref())) }
        (Table::new("plafonds", format!("Engagé en {annee}"), columns).rows(rows.collect()).empty(empty))
        @if visit.can(REGLER) { (writing(visit, filled)) }
    };
    Ok((frame, content))
}

fn one_year(visit: &Visit, year: i16, known: Option<&Plafond>) -> Markup {
    let link = visit.workspace(&format!("indemnites/plafonds?annee={year}"));
    html! {
        @match known {
            Some(one) => p {
                a href=(link) { (year) } "\u{a0}: " strong { (francais::euros(one.cents)) } " "
                @if one.incertain { (badge(ui::Tone::Warning, "non confirmé")) " " }
                small { (one.source) }
            },
            None => (alert::alert(ui::Tone::Warning, html! {
                "Le plafond de " (year) " n’est pas connu ici\u{a0}: aucune ligne à payer en " (year) " ne peut être approuvée. Écrivez-le avec sa source."
            })),
        }
    }
}

fn writing(visit: &Visit, filled: &Filled) -> Markup {
    html! {
        details open[filled.is_refused()] {
            summary { "Écrire le plafond d’une année" }
            (ui::form(&visit.csrf, &visit.workspace("indemnites/plafonds"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::digits("annee", "Année civile").width(Width::Short).required().filled(filled))
                (Field::text("montant", "Plafond annuel").hint("En euros, tel que l’arrêté le fixe.").width(Width::Short).required().filled(filled))
                (Field::text("source", "Source").hint("Arrêté, date de publication.").required().maxlength(200).filled(filled))
                div.actions { (Button::primary("Écrire le plafond")) }
            }))
        }
    }
}

pub(super) async fn write(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let cents = reader.required("montant").map(aci::Montant::cents);
    let read = reader.required::<i16>("annee").zip(cents);
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((annee, cents)) => {
            match crate::set_plafond(&visit.ctx, &app.db, annee, cents, fields.get("source")).await {
                Ok(()) => {
                    let to = visit.workspace(&format!("indemnites/plafonds?annee={annee}"));
                    return Ok(Redirect::to(to)
                        .done(format!("Le plafond de {annee} est écrit."))
                        .answer(&visit));
                }
                Err(error) => beside(error, "annee")?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &Fields::default(), &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

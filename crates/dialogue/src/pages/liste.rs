//! The years of the contract, each with its dialogue.

use crate::droits::PREPARER;
use crate::{Dialogue, Etat, store};
use axum::extract::State;
use contrat::{Annee, Contrat};
use jiff::civil::Date;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::button::post_button;
use ui::{Button, Column, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let today = kernel::today(visit.ctx.now);
    let contracts = contrat::contrats(&mut tx).await?;
    let dialogues = store::dialogues::dialogues(&mut tx, None).await?;
    let mut frame = visit.frame("Dialogue de gestion");
    frame.lead = Some(
        "Une fois par an, la CPTS, l’ARS et la CPAM relisent ce qui a été fait, ce que cela prouve et ce que cela vaut.".into(),
    );
    let signed: Vec<&Contrat> = contracts.iter().filter(|one| one.signature.is_some()).collect();
    let content = html! {
        @if signed.is_empty() { (none(&visit)) }
        @for contrat in signed { (years(&visit, contrat, &dialogues, today)) }
    };
    Ok(visit.page(&frame, content))
}

fn none(visit: &Visit) -> Markup {
    let go = Button::secondary("Voir le contrat").href(visit.workspace("contrat"));
    ui::empty::empty(
        Icon::Calendar,
        "Aucun contrat signé",
        "Le dialogue de gestion suit le contrat : il commence avec sa première année.",
        visit.can(contrat::droits::VOIR).then(|| html! { (go) }),
    )
}

fn years(visit: &Visit, contrat: &Contrat, dialogues: &[Dialogue], today: Date) -> Markup {
    let begun: Vec<Annee> = contrat::annees(contrat).into_iter().filter(|one| one.du <= today).collect();
    let rows = begun.into_iter().rev().map(|annee| {
        let found = dialogues.iter().find(|one| one.contrat == contrat.id && one.annee == annee.numero);
        let (tone, words, day) = state(found, &annee, today);
        Row::new(vec![
            html! { @match found {
                Some(one) => a href=(visit.workspace(&format!("dialogue/{}", one.id))) { "Année " (annee.numero) },
                None => { "Année " (annee.numero) },
            } },
            html! { (francais::date_courte(annee.du)) " – " (francais::date_courte(annee.au)) },
            html! { (ui::status::status(tone, words)) },
            html! { (day) },
            html! { (action(visit, contrat, annee.numero, found)) },
        ])
    });
    let signed = contrat.signature.map(francais::date).unwrap_or_default();
    let columns = vec![
        Column::text("Année"),
        Column::text("Période"),
        Column::text("Où en est le dialogue"),
        Column::text("Date"),
        Column::text("Action"),
    ];
    let table = Table::new(format!("annees-{}", contrat.id), format!("Contrat signé le {signed}"), columns);
    html! { (table.rows(rows.collect())) }
}

fn state(found: Option<&Dialogue>, annee: &Annee, today: Date) -> (Tone, &'static str, String) {
    let day = |date: Date| francais::date(date);
    match found.map(|one| (&one.etat, one.prevu_le)) {
        None if annee.au < today => {
            (Tone::Warning, "À ouvrir", format!("attendu après le {}", day(annee.au)))
        }
        None => (Tone::Neutral, "Pas encore ouvert", format!("attendu vers le {}", day(annee.au))),
        Some((Etat::Prepare, None)) => (Tone::Info, "En préparation", "date à fixer".to_owned()),
        Some((Etat::Prepare, Some(le))) => (Tone::Info, "En préparation", format!("prévu le {}", day(le))),
        Some((Etat::Tenu(tenue), _)) => {
            (Tone::Warning, "Tenu, à clore", format!("tenu le {}", day(tenue.le)))
        }
        Some((Etat::Clos(tenue, _), _)) => (Tone::Success, "Clos", format!("tenu le {}", day(tenue.le))),
        Some((Etat::Rouvert(..), _)) => (Tone::Warning, "Rouvert pour correction", String::new()),
    }
}

fn action(visit: &Visit, contrat: &Contrat, annee: u32, found: Option<&Dialogue>) -> Markup {
    let about = format!("le dialogue de l’année {annee}");
    html! {
        @match found {
            Some(one) => (Button::secondary("Ouvrir").small().about(about).href(visit.workspace(&format!("dialogue/{}", one.id)))),
            None if visit.can(PREPARER) => {
                (post_button(&visit.csrf, &visit.workspace("dialogue"),
                    &[("contrat", &contrat.id.to_string()), ("annee", &annee.to_string())],
                    &Button::primary("Préparer").small().about(about)))
            }
            None => {}
        }
    }
}

pub(super) async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let law = Arc::clone(&app.resource::<Atlas>().at(&mut tx).await?.law);
    drop(tx);
    let annee: u32 = fields.get("annee").parse().map_err(|_| Problem::not_found())?;
    let id = crate::open_dialogue(&visit.ctx, &app.db, &law, id_of(fields.get("contrat"))?, annee).await?;
    let path = visit.workspace(&format!("dialogue/{id}"));
    Ok(Redirect::to(path).done("Le dialogue est ouvert, avec un ordre du jour proposé.").answer(&visit))
}

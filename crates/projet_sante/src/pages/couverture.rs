//! Every need without action, every action without need, every aim of the regional plan without action.

use super::ROOM;
use crate::action::Action;
use crate::couverture as read;
use crate::couverture::{Couverture, Ligne};
use axum::extract::State;
use maud::{Markup, html};
use ui::{Button, Column, Figure, Icon, Row, Table, Tone};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let coverage = read(&mut app.db.read(&visit.ctx).await?).await?;
    let (bare, alone) = (coverage.besoins_sans_action(), coverage.actions_sans_besoin());
    let aims = coverage.visees_sans_action();
    let frame = ui::Frame {
        lead: Some(
            "Chaque besoin doit trouver son action, chaque action son besoin et son objectif régional."
                .into(),
        ),
        ..visit.frame("Couverture")
    };
    let content = html! {
        (ROOM.tabs(&visit, "couverture"))
        dl.figures {
            (Figure::new("Besoins couverts", format!("{} sur {}", coverage.lignes.len() - bare.len(), coverage.lignes.len())))
            (Figure::new("Actions qui répondent à un besoin", format!("{} sur {}", coverage.actions.len() - alone.len(), coverage.actions.len())))
            @if !coverage.visees.is_empty() {
                (Figure::new("Objectifs régionaux servis", format!("{} sur {}", coverage.visees.len() - aims.len(), coverage.visees.len())))
            }
        }
        (needs(&visit, &coverage))
        (without_need(&visit, &alone))
        (plan(&visit, &coverage))
    };
    Ok(visit.page(&frame, content))
}

fn link(visit: &Visit, action: &Action) -> Markup {
    html! { a href=(visit.workspace(&format!("projet/actions/{}", action.id))) { (action.fiche.titre) } }
}

fn needs(visit: &Visit, coverage: &Couverture) -> Markup {
    let row = |ligne: &Ligne| {
        let besoin = &ligne.besoin.besoin;
        let served =
            ligne.objectifs.iter().flat_map(|(_, ids)| ids).filter_map(|id| coverage.actions.get(id));
        let served: Vec<&Action> = served.collect();
        let (tone, words) = match (ligne.is_couvert(coverage), served.is_empty(), ligne.objectifs.is_empty())
        {
            (true, ..) => (Tone::Success, "Couvert"),
            (false, false, _) => (Tone::Warning, "Actions suspendues"),
            (false, true, false) => (Tone::Warning, "Objectif sans action"),
            (false, true, true) => (Tone::Warning, "Sans action"),
        };
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("diagnostic/besoins/{}", besoin.id))) { (besoin.texte.titre) } },
            html! { @match ligne.besoin.rang { Some(rang) => (rang), None => "—" } },
            html! { (ui::status::status(tone, words)) },
            html! { @if ligne.objectifs.is_empty() { "—" } @else { ul.plain-list { @for (one, _) in &ligne.objectifs { li { a href=(visit.workspace(&format!("projet/objectifs/{}", one.id))) { (one.titre) } } } } } },
            html! { @if served.is_empty() { "—" } @else { ul.plain-list { @for one in &served { li { (link(visit, one)) } } } } },
        ])
    };
    let empty = ui::empty::empty(
        Icon::Proof,
        "Aucun besoin écrit pour l’instant",
        "Les besoins viennent du diagnostic\u{a0}: écrivez-les, puis classez-les ensemble.",
        Some(
            html! { (Button::secondary("Aller au diagnostic").href(visit.workspace("diagnostic/besoins"))) },
        ),
    );
    let columns = vec![
        Column::text("Besoin"),
        Column::number("Rang"),
        Column::text("Couverture"),
        Column::text("Objectifs"),
        Column::text("Actions"),
    ];
    html! { (Table::new("besoins", "Chaque besoin et ses actions", columns).rows(coverage.lignes.iter().map(row).collect()).empty(empty)) }
}

fn without_need(visit: &Visit, alone: &[&Action]) -> Markup {
    html! {
        section.section id="sans-besoin" {
            h2 { "Actions sans besoin" }
            @if alone.is_empty() { p { "Chaque action répond à un besoin du diagnostic." } } @else {
                p { "Donnez-leur un objectif qui répond à un besoin, ou retirez-les\u{a0}:" }
                ul.plain-list { @for one in alone { li { (link(visit, one)) } } }
            }
        }
    }
}

fn plan(visit: &Visit, coverage: &Couverture) -> Markup {
    let without = coverage.actions_sans_visee();
    html! {
        section.section id="prs" {
            h2 { "Cohérence avec le projet régional de santé" }
            @if coverage.visees.is_empty() {
                p { "La liste des objectifs régionaux n’est pas encore notée. " a href=(visit.workspace("projet/prs")) { "La coller" } "." }
            } @else {
                (Table::new("visees", "Objectifs régionaux et actions", vec![Column::text("Objectif régional"), Column::text("Actions")]).quiet_caption().rows(coverage.visees.iter().map(|(visee, ids)| {
                    let served: Vec<&Action> = ids.iter().filter_map(|id| coverage.actions.get(id)).collect();
                    Row::new(vec![
                        html! { (visee.code) " " (visee.libelle) },
                        html! { @if served.is_empty() { (ui::status::status(Tone::Neutral, "Sans action")) } @else { ul.plain-list { @for one in served { li { (link(visit, one)) } } } } },
                    ])
                }).collect()))
                @if !without.is_empty() {
                    p { "Actions qui n’en citent aucun\u{a0}:" }
                    ul.plain-list { @for one in without { li { (link(visit, one)) } } }
                }
            }
        }
    }
}

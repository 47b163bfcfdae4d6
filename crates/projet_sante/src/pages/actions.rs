//! The list of actions, with their objectives.

use super::{ROOM, atlas};
use crate::action::Action;
use crate::droits::CONDUIRE;
use crate::missions;
use axum::extract::State;
use comptes::Noms;
use maud::html;
use ui::{Button, Column, Icon, Row, Table, francais};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(&app, &mut tx).await?;
    let actions = crate::actions(&mut tx).await?;
    let objectifs = crate::objectifs(&mut tx).await?;
    let names = Noms::read(&mut tx, actions.iter().filter_map(|one| one.fiche.responsable).collect()).await?;
    drop(tx);
    let known = missions::missions(&etat.law, kernel::today(visit.ctx.now)).unwrap_or_default();
    let row = |one: &Action| {
        let fiche = &one.fiche;
        let goal = objectifs.iter().find(|goal| Some(goal.id) == fiche.objectif);
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("projet/actions/{}", one.id))) { (fiche.titre) } },
            html! { (missions::libelle(&known, &fiche.mission)) },
            html! { @match goal { Some(goal) => (goal.titre), None => "sans objectif" } },
            html! { @match fiche.responsable { Some(id) => (names.of(Some(id))), None => "à désigner" } },
            html! { (crate::calendrier::span(fiche.debut, fiche.fin)) },
            html! { @match fiche.budget_cents { Some(cents) => (francais::euros_ronds(cents)), None => "—" } },
            html! { (ui::status::status(fiche.avancement.tone(), fiche.avancement.libelle())) },
        ])
    };
    let new = visit.workspace("projet/actions/nouvelle");
    let empty = ui::empty::empty(
        Icon::Journal,
        "Aucune action pour l’instant",
        "Une action sert un objectif, qui répond à des besoins du diagnostic. Écrivez d’abord un objectif, puis ses actions.",
        visit.can(CONDUIRE).then(
            || html! { (Button::secondary("Écrire un objectif").href(visit.workspace("projet/objectifs"))) },
        ),
    );
    let columns = vec![
        Column::text("Action"),
        Column::text("Mission"),
        Column::text("Objectif").minor(),
        Column::text("Responsable"),
        Column::text("Calendrier").minor(),
        Column::number("Budget"),
        Column::text("Avancement"),
    ];
    let sum: i64 = actions.iter().filter_map(|one| one.fiche.budget_cents).sum();
    let frame = ui::Frame {
        lead: Some("Chaque action a sa fiche\u{a0}: mission, responsable, calendrier, partenaires, indicateurs, budget.".into()),
        actions: visit.can(CONDUIRE).then(|| html! { (Button::primary("Écrire une action").href(new).icon(Icon::Plus)) }),
        ..visit.frame("Actions")
    };
    let content = html! {
        (ROOM.tabs(&visit, "actions"))
        p {
            a href=(visit.workspace("projet/objectifs")) { "Objectifs" } " (" (objectifs.len()) "), "
            a href=(visit.workspace("projet/prs")) { "objectifs du projet régional de santé" } "."
        }
        @if sum > 0 { p { "Budget des actions chiffrées\u{a0}: " strong { (francais::euros(sum)) } "." } }
        (Table::new("actions", "Actions du projet", columns).rows(actions.iter().map(row).collect()).filter("Filtrer les actions").empty(empty))
    };
    Ok(visit.page(&frame, content))
}

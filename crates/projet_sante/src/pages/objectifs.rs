//! The objectives: what the CPTS aims at, for which needs.

use super::{ROOM, beside};
use crate::action::Objectif;
use crate::couverture::Couverture;
use crate::droits::CONDUIRE;
use crate::{WriteError, couverture};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Choice, Field, Filled, Icon, button, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let coverage = couverture(&mut app.db.read(&visit.ctx).await?).await?;
    let frame = ui::Frame {
        lead: Some(
            "Un objectif répond à un ou plusieurs besoins du diagnostic\u{a0}; les actions le servent."
                .into(),
        ),
        ..ROOM.below(visit, "Objectifs", &[("Actions", "actions")])
    };
    let none = ui::empty::empty(
        Icon::Proof,
        "Aucun objectif pour l’instant",
        "Dites ce qui aura changé, et pour quels besoins du diagnostic.",
        None,
    );
    let content = html! {
        @if coverage.objectifs.is_empty() { (none) }
        @for one in &coverage.objectifs { (card(visit, one, &coverage)) }
        @if visit.can(CONDUIRE) {
            details open[filled.is_refused()] {
                summary { "Écrire un objectif" }
                (form(visit, &visit.workspace("projet/objectifs"), &coverage, None, filled))
            }
        }
    };
    Ok((frame, content))
}

fn card(visit: &Visit, one: &Objectif, coverage: &Couverture) -> Markup {
    let needs = coverage.lignes.iter().filter(|ligne| one.besoins.contains(&ligne.besoin.besoin.id));
    let needs: Vec<_> = needs.map(|ligne| &ligne.besoin.besoin).collect();
    let actions = coverage.actions.values().filter(|action| action.fiche.objectif == Some(one.id)).count();
    let actions = i64::try_from(actions).unwrap_or(i64::MAX);
    ui::section::panel(html! {
        h2 { a href=(visit.workspace(&format!("projet/objectifs/{}", one.id))) { (one.titre) } }
        @if !one.cible.is_empty() { p { (one.cible) } }
        @if needs.is_empty() { p { "Aucun besoin n’y est rattaché." } } @else {
            p { "Répond à\u{a0}:" }
            ul { @for need in needs { li { (need.texte.titre) } } }
        }
        p { (francais::compte(actions, "action", "actions")) "." }
    })
}

pub(super) async fn one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = single(&visit, &app, id_of(&id)?, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn single(
    visit: &Visit,
    app: &App,
    id: Id<Objectif>,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let coverage = couverture(&mut app.db.read(&visit.ctx).await?).await?;
    let known = coverage.objectifs.iter().find(|one| one.id == id);
    let one = known.ok_or(WriteError::Inconnu("Cet objectif"))?;
    let served: Vec<_> =
        coverage.actions.values().filter(|action| action.fiche.objectif == Some(id)).collect();
    let at = visit.workspace(&format!("projet/objectifs/{id}"));
    let new = visit.workspace(&format!("projet/actions/nouvelle?objectif={id}"));
    let frame = ui::Frame {
        actions: visit
            .can(CONDUIRE)
            .then(|| html! { (Button::primary("Écrire une action pour cet objectif").href(new)) }),
        ..ROOM.below(visit, one.titre.clone(), &[("Actions", "actions"), ("Objectifs", "objectifs")])
    };
    let gone = button::post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Retirer"));
    let content = html! {
        @if !one.cible.is_empty() { p { (one.cible) } }
        section.section id="actions" {
            h2 { "Actions qui le servent" }
            @if served.is_empty() { p { "Aucune pour l’instant." } } @else {
                ul.plain-list { @for action in served { li { a href=(visit.workspace(&format!("projet/actions/{}", action.id))) { (action.fiche.titre) } } } }
            }
        }
        @if visit.can(CONDUIRE) {
            section.section id="modifier" { h2 { "Modifier" } (form(visit, &at, &coverage, Some(one), filled)) }
            (button::confirm("Retirer cet objectif", &one.titre, "Ses actions restent, sans objectif. Il peut être écrit de nouveau.", gone))
        }
    };
    Ok((frame, content))
}

fn form(visit: &Visit, to: &str, coverage: &Couverture, one: Option<&Objectif>, filled: &Filled) -> Markup {
    let needs = coverage.lignes.iter().map(|ligne| {
        let besoin = &ligne.besoin.besoin;
        let words =
            ligne.besoin.rang.map_or_else(|| "pas encore classé".to_owned(), |rang| format!("rang {rang}"));
        Choice::new(besoin.id.to_string(), besoin.texte.titre.to_string()).hint(words)
    });
    let needs = Field::checkboxes("besoins", "Besoins auxquels il répond", needs.collect());
    let ticked: BTreeSet<_> = one.map(|one| one.besoins.clone()).unwrap_or_default();
    let needs = ticked.iter().fold(needs, |field, id| field.value(id.to_string()));
    let text = |of: fn(&Objectif) -> &String| one.map(of).cloned().unwrap_or_default();
    ui::form(
        &visit.csrf,
        to,
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (Field::text("titre", "Objectif").required().maxlength(200).value(text(|one| &one.titre)).filled(filled))
            (Field::textarea("cible", "Ce qui aura changé, et quand", 2).hint("Facultatif.").value(text(|one| &one.cible)).filled(filled))
            @if coverage.lignes.is_empty() {
                p { "Aucun besoin n’est encore écrit au " a href=(visit.workspace("diagnostic/besoins")) { "diagnostic" } "." }
            } @else { (needs.filled(filled)) }
            div.actions { (Button::primary("Enregistrer l’objectif")) }
        },
    )
}

async fn write(
    visit: &Visit,
    app: &App,
    id: Option<Id<Objectif>>,
    fields: &Fields,
) -> Result<Id<Objectif>, WriteError> {
    let needs = fields.all("besoins").filter_map(|id| id.parse().ok()).collect();
    let words = (fields.get("titre"), fields.get("cible"));
    crate::write_objectif(&visit.ctx, &app.db, id, words, needs).await
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    match write(&visit, &app, None, &fields).await {
        Ok(id) => {
            let to = visit.workspace(&format!("projet/objectifs/{id}"));
            Ok(Redirect::to(to).done("L’objectif est écrit.").answer(&visit))
        }
        Err(error) => {
            let (frame, content) = page(&visit, &app, &fields.filled(&beside(error)?)).await?;
            Ok(visit.refused(frame, content))
        }
    }
}

pub(super) async fn rewrite(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    match write(&visit, &app, Some(id), &fields).await {
        Ok(_) => ROOM.done(&visit, &format!("objectifs/{id}"), "L’objectif est enregistré."),
        Err(error) => {
            let (frame, content) = single(&visit, &app, id, &fields.filled(&beside(error)?)).await?;
            Ok(visit.refused(frame, content))
        }
    }
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_objectif(&visit.ctx, &app.db, id_of(&id)?, true).await;
    ROOM.after(&visit, "objectifs", "L’objectif est retiré.", gone)
}

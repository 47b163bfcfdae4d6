//! One action sheet: reading it, writing it, taking it off the list.

mod fait;
mod formulaire;

use super::{ROOM, atlas, beside};
use crate::action::{Action, Fiche};
use crate::couverture::Couverture;
use crate::droits::CONDUIRE;
use crate::missions::{self, Mission};
use crate::{WriteError, couverture, texte};
use axum::extract::{Path, State};
use comptes::Noms;
use formulaire::{Choix, form, read};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Field, Filled, Tone, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let id = id_of(&id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(&app, &mut tx).await?;
    let action = crate::action(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette action"))?;
    let coverage = couverture(&mut tx).await?;
    let names = Noms::read(&mut tx, action.fiche.responsable.into_iter().collect()).await?;
    let done = if visit.can(actes::VOIR) { Some(crate::realise(&mut tx, id).await?) } else { None };
    drop(tx);
    let known = missions::missions(&etat.law, kernel::today(visit.ctx.now)).unwrap_or_default();
    let may = visit.can(CONDUIRE) && action.retrait.is_none();
    let edit = visit.workspace(&format!("projet/actions/{id}/modifier"));
    let frame = ui::Frame {
        actions: may
            .then(|| html! { (Button::primary("Modifier").about(action.fiche.titre.clone()).href(edit)) }),
        ..ROOM.below(&visit, action.fiche.titre.clone(), &[("Actions", "actions")])
    };
    let content = html! {
        (sheet(&visit, &action, &coverage, &known, &names))
        @if let Some(done) = &done { (fait::done(&visit, &action.fiche, done)) }
        @if visit.can(CONDUIRE) { (leaving(&visit, &action)) }
    };
    Ok(visit.page(&frame, content))
}

fn sheet(visit: &Visit, action: &Action, coverage: &Couverture, known: &[Mission], names: &Noms) -> Markup {
    let fiche = &action.fiche;
    let list = |items: &[String]| html! { @if items.is_empty() { "—" } @else { ul { @for item in items { li { (item) } } } } };
    let facts = [
        ("Mission", html! { (missions::libelle(known, &fiche.mission)) }),
        (
            "Responsable",
            html! { @match fiche.responsable { Some(id) => (names.of(Some(id))), None => "à désigner" } },
        ),
        ("Calendrier", html! { (crate::calendrier::span(fiche.debut, fiche.fin)) }),
        ("Avancement", html! { (ui::status::status(fiche.avancement.tone(), fiche.avancement.libelle())) }),
        (
            "Budget",
            html! { @match fiche.budget_cents { Some(cents) => (francais::euros(cents)), None => "non chiffré" } },
        ),
        ("Partenaires", list(&fiche.partenaires)),
        ("Indicateurs", list(&fiche.indicateurs)),
    ];
    html! {
        @if let Some(retrait) = &action.retrait {
            (ui::alert::alert(Tone::Warning, html! { "Retirée le " (francais::date(kernel::today(retrait.le))) "\u{a0}: " (retrait.motif) }))
        }
        (ui::definitions::definitions(&facts))
        @if !fiche.description.is_empty() { section.section id="description" { h2 { "Ce qui est fait" } (texte::show(&fiche.description)) } }
        (why(visit, action, coverage))
    }
}

/// The needs and the aims that it answers.
fn why(visit: &Visit, action: &Action, coverage: &Couverture) -> Markup {
    let goal = coverage.objectifs.iter().find(|one| Some(one.id) == action.fiche.objectif);
    let needs = coverage
        .lignes
        .iter()
        .filter(|ligne| ligne.objectifs.iter().any(|(one, _)| Some(one.id) == goal.map(|goal| goal.id)));
    let needs: Vec<_> = needs.map(|ligne| &ligne.besoin.besoin).collect();
    let aims = coverage.visees.iter().filter(|(visee, _)| action.fiche.visees.contains(&visee.id));
    let aims: Vec<_> = aims.map(|(visee, _)| visee).collect();
    html! {
        section.section id="pourquoi" {
            h2 { "À quoi elle répond" }
            @match goal {
                Some(goal) => p { "Objectif\u{a0}: " a href=(visit.workspace(&format!("projet/objectifs/{}", goal.id))) { (goal.titre) } },
                None => p { "Cette action ne sert aucun objectif." },
            }
            @if needs.is_empty() {
                (ui::alert::alert(Tone::Warning, "Cette action ne répond à aucun besoin du diagnostic."))
            } @else {
                ul.plain-list { @for one in needs { li { a href=(visit.workspace(&format!("diagnostic/besoins/{}", one.id))) { (one.texte.titre) } } } }
            }
            @if !aims.is_empty() {
                p { "Objectifs du projet régional de santé\u{a0}:" }
                ul { @for aim in aims { li { (aim.code) " " (aim.libelle) } } }
            }
        }
    }
}

fn leaving(visit: &Visit, action: &Action) -> Markup {
    let at = |part: &str| visit.workspace(&format!("projet/actions/{}/{part}", action.id));
    html! {
        @if action.retrait.is_some() {
            (button::post_button(&visit.csrf, &at("reprise"), &[], &Button::secondary("Remettre sur la liste")))
        } @else {
            details {
                summary { "Retirer cette action" }
                (ui::form(&visit.csrf, &at("retrait"), ui::Method::Post, html! {
                    (Field::textarea("motif", "Pourquoi", 2).hint("L’action reste consultable, avec ce motif. Elle peut revenir sur la liste.").required())
                    div.actions { (Button::danger("Retirer l’action")) }
                }))
            }
        }
    }
}

pub(super) async fn blank(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let choices = Choix::load(&visit, &app, None).await?;
    let filled = match fields.get("objectif") {
        "" => Filled::new(),
        id => Filled::new().value("objectif", id),
    };
    let frame = ROOM.below(&visit, "Écrire une action", &[("Actions", "actions")]);
    let action = visit.workspace("projet/actions/nouvelle");
    Ok(visit.page(&frame, form(&visit, &action, &choices, None, &filled)))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(fiche) => {
            let law = law(&app, &visit).await?;
            match crate::write_action(&visit.ctx, &app.db, &law.law, fiche).await {
                Ok(id) => {
                    let to = visit.workspace(&format!("projet/actions/{id}"));
                    return Ok(Redirect::to(to).done("L’action est sur la liste.").answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let choices = Choix::load(&visit, &app, None).await?;
    let frame = ROOM.below(&visit, "Écrire une action", &[("Actions", "actions")]);
    let action = visit.workspace("projet/actions/nouvelle");
    Ok(visit.refused(frame, form(&visit, &action, &choices, None, &fields.filled(&errors))))
}

async fn law(app: &App, visit: &Visit) -> Result<std::sync::Arc<territoire::atlas::Etat>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    Ok(atlas(app, &mut tx).await?)
}

pub(super) async fn edit(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = editing(&visit, &app, id_of(&id)?, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn editing(
    visit: &Visit,
    app: &App,
    id: Id<Action>,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let action = crate::action(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette action"))?;
    drop(tx);
    let choices = Choix::load(visit, app, Some(&action)).await?;
    let mut frame = ROOM.below(visit, "Modifier l’action", &[("Actions", "actions")]);
    frame
        .breadcrumb
        .push(ui::Crumb::new(action.fiche.titre.clone(), visit.workspace(&format!("projet/actions/{id}"))));
    let to = visit.workspace(&format!("projet/actions/{id}/modifier"));
    Ok((frame, form(visit, &to, &choices, Some(&action), filled)))
}

pub(super) async fn rewrite(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(fiche) => match keep(&visit, &app, id, &fields, fiche).await {
            Ok(()) => {
                let to = visit.workspace(&format!("projet/actions/{id}"));
                return Ok(Redirect::to(to).done("L’action est enregistrée.").answer(&visit));
            }
            Err(error @ WriteError::FicheChangee) => FieldErrors::one("", error),
            Err(error) => beside(error)?,
        },
    };
    let (frame, content) = editing(&visit, &app, id, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

async fn keep(
    visit: &Visit,
    app: &App,
    id: Id<Action>,
    fields: &Fields,
    fiche: Fiche,
) -> Result<(), WriteError> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    drop(tx);
    let lue = fields.get("version").parse().unwrap_or(0);
    crate::rewrite_action(&visit.ctx, &app.db, &etat.law, (id, lue), fiche).await
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let gone = crate::withdraw_action(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await;
    ROOM.after(&visit, &format!("actions/{id}"), "L’action est retirée de la liste.", gone)
}

pub(super) async fn restore(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let back = crate::restore_action(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &format!("actions/{id}"), "L’action est de nouveau sur la liste.", back)
}

//! One act: what it says, what corrected it, and the forms that correct or cancel it.

use super::form;
use crate::actions::{ActionProposee, actions};
use crate::{Acte, CORRIGER, WriteError, correct::correct as correct_act, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Crumb, Field, Filled, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    acte: Acte,
    correction: Option<Acte>,
    /// The actions that can be chosen, and the one that this act names.
    actions: Vec<ActionProposee>,
}

impl Shown {
    /// The action that the act names.
    fn action(&self) -> Option<&ActionProposee> {
        let named = self.acte.fait.action?;
        self.actions.iter().find(|one| one.id == named)
    }
}

async fn load(app: &App, visit: &Visit, id: &str) -> Result<Shown, Problem> {
    let id: Id<Acte> = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let acte = store::acte(&mut tx, id).await?.ok_or(WriteError::Inconnu)?;
    let correction = store::correction_of(&mut tx, id).await?;
    let mut actions = actions(app, &mut tx).await?;
    if let Some(id) = acte.fait.action.filter(|id| actions.iter().all(|one| one.id != *id)) {
        let chemin = format!("projet/actions/{id}");
        actions.push(ActionProposee { id, titre: "Action retirée du projet de santé".to_owned(), chemin });
    }
    Ok(Shown { acte, correction, actions })
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let shown = load(&app, &visit, &id).await?;
    let filled = filled(&shown.acte);
    Ok(visit.page(&frame(&visit, &shown), page(&visit, &shown, &filled)))
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let shown = load(&app, &visit, &id).await?;
    match form::read(&fields, shown.acte.fait.auteur, &shown.actions, shown.acte.fait.genre) {
        Ok(fait) => write(&app, &visit, &shown, Some(fait), &fields).await,
        Err(errors) => {
            Ok(visit.refused(frame(&visit, &shown), page(&visit, &shown, &fields.filled(&errors))))
        }
    }
}

pub(super) async fn cancel(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let shown = load(&app, &visit, &id).await?;
    write(&app, &visit, &shown, None, &fields).await
}

async fn write(
    app: &App,
    visit: &Visit,
    shown: &Shown,
    fait: Option<crate::acte::Fait>,
    fields: &Fields,
) -> Answer {
    let cancelled = fait.is_none();
    let mut tx = app.db.begin(&visit.ctx).await?;
    match correct_act(&mut tx, shown.acte.id, fait, fields.get("motif")).await {
        Ok(new) => {
            tx.commit().await?;
            let sentence = if cancelled { "L’acte est annulé." } else { "L’acte est corrigé." };
            Ok(Redirect::to(visit.workspace(&format!("actes/{new}"))).done(sentence).answer(visit))
        }
        Err(WriteError::Refus(refus)) => {
            let errors = FieldErrors::one(form::field_of(&refus), &refus);
            let filled =
                if cancelled { add_errors(filled(&shown.acte), &errors) } else { fields.filled(&errors) };
            Ok(visit.refused(frame(visit, shown), page(visit, shown, &filled)))
        }
        Err(other) => Err(other.into()),
    }
}

fn add_errors(filled: Filled, errors: &FieldErrors) -> Filled {
    errors.iter().fold(filled, |filled, (name, sentence)| filled.error(name, sentence))
}

fn filled(acte: &Acte) -> Filled {
    let fait = &acte.fait;
    Filled::new()
        .value("intitule", &fait.intitule)
        .value("jour", fait.jour.to_string())
        .value("mission", fait.mission.code())
        .value("genre", fait.genre.map_or("", crate::Genre::code))
        .value("theme", &fait.theme)
        .value("action", fait.action.map(|id| id.to_string()).unwrap_or_default())
        .value("minutes", fait.minutes.to_string())
        .value("personnes", fait.personnes.to_string())
        .value("commune", fait.commune.map(|code| code.to_string()).unwrap_or_default())
}

fn frame(visit: &Visit, shown: &Shown) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![Crumb::new("Actes", visit.workspace("actes"))],
        ..visit.frame(shown.acte.fait.intitule.clone())
    }
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let Shown { acte, correction, actions } = shown;
    let id = acte.id;
    let reason = Field::text("motif", "Pourquoi")
        .required()
        .hint("La ligne d’origine reste au registre, avec ce motif.")
        .filled(filled);
    html! {
        @if let Some(new) = correction {
            (ui::alert::alert(Tone::Warning, html! {
                "Cette ligne ne compte plus : elle a été corrigée le " (francais::date(new.fait.jour)) ". "
                a href=(visit.workspace(&format!("actes/{}", new.id))) { "Voir la ligne qui la remplace" }
            }))
        }
        (facts(visit, shown))
        @if correction.is_none() && visit.can(CORRIGER) {
            details open[filled.is_refused()] {
                summary { "Corriger ou annuler cet acte" }
                (ui::form(&visit.csrf, &visit.workspace(&format!("actes/{id}/correction")), ui::Method::Post, html! {
                    (form::fields(filled, actions, acte.fait.genre)) (reason)
                    div.actions { (Button::primary("Enregistrer la correction")) }
                }))
                (ui::form(&visit.csrf, &visit.workspace(&format!("actes/{id}/annulation")), ui::Method::Post, html! {
                    (Field::text("motif", "Il n’a pas eu lieu : pourquoi").id("motif-annulation").required())
                    div.actions { (Button::danger("Annuler cet acte")) }
                }))
            }
        }
    }
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let acte = &shown.acte;
    let fait = &acte.fait;
    let mut facts = vec![
        ("Mission", html! { (fait.mission.label()) }),
        ("Jour", html! { (francais::date(fait.jour)) }),
        (
            "Genre",
            html! { @match fait.genre { Some(genre) => (genre.label()), None => "—" } @if !fait.theme.is_empty() { " · " (fait.theme) } },
        ),
        (
            "Action",
            html! { @match shown.action() { Some(one) => a href=(visit.workspace(&one.chemin)) { (one.titre) }, None => "—" } },
        ),
        ("Durée", html! { (francais::duree(fait.minutes.into())) }),
        ("Personnes touchées", html! { (francais::nombre(fait.personnes.into())) }),
        ("Commune", html! { @match fait.commune { Some(code) => (code), None => "—" } }),
        (
            "Preuve",
            html! { @if acte.source.0 == "actes" { "notée à la main" } @else { (acte.source.0) " " (acte.source.1) } },
        ),
    ];
    if let Some(correction) = &acte.corrige {
        let words = if correction.annule { "annule" } else { "corrige" };
        facts.push(("Correction", html! {
            (words) " " a href=(visit.workspace(&format!("actes/{}", correction.acte))) { "une ligne antérieure" } " : " (correction.motif)
        }));
    }
    ui::definitions::definitions(&facts)
}

//! The amendments of the contract.

use super::texte::{population, population_fields, population_filled, population_said};
use super::{Salle, end, nothing};
use crate::contrat::{Avenant, Clause};
use crate::droits::MODIFIER;
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone,
    form::{fieldset, row},
    francais,
};
use web::{Answer, App, FieldErrors, Fields, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &salle, &Filled::new())))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok((le, clause)) => {
            let done = crate::amend(&visit.ctx, &app.db, &salle.law, contrat, le, clause).await;
            match end(&visit, salle.path(&visit, "avenants"), done.map(|_| "L’avenant est noté.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    Ok(visit.refused(frame(&visit), page(&visit, &salle, &fields.filled(&errors))))
}

/// An amendment of a form; its population counts when a number of inhabitants is given.
pub(super) fn read(fields: &Fields) -> Result<(Date, Clause), FieldErrors> {
    let mut reader = fields.reader();
    let le: Option<Date> = reader.required("le");
    let signe_le: Option<Date> = reader.optional("signe_le");
    let version: Option<String> = reader.optional("version");
    let population = if fields.has("habitants") { Some(population(fields, &mut reader)) } else { None };
    let clause = Clause {
        objet: fields.get("objet").to_owned(),
        texte: fields.get("texte").to_owned(),
        version,
        population: population.flatten(),
        signe_le,
    };
    reader.finish(le.map(|le| (le, clause)))
}

/// An amendment in a form.
pub(super) fn standing(avenant: &Avenant) -> Filled {
    let filled = Filled::new()
        .value("lu", avenant.lecture())
        .value("le", avenant.le.to_string())
        .value("objet", &avenant.clause.objet)
        .value("texte", &avenant.clause.texte)
        .value("version", avenant.clause.version.clone().unwrap_or_default());
    let filled = super::day(filled, "signe_le", avenant.clause.signe_le);
    match &avenant.clause.population {
        Some(population) => population_filled(filled, population),
        None => filled,
    }
}

/// The fields of an amendment.
pub(super) fn inputs(salle: &Salle, filled: &Filled) -> Markup {
    let mut versions = vec![Choice::new("", "Inchangée")];
    versions
        .extend(salle.accord.versions().map(|(one, _)| Choice::new(one.id.to_string(), one.libelle.clone())));
    html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        @if let Some(lu) = filled.get("lu") { (ui::form::hidden("lu", lu)) }
        (row(html! {
            (Field::date("le", "Prend effet le").hint("Un seul avenant par jour.").required().filled(filled))
            (Field::date("signe_le", "Signé par les trois parties le").hint("Laisser vide tant qu’il est en préparation\u{a0}: il ne change rien, et l’ARS et la CPAM ne le voient pas.").filled(filled))
        }))
        (Field::text("objet", "Objet").hint("Par exemple «\u{a0}Mission qualité\u{a0}» ou «\u{a0}Passage en taille 2\u{a0}».").required().filled(filled))
        (Field::textarea("texte", "Ce qu’il change", 4).hint("Mission nouvelle, objectifs, calendrier. Une mission nouvelle se note aussi dans «\u{a0}Missions\u{a0}», un montant dans «\u{a0}Montants\u{a0}».").filled(filled))
        (Field::select("version", "Nouvelle version de l’ACI", versions).filled(filled))
        (fieldset("Nouvelle population couverte (laisser vide si elle ne change pas)", optional(filled)))
    }
}

/// The fields of a population that may stay as it is.
fn optional(filled: &Filled) -> Markup {
    population_fields(filled, false)
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some(
            "Nouvelle mission, nouveaux objectifs, nouvelle population, nouvelle version de l’ACI.".into(),
        ),
        ..visit.frame("Avenants au contrat")
    }
}

fn page(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let Some(contrat) = &salle.contrat else {
        return html! { (salle.onglets(visit, "avenants")) (nothing(visit)) };
    };
    let columns = vec![
        Column::text("Prend effet le"),
        Column::text("Objet"),
        Column::text("Ce qu’il change"),
        Column::actions(),
    ];
    let rows = contrat.avenants.iter().map(|avenant| line(visit, salle, avenant));
    let empty = ui::empty::empty(
        Icon::Document,
        "Aucun avenant",
        "Le contrat s’applique tel qu’il a été signé.",
        None,
    );
    html! {
        (salle.onglets(visit, "avenants"))
        (Table::new("avenants", "Avenants", columns).rows(rows.collect()).empty(empty))
        @if visit.can(MODIFIER) && contrat.signature.is_some() {
            details #nouveau open[filled.is_refused()] {
                summary { "Noter un avenant" }
                (ui::form(&visit.csrf, &visit.workspace("contrat/avenants"), Method::Post, html! {
                    (inputs(salle, filled))
                    div.actions { (Button::primary("Noter l’avenant")) }
                }))
            }
        }
    }
}

fn line(visit: &Visit, salle: &Salle, avenant: &Avenant) -> Row {
    let clause = &avenant.clause;
    let path = salle.path(visit, &format!("avenants/{}", avenant.id));
    Row::new(vec![
        html! { div { (francais::date(avenant.le)) @if !avenant.is_signed() { " " (ui::status::badge(Tone::Warning, "en préparation")) } } },
        html! { (clause.objet) },
        html! {
            @if let Some(version) = &clause.version { p { "Version\u{a0}: " (salle.accord.label(version)) } }
            @if let Some(population) = &clause.population { p { (population_said(population)) } }
            @for line in clause.texte.lines() { p { (line) } }
        },
        html! { @if visit.can(MODIFIER) { (Button::secondary("Corriger").small().about(clause.objet.clone()).href(path)) } },
    ])
}

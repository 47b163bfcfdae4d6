//! Settings of the accounts: the SIREN, usual accounts, the chart.

use super::ROOM;
use crate::droits::TENIR;
use crate::plan;
use crate::reglages::{COMPTES, Reglages};
use crate::store;
use axum::extract::State;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::form::Width;
use ui::{Button, Column, Field, Filled, Row, Table};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let content = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame(&visit), content))
}

fn frame(visit: &Visit) -> ui::Frame {
    let lead =
        "Ce que demande le fichier des écritures comptables, et les comptes que votre comptable emploie.";
    ui::Frame { lead: Some(lead.into()), ..visit.frame("Réglages comptables") }
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let known = Reglages::read(&store::reglages::reglages(&mut tx).await?).unwrap_or_default();
    let changes = store::reglages::comptes(&mut tx).await?;
    let siren = known.siren.map(|siren| siren.to_string()).unwrap_or_default();
    let accounts = [&known.banque, &known.aci, &known.aides, &known.cotisations, &known.indemnites];
    let rows = plan::comptes(&changes).into_iter().map(|one| {
        let own = if changes.contains(&one) { "ajouté ici" } else { "liste usuelle" };
        Row::new(vec![html! { (one.numero) }, html! { (one.libelle) }, html! { (own) }])
    });
    let columns = vec![Column::text("Compte"), Column::text("Intitulé"), Column::text("D’où il vient")];
    Ok(html! {
        (ROOM.tabs(visit, "reglages"))
        @if visit.can(TENIR) {
            (ui::form(&visit.csrf, &visit.workspace("budget/reglages"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::text("siren", "SIREN de l’association").hint("Neuf chiffres\u{a0}; les neuf premiers du SIRET.").width(Width::Short).value(siren).filled(filled))
                @for ((cle, words, _), compte) in COMPTES.iter().zip(accounts) {
                    (Field::text(*cle, format!("Compte\u{a0}: {words}")).width(Width::Short).value(compte.clone()).filled(filled))
                }
                div.actions { (Button::primary("Enregistrer les réglages")) }
            }))
            (ui::section::section("compte", "Ajouter ou renommer un compte", ui::form(&visit.csrf, &visit.workspace("budget/reglages/comptes"), ui::Method::Post, html! {
                (ui::form::row(html! {
                    (Field::text("numero", "Numéro").width(Width::Short).required().filled(filled))
                    (Field::text("libelle", "Intitulé").maxlength(200).required().filled(filled))
                }))
                div.actions { (Button::secondary("Enregistrer le compte")) }
            })))
        }
        (Table::new("plan", "Plan comptable", columns).rows(rows.collect()).filter("Chercher un compte"))
        p { small { (plan::SOURCE) } }
    })
}

pub(super) async fn set(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let names = std::iter::once("siren").chain(COMPTES.iter().map(|(cle, ..)| *cle));
    let typed: BTreeMap<String, String> =
        names.map(|name| (name.to_owned(), fields.get(name).to_owned())).collect();
    match crate::set_reglages(&visit.ctx, &app.db, &typed).await {
        Ok(()) => ROOM.done(&visit, "reglages", "Les réglages sont enregistrés."),
        Err(error) => {
            let content = page(&visit, &app, &fields.filled(&error.beside()?)).await?;
            Ok(visit.refused(frame(&visit), content))
        }
    }
}

pub(super) async fn name(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    match crate::name_compte(&visit.ctx, &app.db, fields.get("numero"), fields.get("libelle")).await {
        Ok(()) => ROOM.done(&visit, "reglages", "Le compte est enregistré."),
        Err(error) => {
            let content = page(&visit, &app, &fields.filled(&error.beside()?)).await?;
            Ok(visit.refused(frame(&visit), content))
        }
    }
}

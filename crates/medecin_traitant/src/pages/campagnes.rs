//! Doctors who stop: their patients enter together, and how far each campaign is.

use super::importer::link;
use super::{ROOM, beside};
use crate::droits::{SAISIR, VOIR};
use crate::store::{demandes, medecins};
use crate::{Campagne, Medecin, Phase, WriteError, open_campagne};
use axum::extract::State;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::actions;
use ui::progress::progress;
use ui::{Button, Choice, Column, Field, Filled, Frame, Method, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/campagnes", SAISIR, show).post(
        "/{cpts}/espace/medecin-traitant/campagnes",
        SAISIR,
        open,
    )
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let content = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame(&visit), content))
}

fn frame(visit: &Visit) -> Frame {
    let above = [("Médecins", "medecins")];
    ROOM.below(visit, "Départs de médecins", if visit.can(VOIR) { &above } else { &[] })
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let doctors = medecins::medecins(&mut tx).await?;
    let mut rows = Vec::new();
    for one in medecins::campagnes(&mut tx).await? {
        rows.push(row(visit, &one, &demandes::de_campagne(&mut tx, one.id).await?));
    }
    drop(tx);
    let columns =
        vec![Column::text("Médecin"), Column::text("Arrêt"), Column::text("Avancement"), Column::actions()];
    let known = doctors.iter().map(|one| Choice::new(one.id.to_string(), one.nom.clone()));
    let doctors = std::iter::once(Choice::new("", "Un autre médecin")).chain(known).collect();
    Ok(html! {
        (ROOM.tabs(visit, "medecins"))
        p { "Un médecin s’arrête\u{a0}: ses patients entrent ensemble dans la liste, avec le critère «\u{a0}départ\u{a0}»." }
        @if !rows.is_empty() { (Table::new("campagnes", "Départs", columns).rows(rows)) }
        (ui::section::section("nouveau", "Un médecin s’arrête", ui::form(&visit.csrf, &ROOM.at(visit, "campagnes"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (Field::select("medecin", "Médecin", doctors).filled(filled))
            (Field::text("nom", "Son nom, s’il n’est pas dans la liste").hint("Par exemple\u{a0}: Dr Claire Roche.").maxlength(200).filled(filled))
            (Field::date("depart_le", "Il s’arrête le").required().filled(filled))
            (actions(html! { (Button::primary("Continuer\u{a0}: donner la liste des patients")) }))
        })))
    })
}

fn row(visit: &Visit, one: &Campagne, phases: &[(Phase, u32)]) -> Row {
    let all: u32 = phases.iter().map(|(_, n)| n).sum();
    let waiting = |phase: Phase| matches!(phase, Phase::AVerifier | Phase::Attente);
    let left: u32 = phases.iter().filter(|(phase, _)| waiting(*phase)).map(|(_, n)| n).sum();
    let words = format!("{} sur {all} ne cherchent plus", all - left);
    Row::new(vec![
        html! { (one.nom) },
        html! { (francais::date(one.depart_le)) },
        html! { @if all == 0 { "Aucun patient encore" } @else { (progress(&format!("p-{}", one.id), &words, all - left, all)) } },
        html! { a href=(link(visit, one.id)) { "Ajouter des patients" span.visually-hidden { " de " (one.nom) } } },
    ])
}

async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let medecin: Option<Id<Medecin>> = reader.optional("medecin");
    let depart: Option<Date> = reader.required("depart_le");
    if medecin.is_none() && !fields.has("nom") {
        reader.refuse("nom", "Choisissez un médecin, ou écrivez son nom.");
    }
    let errors = match reader.finish(depart) {
        Err(errors) => errors,
        Ok(depart) => {
            let id = fields.key(&visit);
            match open_campagne(&visit.ctx, &app.db, id, medecin, fields.get("nom"), depart).await {
                Ok(one) => return Ok(Redirect::to(link(&visit, one.id)).answer(&visit)),
                Err(error @ WriteError::Inconnu(_)) => web::FieldErrors::one("medecin", error),
                Err(error) => beside(error)?,
            }
        }
    };
    let content = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame(&visit), content))
}

//! One motif of the guide: its words, who takes it at which age, which slots it needs, its own questions; adding, removing.

use super::ROOM;
use super::guide::{Lu, keep, saved, why};
use super::guide_motif_champs::{champs, prefill, read};
use crate::droits::GUIDER;
use crate::guide::{Motif, code};
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::button::confirm;
use ui::{Button, Field, Filled, Frame, Method};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

/// The end of the address of a motif that is not there yet.
const NOUVEAU: &str = "nouveau";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/soins-non-programmes/guide/motifs/{motif}", GUIDER, show)
        .post("/{cpts}/espace/soins-non-programmes/guide/motifs/{motif}", GUIDER, send)
        .post("/{cpts}/espace/soins-non-programmes/guide/motifs/{motif}/retrait", GUIDER, remove)
}

/// Codes that a motif and a question have or had: what was kept of a request under one is not read as another.
pub(super) fn taken(lu: &Lu) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let guides = || lu.versions.iter().map(|one| &one.guide);
    let motifs = guides().flat_map(|one| &one.motifs).map(|one| one.code.as_str()).chain([NOUVEAU]);
    (motifs.collect(), guides().flat_map(|one| one.alarmes()).map(|one| one.code.as_str()).collect())
}

/// The motif of an address; none for a new one.
fn find<'a>(lu: &'a Lu, part: &str) -> Result<Option<&'a Motif>, Problem> {
    if part == NOUVEAU {
        return Ok(None);
    }
    lu.now.guide.motif(part).map(Some).ok_or_else(Problem::not_found)
}

fn frame(visit: &Visit, one: Option<&Motif>) -> Frame {
    let title = one.map_or_else(|| "Nouveau motif".to_owned(), |one| one.libelle.clone());
    ROOM.below(visit, title, &[("Guide d’orientation", "guide")])
}

fn page(visit: &Visit, lu: &Lu, one: Option<&Motif>, filled: &Filled) -> Markup {
    let part = one.map_or(NOUVEAU, |one| one.code.as_str());
    let here = ROOM.at(visit, &format!("guide/motifs/{part}"));
    html! {
        (ROOM.tabs(visit, "guide"))
        (ui::form(&visit.csrf, &here, Method::Post, html! {
            (ui::form::error_summary(filled))
            (champs(filled))
            (why(lu, filled))
        }))
        @if let Some(one) = one { (removal(visit, lu, one, &here)) }
    }
}

fn removal(visit: &Visit, lu: &Lu, one: &Motif, here: &str) -> Markup {
    let form = ui::form(
        &visit.csrf,
        &format!("{here}/retrait"),
        Method::Post,
        html! {
            (ui::form::hidden("version", &lu.now.numero.to_string()))
            (Field::text("note", "Pourquoi\u{202f}?").id("note-retrait").required().maxlength(200))
            (Button::danger("Retirer ce motif"))
        },
    );
    let question =
        "Les demandes déjà notées avec ce motif restent comptées. Les suivantes prendront un autre motif.";
    confirm("Retirer ce motif", &one.libelle, question, form)
}

async fn show(visit: Visit, State(app): State<App>, Path((_, part)): Path<(String, String)>) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let one = find(&lu, &part)?;
    Ok(visit.page(&frame(&visit, one), page(&visit, &lu, one, &prefill(one))))
}

async fn send(
    visit: Visit,
    State(app): State<App>,
    Path((_, part)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let one = find(&lu, &part)?;
    let (motifs, questions) = taken(&lu);
    let errors = match read(&fields, &questions) {
        Ok(read) => {
            let code = one.map_or_else(|| code(&read.libelle, &motifs), |one| one.code.clone());
            let guide = lu.now.guide.clone().with_motif(Motif { code, ..read });
            match keep(&visit, &app, &fields, guide).await? {
                Ok(numero) => return saved(&visit, numero),
                Err(errors) => errors,
            }
        }
        Err(errors) => errors,
    };
    Ok(visit.refused(frame(&visit, one), page(&visit, &lu, one, &fields.filled(&errors))))
}

async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, part)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let one = find(&lu, &part)?.ok_or_else(Problem::not_found)?;
    let guide = lu.now.guide.clone().without_motif(&one.code);
    match keep(&visit, &app, &fields, guide).await? {
        Ok(numero) => saved(&visit, numero),
        Err(errors) => {
            let words: Vec<String> = errors.iter().map(|(_, words)| words.to_owned()).collect();
            let errors = FieldErrors::one("", words.join(" "));
            let filled =
                errors.iter().fold(prefill(Some(one)), |filled, (name, words)| filled.error(name, words));
            Ok(visit.refused(frame(&visit, Some(one)), page(&visit, &lu, Some(one), &filled)))
        }
    }
}

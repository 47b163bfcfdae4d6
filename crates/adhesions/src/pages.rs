//! The room « Adhésions » of the workspace, the public form, the page of a reminder.

mod champs;
mod conventions;
mod cotisations;
mod export;
mod import;
mod liste;
mod modifier;
mod moi;
mod nouveau;
mod paiements;
mod reglages;
mod rejoindre;
mod routes;
mod textes;
mod une;

use crate::droits::{COTISER, VOIR};
use crate::{Phase, WriteError};
use kernel::{Id, Right};
use maud::{Markup, html};
pub(crate) use routes::routes;
use ui::tabs::{Tab, tabs};
use ui::{Crumb, Tone, francais};
use web::{Answer, FieldErrors, Fields, Problem, Redirect, Visit};

/// The parts of the room that the visitor may open; `current` is the last segment of the one that is shown.
fn onglets(visit: &Visit, current: &str) -> Markup {
    const PARTS: [(&str, &str, Right); 6] = [
        ("Adhérents", "", VOIR),
        ("Cotisations", "cotisations", VOIR),
        ("Textes", "textes", VOIR),
        ("Conventions", "conventions", VOIR),
        ("Collèges et tarifs", "reglages", VOIR),
        ("Import HelloAsso", "import", COTISER),
    ];
    let all: Vec<Tab> = PARTS
        .iter()
        .filter(|(.., right)| visit.can(*right))
        .map(|(words, part, _)| Tab::new(*words, at(visit, part), *part == current))
        .collect();
    tabs("Parties des adhésions", &all)
}

/// The address of a part of the room.
fn at(visit: &Visit, part: &str) -> String {
    if part.is_empty() { visit.workspace("adhesions") } else { visit.workspace(&format!("adhesions/{part}")) }
}

/// A page below the list.
fn below(visit: &Visit, title: impl Into<ui::Text>, crumbs: &[(String, String)]) -> ui::Frame {
    let mut breadcrumb = vec![Crumb::new("Adhésions", at(visit, ""))];
    breadcrumb.extend(crumbs.iter().map(|(words, part)| Crumb::new(words.clone(), at(visit, part))));
    ui::Frame { breadcrumb, ..visit.frame(title) }
}

/// The sentences of a refusal beside their fields; what is no refusal of a form is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    let mut errors = FieldErrors::default();
    match error {
        WriteError::Saisie(faults) => faults.0.iter().for_each(|one| errors.add(one.champ, &one.pourquoi)),
        WriteError::Piece(::pieces::KeepError::Refus(refus)) => errors.add("piece", refus),
        WriteError::Fichier(refus) => errors.add("fichier", refus),
        refus @ (WriteError::DejaConnu(_) | WriteError::PasPossible(_)) => errors.add("", refus),
        other => return Err(other.into()),
    }
    Ok(errors)
}

/// After a verb that has no form to show again.
fn done<T>(visit: &Visit, part: &str, sentence: impl Into<String>, result: Result<T, WriteError>) -> Answer {
    let to = Redirect::to(at(visit, part));
    match result {
        Ok(_) => Ok(to.done(sentence).answer(visit)),
        Err(
            error @ (WriteError::Saisie(_)
            | WriteError::DejaConnu(_)
            | WriteError::DejaNote
            | WriteError::DejaDecide
            | WriteError::SaPropreDemande
            | WriteError::PasPossible(_)
            | WriteError::FicheChangee),
        ) => Ok(to.refused(error.to_string()).answer(visit)),
        Err(other) => Err(other.into()),
    }
}

/// The id that a form carries: sent twice, it is kept once. One that came without is given one.
fn key_of<T>(visit: &Visit, fields: &Fields) -> Id<T> {
    fields.get("cle").parse().unwrap_or_else(|_| visit.ctx.id())
}

/// The hidden field that [`key_of`] reads; a form shown again keeps its own.
fn key(visit: &Visit, filled: &ui::Filled) -> Markup {
    let kept = filled.get("cle").filter(|text| !text.is_empty()).map(str::to_owned);
    ui::form::hidden("cle", &kept.unwrap_or_else(|| visit.ctx.id::<()>().to_string()))
}

/// The id of an address, or a page that does not exist.
fn id_of<T>(text: &str) -> Result<Id<T>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// How a state looks.
const fn tone(phase: Phase) -> Tone {
    match phase {
        Phase::Adherent => Tone::Success,
        Phase::Demande => Tone::Warning,
        Phase::Sorti | Phase::Refuse => Tone::Neutral,
    }
}

/// The paragraphs of a text.
fn paragraphs(text: &str) -> Markup {
    html! {
        @for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
            p { @for (rank, line) in part.lines().enumerate() { @if rank > 0 { br; } (line) } }
        }
    }
}

/// « 12 mars 2026 », of an instant.
fn jour(instant: jiff::Timestamp) -> String {
    francais::date(crate::calendrier::today(instant))
}

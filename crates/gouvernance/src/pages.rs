//! The room « Gouvernance » of the workspace, and the pages of its tap links.

mod accueil;
mod bulletin;
mod consultations;
mod elus;
mod export;
mod instances;
mod interets;
mod lien;
mod mandats;
mod papier;
mod pieces;
mod routes;
mod scrutin;
mod seance;
mod seances;
mod voter;

use crate::WriteError;
use adhesions::Adherent;
use kernel::Id;
use maud::{Markup, html};
pub(crate) use routes::routes;
use std::collections::BTreeMap;
use ui::tabs::{Tab, tabs};
use ui::{Choice, Crumb};
use web::{Answer, FieldErrors, Fields, Problem, Redirect, Visit};

/// The parts of the room.
fn onglets(visit: &Visit, current: &str) -> Markup {
    const PARTS: [(&str, &str); 6] = [
        ("Où nous en sommes", ""),
        ("Séances", "seances"),
        ("Consultations", "consultations"),
        ("Mandats", "mandats"),
        ("Intérêts", "interets"),
        ("Instances et règles", "instances"),
    ];
    let all: Vec<Tab> = PARTS
        .iter()
        .map(|(words, part)| Tab::new(*words, visit.workspace(&room(part)), *part == current))
        .collect();
    tabs("Parties de la gouvernance", &all)
}

/// « gouvernance/seances », after `/{cpts}/espace/`.
fn room(part: &str) -> String {
    if part.is_empty() { "gouvernance".to_owned() } else { format!("gouvernance/{part}") }
}

/// A page below one of the parts.
fn below(visit: &Visit, title: impl Into<ui::Text>, crumbs: &[(&'static str, &str)]) -> ui::Frame {
    let mut breadcrumb = vec![Crumb::new("Gouvernance", visit.workspace("gouvernance"))];
    breadcrumb.extend(crumbs.iter().map(|(words, part)| Crumb::new(*words, visit.workspace(&room(part)))));
    ui::Frame { breadcrumb, ..visit.frame(title) }
}

/// The sentence of a refusal beside its field; what is no refusal of a form is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    Ok(match error {
        WriteError::Saisie(refus) => FieldErrors::one(refus.champ, refus.pourquoi),
        refus @ (WriteError::Seance(_)
        | WriteError::Pouvoir(_)
        | WriteError::Scrutin(_)
        | WriteError::DejaNote
        | WriteError::PasAdherent
        | WriteError::OrdreDuJourParti) => FieldErrors::one("", refus),
        WriteError::Reunion(reunions::WriteError::Saisie(refus)) => FieldErrors::one("", refus),
        other => return Err(other.into()),
    })
}

/// After a verb whose form is not shown again: back to a page with what was done, or why it was not.
fn done<T>(visit: &Visit, part: &str, sentence: &str, result: Result<T, WriteError>) -> Answer {
    let to = Redirect::to(visit.workspace(&room(part)));
    match result {
        Ok(_) => Ok(to.done(sentence).answer(visit)),
        Err(error) => Ok(to.refused(words(beside(error)?)).answer(visit)),
    }
}

/// The sentences of a form, one after the other.
fn words(errors: FieldErrors) -> String {
    errors.iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
}

/// The id that a form carries: sent twice, it is kept once.
fn key_of<T>(visit: &Visit, fields: &Fields) -> Id<T> {
    fields.get("cle").parse().unwrap_or_else(|_| visit.ctx.id())
}

/// The hidden field that [`key_of`] reads.
fn key(visit: &Visit) -> Markup {
    ui::form::hidden("cle", &visit.ctx.id::<()>().to_string())
}

/// The id of an address, or a page that does not exist.
fn id_of<T>(text: &str) -> Result<Id<T>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Members as choices, after a first line that is nobody.
fn people<'a>(nobody: &'static str, all: impl Iterator<Item = (Id<Adherent>, &'a str)>) -> Vec<Choice> {
    let first = Choice::new("", nobody);
    std::iter::once(first).chain(all.map(|(id, nom)| Choice::new(id.to_string(), nom.to_owned()))).collect()
}

/// The name of a member.
fn nom_of(noms: &BTreeMap<Id<Adherent>, String>, id: Id<Adherent>) -> &str {
    noms.get(&id).map_or("une personne inconnue", String::as_str)
}

/// Choices of a closed list.
macro_rules! choices {
    ($list:ty) => {
        <$list>::ALL.iter().map(|one| ui::Choice::new(one.code(), one.libelle())).collect::<Vec<ui::Choice>>()
    };
}
use choices;

/// A link to a page of the room.
fn to(visit: &Visit, part: &str, words: &str) -> Markup {
    html! { a href=(visit.workspace(&room(part))) { (words) } }
}

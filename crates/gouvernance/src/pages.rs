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
mod projet;
mod renvoi;
mod routes;
mod scrutin;
mod seance;
mod seances;
mod voter;

use crate::WriteError;
use crate::droits::VOIR;
use adhesions::Adherent;
use db::Tx;
use kernel::Id;
use maud::{Markup, html};
pub(crate) use routes::routes;
use std::collections::BTreeMap;
use ui::Choice;
use web::{FieldErrors, Problem, Room, Visit};

/// The room.
const ROOM: Room = Room {
    name: "Gouvernance",
    segment: "gouvernance",
    label: "Parties de la gouvernance",
    parts: &[
        ("Où nous en sommes", "", VOIR),
        ("Séances", "seances", VOIR),
        ("Consultations", "consultations", VOIR),
        ("Mandats", "mandats", VOIR),
        ("Intérêts", "interets", VOIR),
        ("Instances et règles", "instances", VOIR),
    ],
};

/// The sentence of a refusal beside its field; what is no refusal of a form is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    Ok(match error {
        WriteError::Saisie(refus) => refus.into(),
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

/// The sentences of a form, one after the other.
fn words(errors: FieldErrors) -> String {
    errors.iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
}

/// Members as choices, after a first line that is nobody.
fn people<'a>(nobody: &'static str, all: impl Iterator<Item = (Id<Adherent>, &'a str)>) -> Vec<Choice> {
    let first = Choice::new("", nobody);
    std::iter::once(first).chain(all.map(|(id, nom)| Choice::new(id.to_string(), nom.to_owned()))).collect()
}

/// The member whom the account of whoever acts is.
async fn moi(tx: &mut Tx) -> db::Result<Option<Id<Adherent>>> {
    let Some(account) = crate::author(tx.ctx()) else { return Ok(None) };
    Ok(adhesions::par_compte(tx, account).await?.map(|one| one.id))
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
    html! { a href=(ROOM.at(visit, part)) { (words) } }
}

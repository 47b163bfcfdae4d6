//! The rooms « Indemnités » and « Mon année ».

mod baremes;
mod compte;
mod coordonnees;
mod declarations;
mod differences;
mod lignes;
mod lots;
mod mon_annee;
mod montants;
mod participation;
mod payer;
mod plafonds;
mod routes;
mod un_lot;
mod une;

use crate::bareme::Cle;
use crate::droits::{PAYER, VOIR};
use crate::store::plafonds as kept;
use crate::{Plafond, WriteError};
use actes::{ActionProposee, Actions, Mission};
use adhesions::Adherent;
use db::Tx;
use jiff::civil::Date;
use kernel::Id;
use law::Parameters;
use maud::{Markup, html};
pub(crate) use routes::routes;
use std::collections::BTreeMap;
use std::sync::Arc;
use territoire::Atlas;
use ui::Choice;
use ui::francais;
use web::{App, FieldErrors, Fields, Problem, Room, Visit};

type Names = BTreeMap<Id<Adherent>, String>;

/// The room.
const ROOM: Room = Room {
    name: "Indemnités",
    segment: "indemnites",
    label: "Parties des indemnités",
    parts: &[
        ("Payer sans crainte", "payer", VOIR),
        ("Lignes", "", VOIR),
        ("Lots", "lots", VOIR),
        ("Barèmes", "baremes", VOIR),
        ("Plafonds", "plafonds", VOIR),
        ("Coordonnées", "coordonnees", VOIR),
        ("À déclarer", "montants", VOIR),
        ("Compte débité", "compte", PAYER),
    ],
};

/// The texts of law, as they are known now.
async fn law(app: &App, tx: &mut Tx) -> db::Result<Arc<Parameters>> {
    Ok(Arc::clone(&app.resource::<Atlas>().at(tx).await?.law))
}

/// The same, for a verb that opens its own transaction.
async fn law_now(visit: &Visit, app: &App) -> db::Result<Arc<Parameters>> {
    law(app, &mut app.db.read(&visit.ctx).await?).await
}

/// The ceiling of a year, when it is known.
async fn plafond(tx: &mut Tx, law: &Parameters, annee: i16) -> db::Result<Option<Plafond>> {
    Ok(Plafond::of(law, annee, kept::ecrit(tx, annee).await?))
}

/// The actions of the projet de santé.
async fn actions(app: &App, tx: &mut Tx) -> db::Result<Vec<ActionProposee>> {
    match app.find::<Actions>() {
        Some(Actions(read)) => read(tx).await,
        None => Ok(Vec::new()),
    }
}

fn today(visit: &Visit) -> Date {
    kernel::today(visit.ctx.now)
}

/// The day proposed for a payment: the next one on which banks work.
fn next_day(visit: &Visit) -> Date {
    sepa::jours::prochain(today(visit))
}

/// The name of a member, or what is known.
fn name(names: &Names, id: Id<Adherent>) -> String {
    names.get(&id).cloned().unwrap_or_else(|| "une personne qui n’est plus adhérente".to_owned())
}

/// A member’s name that leads to their year.
fn person(visit: &Visit, names: &Names, id: Id<Adherent>) -> Markup {
    html! { a href=(visit.workspace(&format!("indemnites/personnes/{id}"))) { (name(names, id)) } }
}

/// An amount, or that no rate gives one.
fn amount(cents: Option<i64>) -> Markup {
    html! { @match cents { Some(cents) => (francais::euros(cents)), None => (ui::status::badge(ui::Tone::Danger, "sans barème")) } }
}

/// For whom and for what a rate is.
fn for_what(cle: &Cle, actions: &[ActionProposee]) -> String {
    let genre = cle.genre.parse::<reunions::Genre>().map(|one| one.libelle().to_owned()).unwrap_or_default();
    let action =
        cle.action.and_then(|id| actions.iter().find(|one| one.id == id)).map(|one| one.titre.clone());
    let parts = [Some(genre), cle.mission.map(|one| one.label().to_owned()), action];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    if parts.is_empty() { "Tout".to_owned() } else { parts.join(", ") }
}

/// Missions as choices.
fn missions(first: Option<&'static str>) -> Vec<Choice> {
    let none = first.map(|words| Choice::new("", words));
    none.into_iter().chain(Mission::ALL.map(|one| Choice::new(one.code(), one.label()))).collect()
}

/// Actions as choices, after nothing.
fn action_choices(actions: &[ActionProposee]) -> Vec<Choice> {
    let none = Choice::new("", "Aucune en particulier");
    std::iter::once(none)
        .chain(actions.iter().map(|one| Choice::new(one.id.to_string(), one.titre.clone())))
        .collect()
}

/// The civil year of an address, else that of today.
fn year(visit: &Visit, query: &Fields) -> i16 {
    query
        .get("annee")
        .parse()
        .ok()
        .filter(|year| (2000..=9998).contains(year))
        .unwrap_or_else(|| today(visit).year())
}

/// The sentences of a refusal beside their fields; what is no refusal of a field is a problem.
fn beside(error: WriteError, other: &'static str) -> Result<FieldErrors, Problem> {
    Ok(match error {
        WriteError::Saisie(faults) => faults.into(),
        WriteError::Piece(::pieces::KeepError::Refus(refus)) => FieldErrors::one("piece", refus),
        error @ (WriteError::Ligne(_)
        | WriteError::Lot(_)
        | WriteError::Fautes(_)
        | WriteError::Chevauche
        | WriteError::CoordonneesChangees
        | WriteError::DejaNote
        | WriteError::SansFiche
        | WriteError::PlafondAtteint { .. }
        | WriteError::PlafondDuLot(..)
        | WriteError::PlafondInconnu(_)
        | WriteError::Retour(_)) => FieldErrors::one(other, error),
        error => return Err(error.into()),
    })
}

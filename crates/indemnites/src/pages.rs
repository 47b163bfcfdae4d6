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
use crate::saisie;
use crate::store::plafonds as kept;
use crate::{Plafond, WriteError};
use actes::{ActionProposee, Actions, Mission};
use adhesions::Adherent;
use db::Tx;
use jiff::civil::Date;
use kernel::{Id, Right};
use law::Parameters;
use maud::{Markup, html};
pub(crate) use routes::routes;
use std::collections::BTreeMap;
use std::sync::Arc;
use territoire::Atlas;
use ui::francais;
use ui::tabs::{Tab, tabs};
use ui::{Choice, Crumb};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

type Names = BTreeMap<Id<Adherent>, String>;

/// The parts of the room that the visitor may open; `current` is the last segment of the part that is shown.
fn onglets(visit: &Visit, current: &str) -> Markup {
    const PARTS: [(&str, &str, Right); 8] = [
        ("Payer sans crainte", "payer", VOIR),
        ("Lignes", "", VOIR),
        ("Lots", "lots", VOIR),
        ("Barèmes", "baremes", VOIR),
        ("Plafonds", "plafonds", VOIR),
        ("Coordonnées", "coordonnees", VOIR),
        ("À déclarer", "montants", VOIR),
        ("Compte débité", "compte", PAYER),
    ];
    let all: Vec<Tab> = PARTS
        .iter()
        .filter(|(.., right)| visit.can(*right))
        .map(|(words, part, _)| Tab::new(*words, visit.workspace(&room(part)), *part == current))
        .collect();
    tabs("Parties des indemnités", &all)
}

/// « indemnites/lots », after `/{cpts}/espace/`.
fn room(part: &str) -> String {
    if part.is_empty() { "indemnites".to_owned() } else { format!("indemnites/{part}") }
}

/// A page below one of the parts.
fn below(visit: &Visit, title: impl Into<ui::Text>, crumbs: &[(&'static str, &str)]) -> ui::Frame {
    let mut breadcrumb = vec![Crumb::new("Indemnités", visit.workspace("indemnites"))];
    breadcrumb.extend(crumbs.iter().map(|(words, part)| Crumb::new(*words, visit.workspace(&room(part)))));
    ui::Frame { breadcrumb, ..visit.frame(title) }
}

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
    crate::today(visit.ctx.now)
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

/// Names of accounts; somebody whose account is gone has none.
async fn comptes_noms(tx: &mut Tx, ids: &[Option<Uuid>]) -> db::Result<BTreeMap<Uuid, String>> {
    let ids: Vec<_> = ids.iter().flatten().map(|id| Id::new(*id)).collect();
    Ok(comptes::noms(tx, &ids).await?.into_iter().map(|(id, nom)| (id.uuid(), nom)).collect())
}

fn compte_nom(names: &BTreeMap<Uuid, String>, id: Option<Uuid>) -> String {
    match id {
        None => "la CPTS".to_owned(),
        Some(id) => {
            names.get(&id).cloned().unwrap_or_else(|| "une personne dont le compte est fermé".to_owned())
        }
    }
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

/// The sentences of a refusal beside their fields; what is no refusal of a field is a problem.
fn beside(error: WriteError, other: &'static str) -> Result<FieldErrors, Problem> {
    let mut errors = FieldErrors::default();
    match error {
        WriteError::Saisie(faults) => faults.iter().for_each(|one| errors.add(one.champ, &one.pourquoi)),
        WriteError::Piece(::pieces::KeepError::Refus(refus)) => errors.add("piece", refus),
        error @ (WriteError::Ligne(_)
        | WriteError::Lot(_)
        | WriteError::Fautes(_)
        | WriteError::Chevauche
        | WriteError::DejaNote
        | WriteError::SansFiche
        | WriteError::PlafondAtteint { .. }
        | WriteError::PlafondDuLot(..)
        | WriteError::PlafondInconnu(_)
        | WriteError::Retour(_)) => errors.add(other, error),
        error => return Err(error.into()),
    }
    Ok(errors)
}

/// After a verb that has no form to show again.
fn done<T>(visit: &Visit, to: &str, sentence: impl Into<String>, result: Result<T, WriteError>) -> Answer {
    let to = Redirect::to(visit.workspace(to));
    match result {
        Ok(_) => Ok(to.done(sentence).answer(visit)),
        Err(
            error @ (WriteError::Inconnu(_)
            | WriteError::Denied(_)
            | WriteError::SansAuteur
            | WriteError::Db(_)
            | WriteError::Ecriture),
        ) => Err(error.into()),
        Err(other) => Ok(to.refused(other.to_string()).answer(visit)),
    }
}

/// An amount typed in `champ`, its fault noted.
fn money(reader: &mut web::Reader<'_>, fields: &Fields, champ: &'static str) -> Option<i64> {
    saisie::money(champ, fields.get(champ)).map_err(|refus| reader.refuse(champ, refus.pourquoi)).ok()
}

/// The id that a form carries: sent twice, it is kept once. One that came without is given one.
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

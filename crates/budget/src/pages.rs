//! The room « Budget » of the workspace.

mod accueil;
mod enveloppe;
mod exports;
mod financements;
mod import;
mod mouvement;
mod mouvements;
mod nouveau;
mod reglages;
mod saisie;
mod seuil;
mod simulation;
mod telecharger;

use crate::droits::{EXPORTER, TENIR, VOIR, VOIR_DETAIL};
use crate::livre::Livre;
use crate::{Cle, Exercice, Vue, WriteError, gather};
use db::Tx;
use kernel::{Id, Right};
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::tabs::{Tab, tabs};
use ui::{Choice, Crumb, Field, francais};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

/// Every route of the room.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/budget", VOIR, accueil::show)
        .get("/{cpts}/espace/budget/enveloppes/{cle}", VOIR, enveloppe::show)
        .post("/{cpts}/espace/budget/enveloppes/{cle}/prevu", TENIR, enveloppe::plan)
        .get("/{cpts}/espace/budget/seuil", VOIR, seuil::show)
        .get("/{cpts}/espace/budget/mouvements", VOIR_DETAIL, mouvements::show)
        .get("/{cpts}/espace/budget/mouvements/nouveau", TENIR, nouveau::show)
        .post("/{cpts}/espace/budget/mouvements/nouveau", TENIR, nouveau::write)
        .get("/{cpts}/espace/budget/salaires/nouveau", TENIR, nouveau::salary)
        .post("/{cpts}/espace/budget/salaires/nouveau", TENIR, nouveau::pay)
        .get("/{cpts}/espace/budget/mouvements/{id}", VOIR_DETAIL, mouvement::show)
        .post("/{cpts}/espace/budget/mouvements/{id}", TENIR, mouvement::correct)
        .post("/{cpts}/espace/budget/mouvements/{id}/retrait", TENIR, mouvement::withdraw)
        .post("/{cpts}/espace/budget/mouvements/{id}/annulation", TENIR, mouvement::reverse)
        .post("/{cpts}/espace/budget/mouvements/{id}/solde", TENIR, mouvement::settle)
        .post("/{cpts}/espace/budget/mouvements/{id}/pieces", TENIR, mouvement::attach)
        .post("/{cpts}/espace/budget/mouvements/{id}/pieces/retrait", TENIR, mouvement::detach)
        .get("/{cpts}/espace/budget/import", TENIR, import::show)
        .post("/{cpts}/espace/budget/import", TENIR, import::read)
        .get("/{cpts}/espace/budget/financements", VOIR_DETAIL, financements::show)
        .post("/{cpts}/espace/budget/financements", TENIR, financements::add)
        .get("/{cpts}/espace/budget/financements/{id}", VOIR_DETAIL, financements::one)
        .post("/{cpts}/espace/budget/financements/{id}", TENIR, financements::correct)
        .post("/{cpts}/espace/budget/financements/{id}/retrait", TENIR, financements::withdraw)
        .get("/{cpts}/espace/budget/simulation", VOIR_DETAIL, simulation::show)
        .post("/{cpts}/espace/budget/simulation", TENIR, simulation::decide)
        .post("/{cpts}/espace/budget/simulation/{id}/retrait", TENIR, simulation::withdraw)
        .get("/{cpts}/espace/budget/exports", EXPORTER, exports::show)
        .post("/{cpts}/espace/budget/exports/comptes", TENIR, exports::assign)
        .post("/{cpts}/espace/budget/exports/cloture", TENIR, exports::close)
        .post("/{cpts}/espace/budget/exports/soldes", TENIR, exports::open)
        .get("/{cpts}/espace/budget/exports/fec.txt", EXPORTER, telecharger::fec)
        .get("/{cpts}/espace/budget/exports/paheko.csv", EXPORTER, telecharger::paheko)
        .get("/{cpts}/espace/budget/exports/ecritures.csv", EXPORTER, telecharger::csv)
        .get("/{cpts}/espace/budget/exports/ecritures.xlsx", EXPORTER, telecharger::xlsx)
        .get("/{cpts}/espace/budget/rapport.pdf", EXPORTER, telecharger::rapport_pdf)
        .get("/{cpts}/espace/budget/rapport.xlsx", EXPORTER, telecharger::rapport_xlsx)
        .get("/{cpts}/espace/budget/reglages", VOIR_DETAIL, reglages::show)
        .post("/{cpts}/espace/budget/reglages", TENIR, reglages::set)
        .post("/{cpts}/espace/budget/reglages/comptes", TENIR, reglages::name)
}

/// The parts of the room that the visitor may open.
fn onglets(visit: &Visit, current: &str) -> Markup {
    const PARTS: [(&str, &str, Right); 8] = [
        ("Vue d’ensemble", "", VOIR),
        ("Mouvements", "mouvements", VOIR_DETAIL),
        ("Importer", "import", TENIR),
        ("Financements", "financements", VOIR_DETAIL),
        ("Simulation", "simulation", VOIR_DETAIL),
        ("Seuil de 153\u{202f}000\u{a0}€", "seuil", VOIR),
        ("Exports", "exports", EXPORTER),
        ("Réglages", "reglages", VOIR_DETAIL),
    ];
    let all: Vec<Tab> = PARTS
        .iter()
        .filter(|(.., right)| visit.can(*right))
        .map(|(words, part, _)| Tab::new(*words, visit.workspace(&room(part)), *part == current))
        .collect();
    tabs("Parties du budget", &all)
}

/// « budget/mouvements », after `/{cpts}/espace/`.
fn room(part: &str) -> String {
    if part.is_empty() { "budget".to_owned() } else { format!("budget/{part}") }
}

/// A page below the room.
fn below(visit: &Visit, title: impl Into<ui::Text>, crumbs: &[(&'static str, &str)]) -> ui::Frame {
    let mut breadcrumb = vec![Crumb::new("Budget", visit.workspace("budget"))];
    breadcrumb.extend(crumbs.iter().map(|(words, part)| Crumb::new(*words, visit.workspace(&room(part)))));
    ui::Frame { breadcrumb, ..visit.frame(title) }
}

/// The book of today.
async fn livre(app: &App, tx: &mut Tx) -> Result<Livre, Problem> {
    let etat = app.resource::<Atlas>().at(tx).await?;
    Ok(gather::livre(tx, Arc::clone(&etat.law)).await?)
}

/// The view and the year that an address asks for.
fn asked(livre: &Livre, fields: &Fields) -> (Vue, Option<Exercice>) {
    let vue = fields.get("vue").parse().unwrap_or(Vue::Contrat);
    let vue = if livre.contrat.is_empty() { Vue::Civile } else { vue };
    (vue, livre.exercice(vue, fields.get("exercice")))
}

/// The switch between years of the contract and civil ones, and the list of years.
fn switch(visit: &Visit, livre: &Livre, path: &str, vue: Vue, exercice: Option<&Exercice>) -> Markup {
    let at = visit.workspace(&room(path));
    let link = |one: Vue| Tab::new(one.libelle(), format!("{at}?vue={}", one.code()), one == vue);
    let years = livre
        .exercices(vue)
        .into_iter()
        .map(|one| Choice::new(one.cle.clone(), format!("{} ({})", one.libelle, one.jours())));
    let current = exercice.map(|one| one.cle.clone()).unwrap_or_default();
    html! {
        @if !livre.contrat.is_empty() { (tabs("Année du contrat ou année civile", &Vue::ALL.iter().map(|one| link(*one)).collect::<Vec<_>>())) }
        (ui::form::filters(&at, html! {
            (ui::form::hidden("vue", vue.code()))
            (Field::select("exercice", "Année", years.collect()).value(current))
        }))
    }
}

/// Every envelope as a choice.
fn enveloppes(livre: &Livre) -> Vec<Choice> {
    let one =
        |one: &crate::Enveloppe| Choice::new(one.cle.to_string(), format!("{} ({})", one.nom, one.genre));
    std::iter::once(Choice::new("", "Choisir")).chain(livre.enveloppes.iter().map(one)).collect()
}

/// The address of the page of an envelope.
fn of(visit: &Visit, cle: Cle) -> String {
    visit.workspace(&format!("budget/enveloppes/{cle}"))
}

/// An amount, or a dash.
fn euros(cents: i64) -> Markup {
    html! { @if cents == 0 { "—" } @else { (francais::euros(cents)) } }
}

/// An amount as a person types it.
fn typed(cents: i64) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole},{rest:02}") }
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

/// After a verb that has no form to show again: refusals of fields are said at the top of the page.
fn done<T>(visit: &Visit, part: &str, sentence: &str, result: Result<T, WriteError>) -> Answer {
    let to = Redirect::to(visit.workspace(&room(part)));
    match result {
        Ok(_) => Ok(to.done(sentence).answer(visit)),
        Err(
            error @ (WriteError::Refus(_)
            | WriteError::Change
            | WriteError::DejaNote
            | WriteError::Cite
            | WriteError::Export(_)
            | WriteError::Piece(pieces::KeepError::Refus(_))),
        ) => Ok(to.refused(error.to_string()).answer(visit)),
        Err(other) => Err(other.into()),
    }
}

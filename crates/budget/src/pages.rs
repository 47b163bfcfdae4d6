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
use crate::{Cle, Exercice, Vue, gather};
use db::Tx;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::tabs::{Tab, tabs};
use ui::{Choice, Field, francais};
use web::{App, Fields, Problem, Room, Routes, Visit};

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

/// The room.
const ROOM: Room = Room {
    name: "Budget",
    segment: "budget",
    label: "Parties du budget",
    parts: &[
        ("Vue d’ensemble", "", VOIR),
        ("Mouvements", "mouvements", VOIR_DETAIL),
        ("Importer", "import", TENIR),
        ("Financements", "financements", VOIR_DETAIL),
        ("Simulation", "simulation", VOIR_DETAIL),
        ("Seuil de 153\u{202f}000\u{a0}€", "seuil", VOIR),
        ("Exports", "exports", EXPORTER),
        ("Réglages", "reglages", VOIR_DETAIL),
    ],
};

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
    let at = ROOM.at(visit, path);
    let link = |one: Vue| Tab::new(one.libelle(), format!("{at}?vue={}", one.code()), one == vue);
    let years = livre.exercices(vue).into_iter().map(|one| Choice::new(one.cle.clone(), one.court()));
    let current = exercice.map(|one| one.cle.clone()).unwrap_or_default();
    let days = exercice.map(Exercice::jours).unwrap_or_default();
    html! {
        @if !livre.contrat.is_empty() { (tabs("Année du contrat ou année civile", &Vue::ALL.iter().map(|one| link(*one)).collect::<Vec<_>>())) }
        (ui::form::filters(&at, html! {
            (ui::form::hidden("vue", vue.code()))
            (Field::select("exercice", "Année", years.collect()).hint(days).value(current))
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

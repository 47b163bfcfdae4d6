//! Why each has what they have, and why nobody has the rest.

use super::{ROOM, below, read};
use crate::droits::GERER;
use crate::{DemiJournee, Tableau, WriteError, mots};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::section::section;
use ui::{Column, Row, Table};
use web::{Answer, App, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/garde/plannings/{id}/pourquoi", GERER, show)
}

fn page(visit: &Visit, tableau: &Tableau) -> Result<Markup, WriteError> {
    let why = tableau.pourquoi()?;
    let when = |id: Id<DemiJournee>| {
        let words = tableau.demi_journee(id).map(mots::quand).unwrap_or_default();
        html! { a href=(ROOM.at(visit, &format!("plannings/{}/demi-journees/{id}", tableau.planning.id))) { (words) } }
    };
    let of = |what: Id<DemiJournee>, who| tableau.presents(what).find(|one| one.participant == who);
    let rows = why.motifs.iter().map(|(what, who, words)| {
        let from = of(*what, *who).map_or("", |one| one.origine.libelle());
        Row::new(vec![when(*what), html! { (tableau.nom(*who)) }, html! { (from) }, html! { (words) }])
    });
    let columns = vec![
        Column::text("Demi-journée"),
        Column::text("Qui"),
        Column::text("Comment"),
        Column::text("Pourquoi"),
    ];
    let holes = why.trous.iter().map(|(what, words)| Row::new(vec![when(*what), html! { (words) }]));
    let missing = vec![Column::text("Demi-journée"), Column::text("Pourquoi personne")];
    Ok(html! {
        p { "Une personne qui manque pèse bien plus que tout le reste. Ensuite le calcul met en balance l’équité (plus quelqu’un a de gardes depuis le " (ui::francais::date(tableau.planning.cadre.compte_depuis)) ", plus une de plus lui coûte) et les vœux. Chaque phrase dit ce qu’il en est du planning tel qu’il est maintenant." }
        @if !why.trous.is_empty() {
            (section("trous", "Ce qui manque", html! { (Table::new("liste-trous", "Demi-journées où il manque quelqu’un", missing).rows(holes.collect()).quiet_caption()) }))
        }
        (section("motifs", "Qui a quoi", html! { (Table::new("liste-motifs", "Pourquoi chacun est de garde", columns).rows(rows.collect()).quiet_caption().filter("Chercher une personne ou un jour")) }))
    })
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    Ok(visit.page(&below(&visit, &tableau, "Pourquoi"), page(&visit, &tableau)?))
}

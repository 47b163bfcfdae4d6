//! The parts of the projet.

use super::ROOM;
use crate::droits::VOIR_TRAVAIL;
use crate::read_sections;
use crate::section::{Etat, Section};
use axum::extract::State;
use comptes::Noms;
use maud::{Markup, html};
use ui::{Column, Row, Table, Tone, francais, progress::progress};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let sections = read_sections::sections(&mut tx).await?;
    let names = Noms::read(&mut tx, sections.iter().filter_map(|one| one.responsable).collect()).await?;
    drop(tx);
    let done = sections.iter().filter(|one| one.etat == Etat::Valide).count();
    let frame = ui::Frame {
        lead: Some("Les parties obligatoires, écrites à plusieurs\u{a0}: chacune a son responsable, ses commentaires et tous ses textes.".into()),
        ..visit.frame("Parties du projet")
    };
    let content = html! {
        (ROOM.tabs(&visit, "sections"))
        (progress("validees", "Parties validées", u32::try_from(done).unwrap_or(0), u32::try_from(sections.len()).unwrap_or(0)))
        @if visit.can(VOIR_TRAVAIL) { (work(&visit, &sections, &names)) } @else { (agreed(&visit, &sections)) }
    };
    Ok(visit.page(&frame, content))
}

fn link(visit: &Visit, one: &Section) -> Markup {
    let here = visit.workspace(&format!("projet/sections/{}", one.modele.code));
    html! { a href=(here) { (one.modele.titre) } }
}

/// For whoever does not work on the projet: what is agreed upon, and what is not yet.
fn agreed(visit: &Visit, sections: &[Section]) -> Table {
    let row = |one: &Section| {
        let (tone, words) = match one.texte_valide() {
            Some(_) => (Tone::Success, "Validée"),
            None => (Tone::Neutral, "Pas encore validée"),
        };
        Row::new(vec![link(visit, one), html! { (ui::status::status(tone, words)) }])
    };
    let columns = vec![Column::text("Partie"), Column::text("État")];
    Table::new("parties", "Parties du projet de santé", columns).rows(sections.iter().map(row).collect())
}

fn work(visit: &Visit, sections: &[Section], names: &Noms) -> Table {
    let row = |one: &Section| {
        Row::new(vec![
            link(visit, one),
            html! { (ui::status::status(one.etat.tone(), one.etat.libelle())) },
            html! { @match one.responsable { Some(id) => (names.of(Some(id))), None => "à confier" } },
            html! { @match &one.redaction {
                Some(text) => (francais::date_courte(kernel::today(text.ecrit_le))),
                None => "—",
            } },
            html! { (one.ouverts) },
        ])
    };
    let columns = vec![
        Column::text("Partie"),
        Column::text("État"),
        Column::text("Responsable"),
        Column::text("Dernier texte"),
        Column::number("Commentaires ouverts"),
    ];
    Table::new("parties", "Parties du projet de santé", columns).rows(sections.iter().map(row).collect())
}

//! The parts of the projet.

use super::{nom_of, noms, onglets};
use crate::read_sections;
use crate::section::{Etat, Section};
use axum::extract::State;
use maud::html;
use ui::{Column, Row, Table, francais, progress::progress};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let sections = read_sections::sections(&mut tx).await?;
    let names = noms(&mut tx, sections.iter().filter_map(|one| one.responsable).collect()).await?;
    drop(tx);
    let done = sections.iter().filter(|one| one.etat == Etat::Valide).count();
    let row = |one: &Section| {
        let here = visit.workspace(&format!("projet/sections/{}", one.modele.code));
        Row::new(vec![
            html! { a href=(here) { (one.modele.titre) } },
            html! { (ui::status::status(one.etat.tone(), one.etat.libelle())) },
            html! { @match one.responsable { Some(id) => (nom_of(&names, Some(id))), None => "à confier" } },
            html! { @match &one.redaction {
                Some(text) => (francais::date_courte(crate::today(text.ecrit_le))),
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
    let frame = ui::Frame {
        lead: Some("Les parties obligatoires, écrites à plusieurs\u{a0}: chacune a son responsable, ses commentaires et tous ses textes.".into()),
        ..visit.frame("Parties du projet")
    };
    let content = html! {
        (onglets(&visit, "sections"))
        (progress("validees", "Parties validées", u32::try_from(done).unwrap_or(0), u32::try_from(sections.len()).unwrap_or(0)))
        (Table::new("parties", "Parties du projet de santé", columns).rows(sections.iter().map(row).collect()))
    };
    Ok(visit.page(&frame, content))
}

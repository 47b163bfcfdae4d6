//! The register of the RGPD and the impact notes of this room, with what is kept today.

use super::ROOM;
use crate::droits::VOIR;
use crate::{Gardees, TRAITEMENTS, gardees};
use axum::extract::State;
use comptes::droits::VOIR_REGISTRE;
use maud::{Markup, html};
use ui::alert::alert;
use ui::section::section;
use ui::{Column, Figure, Row, Table, Tone, francais};
use web::{Answer, App, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/registre", VOIR, show)
}

async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let kept = gardees(&mut app.db.read(&visit.ctx).await?).await?;
    let mut frame = ROOM.below(&visit, "Registre des données", &[("Règle", "regle")]);
    frame.lead = Some("Ce que la recherche d’un médecin traitant fait des données des personnes, écrit avec le programme. À imprimer pour le registre de la CPTS.".into());
    Ok(visit.page(&frame, html! {
        (ROOM.tabs(&visit, "regle"))
        @if visit.can(VOIR_REGISTRE) { p { a href=(visit.workspace("reglages/registre")) { "Le registre de toute la CPTS" } } }
        (section("aujourdhui", "Aujourd’hui", today(&kept)))
        @for (rank, one) in TRAITEMENTS.iter().enumerate() { (web::traitement(&format!("traitement-{}", rank + 1), one)) }
    }))
}

fn today(kept: &Gardees) -> Markup {
    let count = |label: &'static str, many: u32| Figure::new(label, francais::nombre(many.into()));
    let oldest = kept.plus_ancienne.map_or_else(|| "aucune".to_owned(), francais::date_courte);
    let rows = kept
        .lectures
        .iter()
        .map(|(why, many)| Row::new(vec![html! { (why) }, html! { (francais::nombre(*many)) }]));
    let columns = vec![Column::text("Motif"), Column::number("Lectures")];
    html! {
        @if kept.hors_delai > 0 { (alert(Tone::Danger, "Des demandes ont passé leur délai et ne sont pas effacées\u{a0}: l’horloge du serveur ne tourne pas.")) }
        (ui::figure::figures(&[
            count("Demandes ouvertes", kept.ouvertes),
            count("Closes, pas encore effacées", kept.closes),
            count("Closes, délai passé", kept.hors_delai),
            count("Identités gardées", kept.identites),
            count("Effacées, comptées", kept.effacees),
            Figure::new("La plus ancienne demande", oldest),
        ]))
        @if kept.lectures.is_empty() { p { "Aucune identité n’a été lue ces douze derniers mois." } }
        @else { (Table::new("lectures", "Identités lues ces douze derniers mois", columns).compact().rows(rows.collect())) }
    }
}

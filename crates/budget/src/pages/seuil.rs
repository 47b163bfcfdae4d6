//! The threshold of the auditor, civil year by civil year.

use super::{ROOM, euros, livre, of};
use crate::livre::Livre;
use crate::seuil::{A_FAIRE, Etat, Seuil, seuil};
use axum::extract::State;
use maud::{Markup, html};
use ui::{Column, Row, Table, Tone, francais};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let livre = livre(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let this = livre.today.year();
    let first = livre.lignes.first().map_or(this, |one| one.jour.year());
    let years = (first.max(this - 3)..=this).rev();
    let all: Vec<Seuil> = years.filter_map(|annee| seuil(&livre, annee).ok()).collect();
    let content = html! {
        (ROOM.tabs(&visit, "seuil"))
        @if all.is_empty() { (ui::alert::alert(Tone::Warning, "Le seuil de cette année n’est pas connu\u{a0}: il est à demander à votre comptable.")) }
        @for one in &all { (year(&visit, &livre, one)) }
    };
    let lead = "Au-delà de ce total de subventions publiques reçues dans une année civile, un commissaire aux comptes est obligatoire et les comptes sont publiés.";
    Ok(visit.page(
        &ui::Frame { lead: Some(lead.into()), ..visit.frame("Seuil du commissaire aux comptes") },
        content,
    ))
}

fn year(visit: &Visit, livre: &Livre, one: &Seuil) -> Markup {
    let limit = francais::euros_courts(one.seuil);
    let (tone, words) = match one.etat() {
        Etat::Sous => (Tone::Success, format!("{}\u{a0}: pas plus de {limit}.", one.annee)),
        Etat::Prevu => {
            (Tone::Warning, format!("{}\u{a0}: avec ce qui est attendu, plus de {limit}.", one.annee))
        }
        Etat::Franchi => (Tone::Danger, format!("{}\u{a0}: plus de {limit} reçus.", one.annee)),
    };
    let mut rows: Vec<Row> = one
        .lignes
        .iter()
        .map(|(cle, recu, attendu)| {
            Row::new(vec![
                html! { a href=(of(visit, *cle)) { (livre.nom(*cle)) } },
                euros(*recu),
                euros(*attendu),
                euros(recu + attendu),
            ])
        })
        .collect();
    rows.push(
        Row::new(vec![
            html! { "Ensemble" },
            euros(one.recu()),
            euros(one.prevu() - one.recu()),
            euros(one.prevu()),
        ])
        .total(),
    );
    let columns = vec![
        Column::text("Enveloppe publique"),
        Column::number("Reçu"),
        Column::number("Attendu dans l’année"),
        Column::number("Total"),
    ];
    let sources = ui::pourquoi::cite(&livre.law);
    let body = html! {
        (ui::alert::alert(tone, words))
        (Table::new(format!("seuil-{}", one.annee), format!("Subventions publiques de {}", one.annee), columns).rows(rows))
        (ui::pourquoi::pourquoi(&one.pourquoi(livre), &format!("seuil de {}", one.annee), &sources))
        @if one.etat() != Etat::Sous {
            h3 { "Que faire" }
            ol { @for step in A_FAIRE { li { (step) } } }
        }
    };
    ui::section::section(&format!("annee-{}", one.annee), &one.annee.to_string(), body)
}

//! Entries to confirm again, in small portions.

use super::{ROOM, place, quand};
use crate::{Candidat, Issue, Portion, Reference, ask_confirmation, list_portion};
use axum::extract::State;
use maud::{Markup, html};
use ui::section::section;
use ui::{Button, Column, Icon, Method, Row, Table, form, francais};
use web::{Answer, App, Fields, Redirect, Visit};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    drop(tx);
    let sms = app.can_send_sms();
    let portion = list_portion(&visit.ctx, &app.db, (&etat.france, &communes), sms).await?;
    let mut frame = ROOM.below(&visit, "Fiches à confirmer", &[]);
    let lead = francais::compte(portion.total, "fiche est à confirmer", "fiches sont à confirmer");
    frame.lead = Some(
        format!("{lead}. Chaque demande part à dix personnes au plus, jamais deux fois en 30 jours.").into(),
    );
    Ok(visit.page(&frame, draw(&visit, &portion)))
}

fn draw(visit: &Visit, portion: &Portion) -> Markup {
    let nothing =
        "Aucune fiche n’est à demander aujourd’hui\u{a0}: toutes sont à jour, ou viennent d’être demandées.";
    html! {
        (ROOM.tabs(visit, "a-confirmer"))
        @if portion.candidats.is_empty() {
            (ui::empty::empty(Icon::Check, "Rien à demander", nothing, None))
        } @else {
            (section("prochaines", "Les prochaines", html! {
                (table(visit, "prochaines-table", "Prochaines personnes à qui demander", &portion.candidats))
                (form::form(&visit.csrf, &visit.workspace("annuaire/a-confirmer"), Method::Post, html! {
                    @for one in &portion.candidats { (form::hidden("fiche", &one.reference.to_string())) }
                    div.actions { (Button::primary(words(portion.candidats.len()))) }
                }))
            }))
        }
        @if !portion.injoignables.is_empty() {
            (section("appeler", "À appeler", html! {
                p { "Ni adresse ni mobile dans ces fiches\u{a0}: un coup de fil, puis «\u{a0}Tout est juste, confirmé au téléphone\u{a0}» sur la fiche." }
                (table(visit, "appeler-table", "Fiches sans adresse", &portion.injoignables))
            }))
        }
    }
}

/// « Demander à ces 10 personnes ».
pub(crate) fn words(n: usize) -> String {
    if n == 1 { "Demander à cette personne".to_owned() } else { format!("Demander à ces {n} personnes") }
}

fn table(visit: &Visit, id: &'static str, caption: &'static str, all: &[Candidat]) -> Markup {
    let columns = vec![
        Column::text("Fiche"),
        Column::text("Profession"),
        Column::text("Dernière confirmation"),
        Column::text("Message à"),
    ];
    let row = |one: &Candidat| {
        Row::new(vec![
            html! { a href=(visit.workspace(&one.reference.chemin())) { (one.nom) } },
            html! { (one.profession) },
            html! { @match one.confirmee { Some(known) => (quand(known.le)), None => "jamais" } },
            html! { (one.vers.as_deref().unwrap_or("—")) },
        ])
    };
    html! { (Table::new(id, caption, columns).quiet_caption().rows(all.iter().map(row).collect())) }
}

pub(super) async fn ask(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let wanted: Vec<Reference> = fields.all("fiche").filter_map(|text| text.parse().ok()).collect();
    let back = match fields.get("retour") {
        "ma-journee" => Redirect::to(visit.workspace("ma-journee")),
        _ => Redirect::to(visit.workspace("annuaire/a-confirmer")),
    };
    if wanted.is_empty() {
        return Ok(back.refused("Aucune fiche n’a été choisie.").answer(&visit));
    }
    let issues = ask_confirmation(&visit.ctx, &app.db, &wanted, false, app.can_send_sms()).await?;
    let sent = issues.iter().filter(|(_, issue)| matches!(issue, Issue::Envoyee(_))).count();
    let count = |n: usize, one, many| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    let mut said = count(sent, "demande part", "demandes partent");
    let held = issues.len() - sent;
    if held > 0 {
        said = format!(
            "{said}, {} (refus de messages, demande récente ou pas d’adresse)",
            count(held, "n’est pas partie", "ne sont pas parties")
        );
    }
    Ok(back.done(format!("{said}.")).answer(&visit))
}

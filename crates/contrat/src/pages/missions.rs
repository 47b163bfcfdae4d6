//! The missions of the contract, chosen and started.

use super::faits::{self, Shown};
use super::{Salle, doubt, nothing};
use crate::contrat::{Contrat, MissionContrat};
use crate::droits::MODIFIER;
use crate::echeance::Echeance;
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Column, Filled, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = faits::load(&app, &visit, &fields).await?;
    // The calendar leads here with the fact to note.
    let filled = Filled::new().value("genre", fields.get("genre")).value("annee", fields.get("annee"));
    Ok(visit.page(&frame(&visit), page(&visit, &shown, &filled)))
}

pub(super) fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Ce que la CPTS s’engage à faire, et quand chaque mission a vraiment démarré\u{a0}: le paiement en dépend.".into()),
        ..visit.frame("Missions du contrat")
    }
}

pub(super) fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let salle = &shown.salle;
    let Some(contrat) = &salle.contrat else {
        return html! { (salle.onglets(visit, "missions")) (nothing(visit)) };
    };
    let columns = vec![
        Column::text("Mission"),
        Column::text("Nature"),
        Column::text("Démarrage"),
        Column::text("À démarrer au plus tard"),
        Column::actions(),
    ];
    let missions =
        salle.accord.missions(contrat.version_au(salle.today.max(contrat.signature.unwrap_or(salle.today))));
    let dates = crate::calendrier::computed(&salle.law, contrat, salle.today).unwrap_or_default();
    let rows = missions.iter().map(|mission| line(visit, salle, contrat, &dates, mission));
    let crisis =
        contrat.missions.iter().any(|one| one.debut.is_some() && salle.accord.is_crise(&one.mission));
    html! {
        (salle.onglets(visit, "missions"))
        (Table::new("missions", "Missions de l’ACI", columns).rows(rows.collect()))
        @if crisis { (ui::section::section("crise", "Mission de crise", faits::crises(visit, shown, contrat, filled))) }
    }
}

fn line(visit: &Visit, salle: &Salle, contrat: &Contrat, dates: &[Echeance], mission: &aci::Mission) -> Row {
    let chosen = contrat.mission(&mission.id);
    let limit = due(dates, mission, "demarrage").map(|one| one.jour);
    let path = salle.path(visit, &format!("missions/{}", mission.id));
    let words = if chosen.is_some() { "Modifier" } else { "Choisir" };
    Row::new(vec![
        html! { (mission.libelle) },
        html! { @if mission.socle { "socle" } @else { "optionnelle" } },
        html! { (started(chosen, limit, salle.today)) },
        limits(contrat, dates, mission),
        html! { @if visit.can(MODIFIER) { (Button::secondary(words).small().about(mission.court.to_string()).href(path)) } },
    ])
}

fn due<'a>(dates: &'a [Echeance], mission: &aci::Mission, step: &str) -> Option<&'a Echeance> {
    let cle = format!("{}.{step}", mission.id);
    dates.iter().find(|one| one.cle == cle)
}

/// The last days to start and to deploy a mission, as the calendar says them; from the signature for a draft.
fn limits(contrat: &Contrat, dates: &[Echeance], mission: &aci::Mission) -> Markup {
    let said = |step: &str, months: Option<u32>| {
        let months = months?;
        Some(match due(dates, mission, step) {
            Some(one) => html! { (francais::date(one.jour)) (doubt(one.incertain)) },
            None if contrat.signature.is_none() => html! { "à la signature + " (months) " mois" },
            None => html! { "–" },
        })
    };
    html! {
        (said("demarrage", mission.demarrage_mois).unwrap_or_else(|| html! { "libre" }))
        @if let Some(words) = said("deploiement", mission.deploiement_mois) {
            br; span.soft { "déployée\u{a0}: " (words) }
        }
    }
}

/// How the start of a mission stands.
fn started(chosen: Option<&MissionContrat>, limit: Option<Date>, today: Date) -> Markup {
    let late = |jour: Date| limit.is_some_and(|limit| jour > limit);
    html! {
        @match chosen {
            None => (ui::status::badge(Tone::Neutral, "pas choisie")),
            Some(MissionContrat { debut: Some(jour), .. }) => {
                "démarrée le " (francais::date(*jour)) " "
                @if late(*jour) { (ui::status::badge(Tone::Warning, "hors délai")) }
            }
            Some(MissionContrat { prevue_le, .. }) => {
                @match prevue_le { Some(jour) => { "prévue le " (francais::date(*jour)) }, None => "pas encore prévue" }
                " "
                @if late(today) { (ui::status::badge(Tone::Danger, "en retard")) }
            }
        }
    }
}

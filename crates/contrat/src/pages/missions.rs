//! The missions of the contract, and what happened to the crisis mission.

use super::{Salle, back, doubt, end, id_of, nothing};
use crate::contrat::{Contrat, FaitCrise, GenreCrise, MissionContrat};
use crate::droits::MODIFIER;
use crate::echeance::Echeance;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Choice, Column, Field, Filled, Method, Row, Table, Tone, form::row, francais};
use web::{Answer, App, Fields, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    // The calendar leads here with the fact to note.
    let filled = Filled::new().value("genre", fields.get("genre"));
    Ok(visit.page(&frame(&visit), page(&visit, &salle, &filled)))
}

pub(super) async fn note_crise(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let mut reader = fields.reader();
    let genre: Option<GenreCrise> = reader.required("genre");
    let le: Option<Date> = reader.required("le");
    let errors = match reader.finish(genre.zip(le)) {
        Err(errors) => errors,
        Ok((genre, le)) => {
            let (ctx, note) = (&visit.ctx, fields.get("note"));
            let done = crate::note_crise(ctx, &app.db, &salle.law, contrat, genre, le, note).await;
            match end(&visit, salle.path(&visit, "missions"), done.map(|()| "C’est noté.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    Ok(visit.refused(frame(&visit), page(&visit, &salle, &fields.filled(&errors))))
}

pub(super) async fn remove_crise(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::remove_crise(&visit.ctx, &app.db, &salle.law, contrat, id_of(&id)?).await;
    back(&visit, salle.path(&visit, "missions"), done.map(|()| "Le fait est retiré."))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Ce que la CPTS s’engage à faire, et quand chaque mission a vraiment démarré\u{a0}: le paiement en dépend.".into()),
        ..visit.frame("Missions du contrat")
    }
}

fn page(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
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
        @if crisis { (ui::section::section("crise", "Mission de crise", crises(visit, salle, contrat, filled))) }
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

fn crises(visit: &Visit, salle: &Salle, contrat: &Contrat, filled: &Filled) -> Markup {
    let columns = vec![Column::text("Fait"), Column::text("Jour"), Column::text("Note"), Column::actions()];
    let rows = contrat.crises.iter().map(|fait| fact(visit, salle, fait));
    let choices = GenreCrise::ALL.iter().map(|genre| Choice::new(genre.code(), genre.libelle()));
    let form = html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        (row(html! {
            (Field::select("genre", "Ce qui a eu lieu", choices.collect()).required().filled(filled))
            (Field::date("le", "Le").required().filled(filled))
        }))
        (Field::text("note", "Note").hint("Qui l’a reçu, par quel acte la crise a été déclarée.").filled(filled))
        div.actions { (Button::primary("Noter")) }
    };
    html! {
        p { "Le plan est remis la première année, puis mis à jour chaque année\u{a0}; une crise déclarée par les autorités ouvre un paiement à qui a un plan." (doubt(true)) }
        @if !contrat.crises.is_empty() {
            (Table::new("faits-de-crise", "Faits notés", columns).rows(rows.collect()))
        }
        @if visit.can(MODIFIER) {
            (ui::form(&visit.csrf, &visit.workspace("contrat/missions/crise"), Method::Post, form))
        }
    }
}

fn fact(visit: &Visit, salle: &Salle, fait: &FaitCrise) -> Row {
    let action = visit.workspace(&format!("contrat/missions/crise/{}/retrait", fait.id));
    let about = format!("le fait du {}", francais::date(fait.le));
    Row::new(vec![
        html! { (fait.genre.libelle()) },
        html! { (francais::date(fait.le)) },
        html! { (fait.note) },
        html! { @if visit.can(MODIFIER) {
            (ui::button::confirm("Retirer", &about, "Ce fait ne comptera plus dans les montants.", ui::form(&visit.csrf, &action, Method::Post, html! {
                (salle.hidden()) (Button::danger("Oui, retirer").small())
            })))
        } },
    ])
}

//! Slots that repeat: every Tuesday and Friday from 18:00, but not that week.

use super::agenda::Agenda;
use super::{ROOM, beside, champs};
use crate::droits::{GERER, OFFRIR};
use crate::{Contenu, Offerte, Regle, offer_serie};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::saisie::Refus;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::button::actions;
use ui::form::{Width, row};
use ui::{Button, Choice, Field, Filled, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Routes, Visit};

const TITLE: &str = "Créneaux qui se répètent";
const JOURS: [(&str, &str); 7] = [
    ("0", "Lundi"),
    ("1", "Mardi"),
    ("2", "Mercredi"),
    ("3", "Jeudi"),
    ("4", "Vendredi"),
    ("5", "Samedi"),
    ("6", "Dimanche"),
];
/// A series is offered for that many weeks when nobody says otherwise.
const SEMAINES: i64 = 8;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/rendez-vous/mes-creneaux/serie", OFFRIR, show_mine)
        .post("/{cpts}/espace/rendez-vous/mes-creneaux/serie", OFFRIR, offer_mine)
        .get("/{cpts}/espace/rendez-vous/professionnels/{id}/creneaux/serie", GERER, show_theirs)
        .post("/{cpts}/espace/rendez-vous/professionnels/{id}/creneaux/serie", GERER, offer_theirs)
}

fn prefill(agenda: &Agenda, today: Date) -> Filled {
    let end = today.saturating_add(jiff::Span::new().weeks(SEMAINES));
    champs::prefill(&agenda.qui, agenda.derniers.first())
        .value("toutes_les", "1")
        .value("du", today.to_string())
        .value("au", end.to_string())
}

fn page(visit: &Visit, agenda: &Agenda, filled: &Filled) -> Markup {
    let days = JOURS.iter().map(|(code, words)| Choice::new(*code, *words)).collect();
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, &format!("{}/serie", agenda.base())),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (Field::checkboxes("jours", "Quels jours", days).filled(filled))
            (champs::heures(filled))
            p.soft { "Une fin plus tôt que le début est le lendemain\u{a0}: de 20 h à 8 h, une nuit." }
            (row(html! {
                (Field::date("du", "Du").required().filled(filled))
                (Field::date("au", "Au").required().filled(filled))
            }))
            (champs::places(filled, &agenda.noms))
            details open[filled.is_refused() || champs::is_unusual(filled)] {
                summary { "Plus de choix\u{a0}: une semaine sur deux, découper, exceptions, motifs, qui le voit" }
                div.form {
                    (Field::number("toutes_les", "Toutes les").unit("semaines").width(Width::Short).range(Some("1".into()), Some("8".into())).filled(filled))
                    (Field::number("minutes", "Découper en créneaux de").hint("Vide\u{a0}: un seul créneau du début à la fin. Découpé, chaque morceau a ce nombre de places.").unit("minutes").width(Width::Short).range(Some("5".into()), Some("480".into())).filled(filled))
                    (Field::text("sauf", "Sauf ces jours").hint("Séparés par des virgules\u{a0}: 24/12/2026, 31/12/2026.").filled(filled))
                    (champs::plus(filled))
                }
            }
            (actions(html! { (Button::primary("Proposer ces créneaux")) }))
        },
    )
}

/// What the form says; every fault at once.
fn read(fields: &Fields) -> Result<(Regle, Contenu), FieldErrors> {
    let mut reader = fields.reader();
    let hours = champs::read_heures(&mut reader);
    let (du, au) = (reader.required("du"), reader.required("au"));
    let toutes_les = reader.optional("toutes_les").unwrap_or(1);
    let minutes = reader.optional("minutes");
    let sauf = reader.keep(read_sauf(fields.get("sauf")));
    let contenu = champs::read_contenu(&mut reader, fields);
    let said = hours.zip(du.zip(au)).zip(sauf);
    let regle = said.map(|(((debut, fin), (du, au)), sauf)| Regle {
        jours: std::array::from_fn(|rank| fields.all("jours").any(|one| one == JOURS[rank].0)),
        toutes_les,
        debut: debut.0,
        fin: fin.0,
        minutes,
        du,
        au,
        sauf,
    });
    reader.finish(regle.zip(contenu))
}

/// Days that are typed, separated by commas.
fn read_sauf(text: &str) -> Result<BTreeSet<Date>, Refus> {
    let typed = text.split([',', ';', '\n']).map(str::trim).filter(|day| !day.is_empty());
    let mut found = BTreeSet::new();
    for day in typed {
        let encoded = Fields::parse(&format!("jour={day}"));
        let mut reader = encoded.reader();
        let read = reader.optional::<Date>("jour");
        let kept = reader.finish(read).map_err(|errors| {
            Refus::new("sauf", errors.get("jour").unwrap_or("Ce jour n’est pas lisible."))
        })?;
        found.insert(kept);
    }
    Ok(found)
}

/// « 12 créneaux proposés. 1 écarté… »
fn said(done: &Offerte) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut words =
        format!("{}.", francais::compte(count(done.creneaux.len()), "créneau proposé", "créneaux proposés"));
    if !done.ecartes.is_empty() {
        let left = francais::compte(count(done.ecartes.len()), "moment écarté", "moments écartés");
        words += &format!(" {left}\u{a0}: déjà passé, ou un autre créneau y est déjà.");
    }
    for day in &done.sautes {
        words += &format!(" Rien le {}\u{a0}: l’heure change cette nuit-là.", francais::date(*day));
    }
    words
}

async fn show_mine(visit: Visit, State(app): State<App>) -> Answer {
    let agenda = Agenda::surely_mine(&visit, &app).await?;
    Ok(show(&visit, &agenda))
}

async fn show_theirs(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let agenda = Agenda::of(&visit, &app, &id).await?;
    Ok(show(&visit, &agenda))
}

fn show(visit: &Visit, agenda: &Agenda) -> axum::response::Response {
    let filled = prefill(agenda, kernel::today(visit.ctx.now));
    visit.page(&agenda.below(visit, TITLE), page(visit, agenda, &filled))
}

async fn offer_mine(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let agenda = Agenda::surely_mine(&visit, &app).await?;
    send(&visit, &app, &agenda, &fields).await
}

async fn offer_theirs(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let agenda = Agenda::of(&visit, &app, &id).await?;
    send(&visit, &app, &agenda, &fields).await
}

async fn send(visit: &Visit, app: &App, agenda: &Agenda, fields: &Fields) -> Answer {
    let errors = match read(fields) {
        Ok((regle, contenu)) => {
            match offer_serie(&visit.ctx, &app.db, fields.key(visit), agenda.qui.id, &regle, contenu).await {
                Ok(done) => return ROOM.done(visit, &agenda.base(), said(&done)),
                Err(error) => beside(error)?,
            }
        }
        Err(errors) => errors,
    };
    Ok(visit.refused(agenda.below(visit, TITLE), page(visit, agenda, &fields.filled(&errors))))
}

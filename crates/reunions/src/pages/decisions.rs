//! What was decided: at a meeting, and across all of them.

use super::{ROOM, beside, here, mine};
use crate::letter::names;
use crate::minutes::Decision;
use crate::reunion::Reunion;
use crate::{heures, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::button::{confirm, post_button};
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Redirect, Visit, id_of};

type Here = Path<(String, String)>;
type Membres = BTreeMap<Id<Adherent>, Adherent>;
type Titres = BTreeMap<Id<Reunion>, String>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::decisions::open(&mut tx).await?;
    let (membres, titres) = (names(&mut tx).await?, store::decisions::titres(&mut tx).await?);
    let mut frame = visit.frame("Décisions à suivre");
    frame.lead =
        Some("Ce que les réunions ont décidé et qui n’est pas encore fait, le plus pressant d’abord.".into());
    Ok(visit.page(&frame, html! { (ROOM.tabs(&visit, "decisions")) (list(&visit, &all, &membres, &titres)) }))
}

/// Decisions, with what they ask; under each the meeting that took it, when these `titres` name it.
pub(super) fn list(visit: &Visit, all: &[Decision], membres: &Membres, titres: &Titres) -> Markup {
    let columns = vec![
        Column::text("Décision"),
        Column::text("Qui"),
        Column::text("Avant le"),
        Column::text("État"),
        Column::actions(),
    ];
    let empty = ui::empty::empty(
        Icon::Check,
        "Rien à suivre",
        "Les décisions notées dans les comptes rendus apparaissent ici jusqu’à ce qu’elles soient faites.",
        None,
    );
    let rows = all.iter().map(|one| row(visit, one, membres, titres)).collect();
    html! { (Table::new("decisions", "Décisions", columns).rows(rows).empty(empty)) }
}

fn row(visit: &Visit, one: &Decision, membres: &Membres, titres: &Titres) -> Row {
    let action = visit.workspace(&format!("reunions/decisions/{}", one.id));
    let (tone, words) = match one.fait_le {
        Some(_) => (Tone::Success, "Faite"),
        None if one.en_retard(heures::today(visit.ctx.now)) => (Tone::Danger, "En retard"),
        None => (Tone::Neutral, "À faire"),
    };
    let (faite, said) = if one.fait_le.is_none() { ("oui", "C’est fait") } else { ("non", "Rouvrir") };
    let button = Button::secondary(said).about(one.texte.clone()).small();
    let back = visit.here.clone();
    let retire = ui::form(
        &visit.csrf,
        &format!("{action}/retrait"),
        ui::Method::Post,
        html! { (Button::danger("Oui, retirer")) },
    );
    Row::new(vec![
        html! { a href=(here(visit, one.reunion)) { (one.texte) } @if let Some(titre) = titres.get(&one.reunion) { p.soft { (titre) } } },
        html! { @match one.porteur.and_then(|id| membres.get(&id)) { Some(who) => (who.nom()), None => "—" } },
        html! { @match one.echeance { Some(le) => (francais::date(le)), None => "—" } },
        html! { (ui::status::badge(tone, words)) @if let Some(le) = one.fait_le { " le " (francais::date(le)) } },
        html! {
            (post_button(&visit.csrf, &action, &[("faite", faite), ("retour", &back)], &button))
            @if visit.can(crate::droits::ANIMER) && one.fait_le.is_none() { " " (confirm("Retirer", &one.texte, "Elle a été notée par erreur\u{202f}?", retire)) }
        },
    ])
}

/// The form that adds one to a meeting.
pub(super) fn noting(visit: &Visit, reunion: &Reunion, membres: &Membres, filled: &Filled) -> Markup {
    let mut people: Vec<(String, Choice)> =
        membres.values().map(|one| (one.cle_tri(), Choice::new(one.id.to_string(), one.nom()))).collect();
    people.sort_by(|one, other| one.0.cmp(&other.0));
    let choices = std::iter::once(Choice::new("", "Personne pour l’instant"))
        .chain(people.into_iter().map(|(_, one)| one))
        .collect();
    html! {
        details open[filled.error_of("texte").is_some() || filled.error_of("echeance").is_some()] {
            summary { "Noter une décision" }
            (ui::form(&visit.csrf, &format!("{}/decisions", here(visit, reunion.id)), ui::Method::Post, html! {
                (visit.key(filled))
                (Field::text("texte", "Ce qui est décidé").required().maxlength(160).filled(filled))
                (ui::form::row(html! {
                    (Field::select("porteur", "Qui s’en charge", choices).filled(filled))
                    (Field::date("echeance", "Avant le").filled(filled))
                }))
                div.actions { (Button::primary("Noter la décision")) }
            }))
        }
    }
}

pub(super) async fn note(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let reunion = mine(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let mut reader = fields.reader();
    let (texte, porteur, echeance) =
        (reader.required::<String>("texte"), reader.optional("porteur"), reader.optional("echeance"));
    let errors = match reader.finish(texte) {
        Err(errors) => errors,
        Ok(texte) => {
            let id = fields.key(&visit);
            let one = Decision { id, reunion: reunion.id, texte, porteur, echeance, fait_le: None };
            match crate::note_decision(&visit.ctx, &app.db, one).await {
                Ok(()) => {
                    let back = format!("{}/compte-rendu", reunion.id);
                    return ROOM.done(&visit, &back, "La décision est notée.");
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let membres = names(&mut app.db.read(&visit.ctx).await?).await?;
    let filled = fields.filled(&errors);
    let content = html! { (ui::form::error_summary(&filled)) (noting(&visit, &reunion, &membres, &filled)) };
    Ok(visit.refused(super::under(&visit, &reunion, "Noter une décision"), content))
}

pub(super) async fn settle(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let settled =
        crate::settle_decision(&visit.ctx, &app.db, id_of(&id)?, fields.get("faite") == "oui").await;
    let asked = fields.get("retour");
    let ours = asked.starts_with(&ROOM.at(&visit, ""));
    let back = if ours { asked.to_owned() } else { ROOM.at(&visit, "decisions") };
    Redirect::to(back).after(&visit, settled.map(|_| "C’est noté."))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_decision(&visit.ctx, &app.db, id_of(&id)?).await?;
    ROOM.done(&visit, &format!("{gone}/compte-rendu"), "La décision est retirée.")
}

//! What changed in the official files on the territory: looked at in a minute.

use super::{commune, frame, onglets, place};
use crate::list_changements::PAGE;
use crate::{Nouveautes, Reference, WriteError, list_changements, review_all_changes, review_changes};
use axum::extract::State;
use maud::{Markup, html};
use repertoire::{Changement, Genre as GenreChangement};
use territoire::atlas::Etat;
use ui::button::{actions, post_button};
use ui::status::status;
use ui::table::Paging;
use ui::{Button, Column, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Redirect, Visit};

const ICI: &str = "annuaire/changements";

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    drop(tx);
    let rang = fields.get("rang").parse().unwrap_or(0);
    let news = list_changements(&visit.ctx, &app.db, (&etat.france, &communes), rang).await?;
    let mut frame = frame(&visit, "Ce qui a changé");
    let total = i64::try_from(news.total).unwrap_or(i64::MAX);
    frame.lead = Some(match total {
        0 => {
            "Les fichiers officiels n’ont rien changé sur le territoire depuis votre dernière visite.".into()
        }
        n => format!(
            "{} dans les fichiers officiels, sur le territoire.",
            francais::compte(n, "changement", "changements")
        )
        .into(),
    });
    Ok(visit.page(&frame, draw(&visit, &etat, &news)))
}

fn draw(visit: &Visit, etat: &Etat, news: &Nouveautes) -> Markup {
    let columns = vec![
        Column::text("Qui"),
        Column::text("Quoi"),
        Column::text("Où"),
        Column::text("Détail"),
        Column::actions(),
    ];
    let rows = news.lignes.iter().map(|one| row(visit, etat, news, one)).collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let at = |rang: usize| visit.workspace(&format!("{ICI}?rang={rang}")).into();
    let paging = Paging {
        first: Some(count(news.rang) + 1),
        shown: count(news.lignes.len()),
        total: Some(count(news.total)),
        previous: (news.rang > 0).then(|| at(news.rang.saturating_sub(PAGE))),
        next: (news.rang + news.lignes.len() < news.total).then(|| at(news.rang + PAGE)),
    };
    let nothing =
        "Arrivées, départs et déménagements s’afficheront ici au prochain chargement des fichiers officiels.";
    let edition = news.edition.to_string();
    html! {
        (onglets(visit, ICI))
        @if news.lignes.is_empty() { (ui::empty::empty(Icon::Check, "Rien de nouveau", nothing, None)) }
        @else {
            (actions(html! {
                (post_button(&visit.csrf, &visit.workspace(ICI), &[("jusqua", &edition)], &Button::secondary(format!("Tout marquer comme vu ({})", news.total))))
            }))
            (Table::new("changements-table", "Changements à voir", columns).rows(rows).paging(paging))
        }
    }
}

fn row(visit: &Visit, etat: &Etat, news: &Nouveautes, one: &Changement) -> Row {
    let reference = Reference::Professionnel(one.idnps.clone());
    let profession = repertoire::Famille::of(&one.profession, []).nom;
    let named =
        |code: Option<identifiants::CommuneCode>| code.map(|code| commune(etat, code)).unwrap_or_default();
    let (number, edition) = (one.id.to_string(), one.edition.to_string());
    let base = visit.workspace(&reference.chemin());
    Row::new(vec![
        html! { a href=(base) { (one.nom) } br; (profession) },
        html! { (status(tone(one.genre), one.genre.label())) },
        html! {
            @match one.genre {
                GenreChangement::Depart => (named(one.avant)),
                GenreChangement::Demenagement => { (named(one.avant)) " → " (named(one.apres)) },
                GenreChangement::Arrivee | GenreChangement::Modification => (named(one.apres.or(one.avant))),
            }
        },
        detail(one),
        html! {
            (post_button(&visit.csrf, &visit.workspace(ICI), &[("changement", &number), ("edition", &edition)], &Button::secondary("Vu").small().about(one.nom.clone())))
            @if one.genre != GenreChangement::Depart && visit.can(crate::droits::DEMANDER) && !news.connus.contains(&reference) {
                (post_button(&visit.csrf, &format!("{base}/demander"), &[("retour", "changements")], &Button::secondary("Inviter à confirmer").small().about(one.nom.clone())))
            }
        },
    ])
}

fn detail(one: &Changement) -> Markup {
    html! {
        @if one.genre == GenreChangement::Depart { "Absent du fichier du " (francais::date(one.du)) }
        @else {
            @for line in one.details.iter().take(4) {
                (line.quoi) "\u{a0}: "
                @if !line.avant.is_empty() { (line.avant) " → " }
                @if line.apres.is_empty() { "retiré" } @else { (line.apres) }
                br;
            }
            @if one.details.len() > 4 { "et " (one.details.len() - 4) " autres" br; }
            "Fichier du " (francais::date(one.du))
        }
    }
}

const fn tone(genre: GenreChangement) -> Tone {
    match genre {
        GenreChangement::Arrivee => Tone::Success,
        GenreChangement::Depart => Tone::Warning,
        GenreChangement::Demenagement => Tone::Info,
        GenreChangement::Modification => Tone::Neutral,
    }
}

pub(super) async fn review(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let back = match fields.get("retour") {
        "ma-journee" => Redirect::to(visit.workspace("ma-journee")),
        _ => Redirect::to(visit.workspace(ICI)),
    };
    if let Ok(edition) = fields.get("jusqua").parse::<i64>() {
        review_all_changes(&visit.ctx, &app.db, edition).await?;
        return Ok(back.done("Tout est marqué comme vu.").answer(&visit));
    }
    let (numbers, editions) = (fields.all("changement"), fields.all("edition"));
    let seen: Vec<(i64, i64)> = numbers
        .zip(editions)
        .filter_map(|(number, edition)| Some((number.parse().ok()?, edition.parse().ok()?)))
        .collect();
    match review_changes(&visit.ctx, &app.db, &seen).await {
        Ok(_) => Ok(back.done("C’est vu.").answer(&visit)),
        Err(WriteError::Rien) => Ok(back.refused("Cette ligne était déjà vue.").answer(&visit)),
        Err(error) => Err(error.into()),
    }
}

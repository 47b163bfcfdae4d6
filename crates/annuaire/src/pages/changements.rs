//! What changed in the official files on the territory: looked at in a minute.

use super::{ROOM, commune, ecartes, place};
use crate::list_changements::PAGE;
use crate::nouveaute::Nouveaute;
use crate::store::Fil;
use crate::{Nouveautes, WriteError, list_changements, list_ecartes, review_all_changes, review_changes};
use axum::extract::State;
use identifiants::CommuneCode;
use maud::{Markup, html};
use repertoire::{Changement, Detail, Genre as GenreChangement, GenreMouvement, Mouvement};
use territoire::atlas::Etat;
use ui::button::{actions, post_button};
use ui::status::status;
use ui::table::Paging;
use ui::{Button, Column, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Redirect, Visit};

const ICI: &str = "changements";

/// The field that names a change in a form.
pub(crate) const fn field_of(fil: Fil) -> &'static str {
    match fil {
        Fil::Professionnels => "changement",
        Fil::Structures => "mouvement",
    }
}

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(&app, &mut tx).await?;
    drop(tx);
    let rang = fields.get("rang").parse().unwrap_or(0);
    let place = (etat.france.as_ref(), &communes);
    let news = list_changements(&visit.ctx, &app.db, place, rang).await?;
    let apart: usize =
        list_ecartes(&visit.ctx, &app.db, Some(place)).await?.iter().map(|(_, lines)| lines.len()).sum();
    let mut frame = ROOM.below(&visit, "Ce qui a changé", &[]);
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
    let content = html! { (draw(&visit, &etat, &news)) (ecartes::link(&visit, apart)) };
    Ok(visit.page(&frame, content))
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
    let at = |rang: usize| ROOM.at(visit, &format!("{ICI}?rang={rang}")).into();
    let paging = Paging {
        first: Some(count(news.rang) + 1),
        shown: count(news.lignes.len()),
        total: Some(count(news.total)),
        previous: (news.rang > 0).then(|| at(news.rang.saturating_sub(PAGE))),
        next: (news.rang + news.lignes.len() < news.total).then(|| at(news.rang + PAGE)),
    };
    let nothing =
        "Arrivées, départs et déménagements s’afficheront ici au prochain chargement des fichiers officiels.";
    let (people, structures) = (news.editions.0.to_string(), news.editions.1.to_string());
    let upto = [("jusqua", people.as_str()), ("jusqua-structures", &structures)];
    html! {
        (ROOM.tabs(visit, ICI))
        @if news.lignes.is_empty() { (ui::empty::empty(Icon::Check, "Rien de nouveau", nothing, None)) }
        @else {
            (actions(html! {
                (post_button(&visit.csrf, &ROOM.at(visit, ICI), &upto, &Button::secondary(format!("Tout marquer comme vu ({})", news.total))))
            }))
            (Table::new("changements-table", "Changements à voir", columns).rows(rows).paging(paging))
        }
    }
}

fn row(visit: &Visit, etat: &Etat, news: &Nouveautes, one: &Nouveaute) -> Row {
    let (reference, (number, edition)) = (one.reference(), one.numero());
    let (number, edition) = (number.to_string(), edition.to_string());
    let base = visit.workspace(&reference.chemin());
    let here = !matches!(one, Nouveaute::Professionnel(one) if one.genre == GenreChangement::Depart);
    let person = one.fil() == Fil::Professionnels;
    Row::new(vec![
        html! { div { a href=(base) { (one.nom()) } div { (sorte(one)) } } },
        html! { (status(tone(one), one.quoi())) },
        html! { (ou(etat, one)) },
        html! {
            div { @match one { Nouveaute::Professionnel(one) => (person_detail(one)), Nouveaute::Structure(one) => (structure_detail(one)) } }
        },
        html! {
            (post_button(&visit.csrf, &ROOM.at(visit, ICI), &[(field_of(one.fil()), &number), ("edition", &edition)], &Button::secondary("Vu").small().about(one.nom().to_owned())))
            @if person && here && visit.can(crate::droits::DEMANDER) && !news.connus.contains(&reference) {
                (post_button(&visit.csrf, &format!("{base}/demander"), &[("retour", "changements")], &Button::secondary("Inviter à confirmer").small().about(one.nom().to_owned())))
            }
        },
    ])
}

/// The profession of a person, the category of a structure.
fn sorte(one: &Nouveaute) -> String {
    match one {
        Nouveaute::Professionnel(one) => repertoire::Famille::of(&one.profession, []).nom.to_owned(),
        Nouveaute::Structure(one) => one.categorie.clone(),
    }
}

fn ou(etat: &Etat, one: &Nouveaute) -> String {
    let named = |code: Option<CommuneCode>| code.map(|code| commune(etat, code)).unwrap_or_default();
    let (avant, apres, moved, gone) = match one {
        Nouveaute::Professionnel(one) => (
            one.avant,
            one.apres,
            one.genre == GenreChangement::Demenagement,
            one.genre == GenreChangement::Depart,
        ),
        Nouveaute::Structure(one) => {
            (one.avant, one.apres, one.genre == GenreMouvement::Demenagement, one.apres.is_none())
        }
    };
    match () {
        () if moved => format!("{} → {}", named(avant), named(apres)),
        () if gone => named(avant),
        () => named(apres.or(avant)),
    }
}

fn person_detail(one: &Changement) -> Markup {
    html! {
        @if one.genre == GenreChangement::Depart { "Absent du fichier du " (francais::date(one.du)) }
        @else { (written(&one.details)) "Fichier du " (francais::date(one.du)) }
    }
}

fn structure_detail(one: &Mouvement) -> Markup {
    html! {
        @if one.genre == GenreMouvement::Absence { "Absente du fichier FINESS du " (francais::date(one.du)) }
        @else { (written(&one.details)) "Fichier FINESS du " (francais::date(one.du)) }
    }
}

/// The first things that are written otherwise.
fn written(details: &[Detail]) -> Markup {
    html! {
        @for line in details.iter().take(4) {
            (line.quoi) "\u{a0}: "
            @if !line.avant.is_empty() { (line.avant) " → " }
            @if line.apres.is_empty() { "retiré" } @else { (line.apres) }
            br;
        }
        @if details.len() > 4 { "et " (details.len() - 4) " autres" br; }
    }
}

const fn tone(one: &Nouveaute) -> Tone {
    match one {
        Nouveaute::Professionnel(one) => match one.genre {
            GenreChangement::Arrivee => Tone::Success,
            GenreChangement::Depart => Tone::Warning,
            GenreChangement::Demenagement => Tone::Info,
            GenreChangement::Modification => Tone::Neutral,
        },
        Nouveaute::Structure(one) => match one.genre {
            GenreMouvement::Ouverture => Tone::Success,
            GenreMouvement::Fermeture | GenreMouvement::Absence => Tone::Warning,
            GenreMouvement::Demenagement => Tone::Info,
            GenreMouvement::Modification => Tone::Neutral,
        },
    }
}

pub(super) async fn review(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let back = match fields.get("retour") {
        "ma-journee" => Redirect::to(visit.workspace("ma-journee")),
        _ => Redirect::to(ROOM.at(&visit, ICI)),
    };
    if let Ok(people) = fields.get("jusqua").parse::<i64>() {
        let structures = fields.get("jusqua-structures").parse().unwrap_or_default();
        review_all_changes(&visit.ctx, &app.db, (people, structures)).await?;
        return Ok(back.done("Tout est marqué comme vu.").answer(&visit));
    }
    let fil = if fields.has("mouvement") { Fil::Structures } else { Fil::Professionnels };
    let (numbers, editions) = (fields.all(field_of(fil)), fields.all("edition"));
    let seen: Vec<(i64, i64)> = numbers
        .zip(editions)
        .filter_map(|(number, edition)| Some((number.parse().ok()?, edition.parse().ok()?)))
        .collect();
    match review_changes(&visit.ctx, &app.db, fil, &seen).await {
        Ok(_) => Ok(back.done("C’est vu.").answer(&visit)),
        Err(WriteError::Rien) => Ok(back.refused("Cette ligne était déjà vue.").answer(&visit)),
        Err(error) => Err(error.into()),
    }
}

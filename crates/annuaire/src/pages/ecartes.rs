//! Lines of the official files that were set aside: read, never dropped in silence.

use super::{ROOM, commune, place};
use crate::list_ecartes;
use axum::extract::State;
use documents::{Cell, Kind, Sheet, SheetColumn};
use maud::{Markup, html};
use repertoire::{Ecarte, Edition, Nature};
use std::sync::Arc;
use territoire::atlas::Etat;
use ui::table::Paging;
use ui::{Button, Column, Icon, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Visit};

const ICI: &str = "lignes-ecartees";
/// Lines on one page.
const PAGE: usize = 50;

type Files = Vec<(Edition, Vec<Ecarte>)>;

/// The way to the page, with how many lines it shows.
pub(super) fn link(visit: &Visit, count: usize) -> Markup {
    let words = francais::compte(as_int(count), "ligne écartée", "lignes écartées");
    html! {
        @if count > 0 {
            p { a href=(ROOM.at(visit, ICI)) { (words) " des derniers fichiers officiels" } "\u{a0}: illisibles, elles ne sont pas dans l’annuaire." }
        } @else {
            p { a href=(ROOM.at(visit, ICI)) { "Aucune ligne écartée" } " des derniers fichiers officiels sur le territoire." }
        }
    }
}

fn as_int(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// Whether the lines of all France are asked for, and those that are.
async fn read(app: &App, visit: &Visit, fields: &Fields) -> Result<(Arc<Etat>, bool, Files), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (etat, communes) = place(app, &mut tx).await?;
    drop(tx);
    let france = fields.get("zone") == "france";
    let place = (!france).then_some((etat.france.as_ref(), &communes));
    let files = list_ecartes(&visit.ctx, &app.db, place).await?;
    Ok((etat, france, files))
}

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let (etat, france, files) = read(&app, &visit, &fields).await?;
    let total: usize = files.iter().map(|(_, lines)| lines.len()).sum();
    let rang = fields.get("rang").parse().ok().filter(|rang| *rang < total).unwrap_or(0);
    let mut frame = ROOM.below(&visit, "Lignes écartées du dernier fichier", &[]);
    frame.breadcrumb.push(ui::Crumb::new("Ce qui a changé", visit.workspace("annuaire/changements")));
    frame.lead = Some(
        "Une ligne que le chargement n’a pas pu lire est gardée à part, jamais perdue. Elle se corrige à sa source\u{a0}: l’ordre, l’ARS ou l’Agence du numérique en santé."
            .into(),
    );
    let query = if france { "?zone=france" } else { "" };
    frame.actions = (total > 0).then(|| {
        let file = ROOM.at(&visit, &format!("{ICI}/fichier{query}"));
        html! { (Button::secondary("Télécharger (CSV)").href(file).icon(Icon::Document)) }
    });
    let content = html! {
        (ROOM.tabs(&visit, "changements"))
        (zones(&visit, france))
        @if total == 0 { (nothing(france)) }
        @else {
            ul { @for (edition, lines) in &files { li { (told(edition, lines.len(), france)) } } }
            (table(&visit, &etat, &files, (rang, total), france))
        }
    };
    Ok(visit.page(&frame, content))
}

fn zones(visit: &Visit, france: bool) -> Markup {
    html! {
        p {
            @if france {
                "Toutes les lignes de France. "
                a href=(ROOM.at(visit, ICI)) { "Seulement celles du territoire" }
            } @else {
                "Les lignes du territoire, et celles dont le lieu n’est pas lisible. "
                a href=(ROOM.at(visit, &format!("{ICI}?zone=france"))) { "Voir celles de toute la France" }
            }
        }
    }
}

fn nothing(france: bool) -> Markup {
    let place = if france { "Aucune ligne écartée" } else { "Aucune ligne écartée sur le territoire" };
    let words = "Toutes les lignes des fichiers en vigueur ont été lues. Celles qui ne le seront pas au prochain chargement s’afficheront ici.";
    ui::empty::empty(Icon::Check, place, words, None)
}

/// « Professionnels… du 20 novembre 2026 : 3 lignes ».
fn told(edition: &Edition, shown: usize, france: bool) -> String {
    let lines = francais::compte(as_int(shown), "ligne", "lignes");
    let all = as_int(edition.bilan.rejetes);
    let more = match france && as_int(shown) < all {
        true => format!(", les premières des {} qui ont été écartées", francais::nombre(all)),
        false => String::new(),
    };
    format!("{}, fichier du {}\u{a0}: {lines}{more}.", edition.nature.label(), francais::date(edition.du))
}

const fn short(nature: Nature) -> &'static str {
    match nature {
        Nature::Activite => "RPPS, activités",
        Nature::SavoirFaire => "RPPS, savoir-faire",
        Nature::Diplome => "RPPS, diplômes",
        Nature::Etablissement => "FINESS",
    }
}

/// The commune, or the département, or nothing.
fn lieu(etat: &Etat, one: &Ecarte) -> String {
    match (one.commune, one.departement) {
        (Some(code), _) => commune(etat, code),
        (None, Some(code)) => {
            etat.france.departement(code).map_or_else(|| code.to_string(), |one| one.nom.to_string())
        }
        (None, None) => String::new(),
    }
}

/// What came, and in which column.
fn recu(one: &Ecarte) -> String {
    match one.rejet.colonne.as_str() {
        "" => one.rejet.recu.clone(),
        colonne => format!("{colonne}\u{a0}: «\u{a0}{}\u{a0}»", one.rejet.recu),
    }
}

fn table(visit: &Visit, etat: &Etat, files: &Files, (rang, total): (usize, usize), france: bool) -> Markup {
    let columns = vec![
        Column::text("Fichier"),
        Column::number("Ligne"),
        Column::text("Identifiant reçu"),
        Column::text("Lieu"),
        Column::text("Pourquoi"),
        Column::text("Reçu").minor(),
    ];
    let unknown = || html! { span title="Illisible" { "—" } };
    let all = files.iter().flat_map(|(edition, lines)| lines.iter().map(move |one| (edition, one)));
    let rows: Vec<Row> = all
        .skip(rang)
        .take(PAGE)
        .map(|(edition, one)| {
            let place = lieu(etat, one);
            Row::new(vec![
                html! { (short(edition.nature)) },
                html! { @if one.rejet.ligne > 0 { (francais::nombre(as_int(one.rejet.ligne))) } @else { (unknown()) } },
                html! { @if one.identifiant.is_empty() { (unknown()) } @else { (one.identifiant) } },
                html! { @if place.is_empty() { "lieu illisible" } @else { (place) } },
                html! { (one.rejet.raison) },
                html! { (recu(one)) },
            ])
        })
        .collect();
    let at = |rang: usize| {
        let zone = if france { "zone=france&" } else { "" };
        ROOM.at(visit, &format!("{ICI}?{zone}rang={rang}")).into()
    };
    let shown = rows.len();
    let paging = Paging {
        first: Some(as_int(rang) + 1),
        shown: as_int(shown),
        total: Some(as_int(total)),
        previous: (rang > 0).then(|| at(rang.saturating_sub(PAGE))),
        next: (rang + shown < total).then(|| at(rang + PAGE)),
    };
    html! { (Table::new("ecartes", "Lignes écartées", columns).rows(rows).paging(paging)) }
}

/// The same lines, all of them, for a spreadsheet.
pub(super) async fn file(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let (etat, _, files) = read(&app, &visit, &fields).await?;
    let labels = [
        "Fichier",
        "Du",
        "Ligne",
        "Identifiant reçu",
        "Commune ou département",
        "Colonne",
        "Reçu",
        "Pourquoi",
    ];
    let column = |label: &str| {
        let kind = match label {
            "Du" => Kind::Date,
            "Ligne" => Kind::Number { decimals: 0 },
            _ => Kind::Text,
        };
        SheetColumn::new(label, kind)
    };
    let line = |edition: &Edition, one: &Ecarte| -> Vec<Cell> {
        vec![
            edition.nature.label().into(),
            edition.du.into(),
            Cell::Number(one.rejet.ligne as f64),
            one.identifiant.clone().into(),
            lieu(&etat, one).into(),
            one.rejet.colonne.clone().into(),
            one.rejet.recu.clone().into(),
            one.rejet.raison.clone().into(),
        ]
    };
    let rows = files.iter().flat_map(|(edition, lines)| lines.iter().map(|one| line(edition, one)));
    let sheet = Sheet {
        name: "Lignes écartées".to_owned(),
        title: "Lignes écartées des fichiers officiels".to_owned(),
        note: None,
        columns: labels.map(column).into(),
        rows: rows.collect(),
    };
    let name = format!("lignes-ecartees-{}.csv", kernel::today(visit.ctx.now));
    web::download(&name, "text/csv; charset=utf-8", move || documents::csv(&sheet).map(String::into_bytes))
        .await
}

//! The list of lines.

use super::{Names, ROOM, amount, person};
use crate::indemnite::{Etat, Indemnite};
use crate::regime::Regime;
use crate::store::lectures::{self, Filtre};
use axum::extract::State;
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use ui::table::Paging;
use ui::{Choice, Column, Field, Filled, Icon, Row, Table, francais, status::badge};
use web::{Answer, App, Fields, Visit};

/// Lines a page.
const PAGE: i64 = 50;

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let filtre = filtre(&query);
    let from: i64 = query.get("a_partir").parse().unwrap_or(0).max(0);
    let mut tx = app.db.read(&visit.ctx).await?;
    let names = crate::noms(&mut tx).await?;
    let sums = lectures::sommes(&mut tx, &filtre).await?;
    let lines = lectures::lignes(&mut tx, &filtre, from, PAGE).await?;
    drop(tx);
    let total = match filtre.etat {
        Some(etat) => sums.get(&etat).map_or(0, |(n, _)| *n),
        None => sums.values().map(|(n, _)| n).sum(),
    };
    let frame = ui::Frame {
        lead: Some("Chaque ligne naît d’un acte\u{a0}: une présence signée, un créneau gardé, une déclaration. Rien ne se ressaisit.".into()),
        ..visit.frame("Indemnités")
    };
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (filters(&visit, &query, &names))
        (summary(&sums))
        (table(&visit, &lines, &names).paging(paging(&visit, &query, from, &lines, total)))
    };
    Ok(visit.page(&frame, content))
}

fn filtre(query: &Fields) -> Filtre {
    let month: Option<Date> = format!("{}-01", query.get("mois")).parse().ok();
    Filtre {
        etat: query.get("etat").parse().ok(),
        personne: query.get("personne").parse().ok(),
        jours: month.map(|first| (first, first.last_of_month())),
        regime: query.get("regime").parse().ok(),
        lot: None,
    }
}

fn filters(visit: &Visit, query: &Fields, names: &Names) -> Markup {
    let filled = ["etat", "personne", "mois", "regime"]
        .into_iter()
        .fold(Filled::new(), |all, name| all.value(name, query.get(name)));
    let first = |words: &'static str| std::iter::once(Choice::new("", words));
    let states = first("Tous les états")
        .chain(Etat::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())))
        .collect();
    let regimes = first("Les deux régimes")
        .chain(Regime::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())))
        .collect();
    let mut people: Vec<_> = names.iter().collect();
    people.sort_by_cached_key(|(_, nom)| kernel::fold(nom));
    let people = first("Tout le monde")
        .chain(people.into_iter().map(|(id, nom)| Choice::new(id.to_string(), nom.clone())))
        .collect();
    let now = super::today(visit).first_of_month();
    let month = |back: i32| now.saturating_sub(back.months());
    let months = (0..24)
        .map(month)
        .map(|day| Choice::new(day.strftime("%Y-%m").to_string(), francais::mois_annee(day)));
    let months = first("Tous les mois").chain(months).collect();
    ui::form::filters(
        &visit.workspace("indemnites"),
        html! {
            (Field::select("etat", "État", states).filled(&filled))
            (Field::select("personne", "Personne", people).filled(&filled))
            (Field::select("mois", "Mois", months).filled(&filled))
            (Field::select("regime", "Régime", regimes).filled(&filled))
        },
    )
}

/// What each state comes to.
pub(super) fn summary(sums: &std::collections::BTreeMap<Etat, (i64, i64)>) -> Markup {
    html! {
        @if !sums.is_empty() {
            dl.figures aria-label="Par état" {
                @for (etat, (n, cents)) in sums {
                    (ui::Figure::new(etat.libelle(), francais::euros(*cents)).note(francais::compte(*n, "ligne", "lignes")))
                }
            }
        }
    }
}

/// Lines as a table.
pub(super) fn table(visit: &Visit, lines: &[Indemnite], names: &Names) -> Table {
    let columns = vec![
        Column::text("Personne"),
        Column::text("Ce qui a été fait"),
        Column::text("Jour"),
        Column::number("Quantité").minor(),
        Column::number("Montant"),
        Column::text("État"),
    ];
    let rows = lines.iter().map(|one| {
        Row::new(vec![
            html! {
                (person(visit, names, one.personne))
                @if one.beneficiaire != one.personne { br; small { "versée à " (super::name(names, one.beneficiaire)) } }
            },
            html! { a href=(visit.workspace(&format!("indemnites/{}", one.id))) { (one.libelle) } },
            html! { (francais::date_courte(one.fait.jour)) },
            html! { (one.quantite()) },
            amount(one.cents()),
            badge(one.etat.tone(), one.etat.libelle()),
        ])
    });
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucune ligne",
        "Une ligne naît de chaque présence signée à une réunion, dès qu’un barème s’applique.",
        None,
    );
    Table::new("lignes", "Indemnités", columns).rows(rows.collect()).empty(empty)
}

fn paging(visit: &Visit, query: &Fields, from: i64, lines: &[Indemnite], total: i64) -> Paging {
    let shown = i64::try_from(lines.len()).unwrap_or_default();
    let to = |from: i64| {
        let kept = ["etat", "personne", "mois", "regime"]
            .map(|name| format!("{name}={}", query.get(name)))
            .join("&");
        visit.workspace(&format!("indemnites?{kept}&a_partir={from}")).into()
    };
    Paging {
        first: Some(from + 1),
        shown,
        total: Some(total),
        previous: (from > 0).then(|| to((from - PAGE).max(0))),
        next: (from + shown < total).then(|| to(from + PAGE)),
    }
}

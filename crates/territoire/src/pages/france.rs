//! Coverage of the country: a map of the départements, and its table.

use crate::api::atlas;
use crate::atlas::Etat;
use crate::referentiel::Departement;
use axum::extract::State;
use identifiants::DepartementCode;
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::map::{self, CHOROPLETH, LegendItem, MapFrame};
use ui::{Column, Crumb, Row, Table, francais};
use web::{Answer, App, Visit};

/// What is covered of a département.
struct Couverture<'a> {
    departement: &'a Departement,
    cpts: usize,
    population: i64,
    couverte: i64,
}

impl Couverture<'_> {
    /// In hundredths, rounded down: 100 means everybody.
    const fn part(&self) -> i64 {
        if self.population > 0 { self.couverte * 100 / self.population } else { 0 }
    }
}

pub(super) async fn list(visit: Visit, State(app): State<App>) -> Answer {
    let etat = atlas(&app, &visit).await?;
    let jour = today(visit.ctx.now);
    let all = coverage(&etat, jour);
    let frame = ui::Frame {
        lead: Some("Part des habitants dont la commune est dans une CPTS de cette instance.".into()),
        breadcrumb: vec![Crumb::new("Accueil", "/")],
        ..visit.frame("Départements")
    };
    Ok(visit.page(&frame, html! { (france(&etat, &all)) (table(&all)) }))
}

fn coverage(etat: &Etat, jour: Date) -> Vec<Couverture<'_>> {
    let occupation = etat.occupation(jour);
    let one = |departement: &'_ Departement| {
        let (mut population, mut couverte, mut ranks) = (0, 0, BTreeSet::new());
        for commune in etat
            .france
            .of_departement(departement.code)
            .iter()
            .filter(|c| !etat.france.has_arrondissements(c.code))
        {
            let people = commune.population.map_or(0, i64::from);
            let owners = occupation.owners(commune.code);
            population += people;
            couverte += if owners.is_empty() { 0 } else { people };
            ranks.extend(owners.iter().copied());
        }
        (ranks.len(), population, couverte)
    };
    let counted = etat.france.departements().iter().map(|departement| {
        let (cpts, population, couverte) = one(departement);
        Couverture { departement, cpts, population, couverte }
    });
    counted.filter(|couverture| couverture.population > 0).collect()
}

/// The map of the country, each département a link.
pub(super) fn france_map(etat: &Etat, jour: Date) -> Markup {
    let all = coverage(etat, jour);
    html! { (france(etat, &all)) }
}

fn france(etat: &Etat, all: &[Couverture<'_>]) -> Markup {
    let Some(drawing) = etat.fonds.france() else { return html! {} };
    let by_code: BTreeMap<DepartementCode, &Couverture<'_>> =
        all.iter().map(|c| (c.departement.code, c)).collect();
    let class = |part: i64| match part {
        0 => "out",
        1..=24 => CHOROPLETH[1],
        25..=49 => CHOROPLETH[2],
        50..=74 => CHOROPLETH[3],
        75..=99 => CHOROPLETH[4],
        _ => CHOROPLETH[5],
    };
    let svg = html! {
        svg.map viewBox=(drawing.view_box()) aria-label="Les départements" role="group" {
            @for (code, d) in drawing.paths() {
                @if let Some(one) = by_code.get(&code) {
                    a href={ "/departements/" (code) } {
                        path class={ "commune " (class(one.part())) } d=(d) fill-rule="evenodd" {
                            title { (one.departement.nom) ", " (one.part()) "\u{202f}% des habitants" }
                        }
                    }
                }
            }
        }
    };
    let legend = [
        (CHOROPLETH[5], "100\u{202f}%"),
        (CHOROPLETH[4], "75 à 99\u{202f}%"),
        (CHOROPLETH[3], "50 à 74\u{202f}%"),
        (CHOROPLETH[2], "25 à 49\u{202f}%"),
        (CHOROPLETH[1], "moins de 25\u{202f}%"),
        ("out", "aucune CPTS ici"),
    ];
    map::map(&MapFrame {
        id: "carte-france".into(),
        title: "Habitants dont la commune est dans une CPTS de cette instance".into(),
        svg,
        legend: legend.map(|(class, label)| LegendItem::new(class, label)).to_vec(),
        note: Some(html! { "Contours simplifiés. " a href="/donnees" { "Données et sources" } }),
        twin: html! { p { a href="/departements#departements" { "Le tableau des départements" } " dit la même chose." } },
    })
}

fn table(all: &[Couverture<'_>]) -> Markup {
    let columns = vec![
        Column::text("Département"),
        Column::number("CPTS"),
        Column::number("Habitants"),
        Column::number("Dans une CPTS"),
    ];
    let rows = all.iter().map(|one| {
        Row::new(vec![
            html! { a href={ "/departements/" (one.departement.code) } { (one.departement.code) " " (one.departement.nom) } },
            html! { (one.cpts) },
            html! { (francais::nombre(one.population)) },
            html! { (one.part()) "\u{202f}%" },
        ])
    });
    html! { (Table::new("departements", "Départements", columns).quiet_caption().filter("Filtrer").rows(rows.collect())) }
}

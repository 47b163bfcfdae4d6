//! Why a commune has this score: its providers, their catchments, the numbers used.

use super::acces::{Lu, Question, name, read};
use crate::acces::Carte;
use accessibilite::{Fournisseur, Patient};
use axum::extract::{Path, State};
use identifiants::CommuneCode;
use maud::{Markup, html};
use ui::{Column, Crumb, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let code: CommuneCode = code.parse().map_err(|_| Problem::not_found())?;
    let question = Question::read(&query);
    let lu = read(&app, &visit, &question).await?;
    let carte = lu.carte.as_ref().ok_or_else(Problem::not_found)?;
    let rang = *carte.rangs.get(&code).ok_or_else(Problem::not_found)?;
    let frame = ui::Frame {
        lead: Some(
            format!(
                "D’où vient le score de {} pour les {}.",
                name(&lu, code),
                question.famille.pluriel.to_lowercase()
            )
            .into(),
        ),
        breadcrumb: vec![
            Crumb::new("Diagnostic", visit.workspace("diagnostic")),
            Crumb::new("Accès aux soins", visit.workspace(&format!("diagnostic/acces?{}", question.query()))),
        ],
        ..visit.frame(format!("Accès depuis {}", name(&lu, code)))
    };
    let bassin = query.get("bassin").parse::<CommuneCode>().ok();
    let content = html! {
        (providers(&visit, &lu, carte, rang, (&question, code)))
        @if let Some(bassin) = bassin { (catchment(&lu, carte, bassin)) }
    };
    Ok(visit.page(&frame, content))
}

fn place(lu: &Lu, carte: &Carte, rang: usize) -> String {
    let code = &carte.etude.lieux().lieu(rang).code;
    code.parse().map_or_else(|_| code.clone(), |code| name(lu, code))
}

fn providers(
    visit: &Visit,
    lu: &Lu,
    carte: &Carte,
    rang: usize,
    (question, here): (&Question, CommuneCode),
) -> Markup {
    let Some(why) = carte.etude.explain(rang) else {
        return html! { p { "Cette commune n’a pas de position connue\u{a0}: pas de score." } };
    };
    let columns = vec![
        Column::text("Lieu de soins"),
        Column::number("Minutes"),
        Column::number("Poids"),
        Column::number("Offre"),
        Column::number("Habitants qui la partagent"),
        Column::number("Part, pour 100\u{202f}000 hab."),
    ];
    let row = |one: &Fournisseur| {
        let code = &carte.etude.lieux().lieu(one.rang).code;
        let link =
            visit.workspace(&format!("diagnostic/acces/{here}?{}&bassin={code}#bassin", question.query()));
        Row::new(vec![
            html! { a href=(link) { (place(lu, carte, one.rang)) } },
            html! { (francais::decimal(one.minutes, 1)) },
            html! { (francais::decimal(one.poids * one.choix, 3)) },
            html! { (francais::decimal(one.offre, 2)) },
            html! { (francais::decimal(one.demande_du_bassin, 0)) },
            html! { (francais::decimal(one.contribution * 1e5, 2)) },
        ])
    };
    let mut rows: Vec<Row> = why.fournisseurs.iter().map(row).collect();
    let blank = || html! {};
    rows.push(
        Row::new(vec![
            html! { "Score de " (name(lu, here)) },
            blank(),
            blank(),
            blank(),
            blank(),
            html! { (francais::decimal(why.score * 1e5, 2)) },
        ])
        .total(),
    );
    html! {
        @if why.fournisseurs.is_empty() { p { "Aucun lieu de soins n’est à portée de cette commune." } }
        @else {
            (Table::new("fournisseurs", "Lieux de soins à portée", columns).rows(rows))
            p { "Part = poids × offre ÷ habitants qui la partagent (chacun pesé par sa distance)." }
        }
    }
}

fn catchment(lu: &Lu, carte: &Carte, code: CommuneCode) -> Markup {
    let Some(rang) = carte.etude.lieux().rang(&code.to_string()) else { return html! {} };
    let bassin = carte.etude.bassin(rang);
    let columns = vec![
        Column::text("Commune"),
        Column::number("Minutes"),
        Column::number("Poids"),
        Column::number("Habitants"),
        Column::number("Habitants pesés"),
    ];
    let row = |one: &Patient| {
        Row::new(vec![
            html! { (place(lu, carte, one.rang)) },
            html! { (francais::decimal(one.minutes, 1)) },
            html! { (francais::decimal(one.poids * one.choix, 3)) },
            html! { (francais::decimal(one.demande, 0)) },
            html! { (francais::decimal(one.demande_ponderee, 0)) },
        ])
    };
    let rows = bassin.patients.iter().map(row).collect();
    let body = html! {
        p { (francais::decimal(bassin.offre, 2)) " pour " (francais::decimal(bassin.demande, 0)) " habitants pesés"
            @if let Some(ratio) = bassin.ratio { ", soit " (francais::decimal(ratio * 1e5, 2)) " pour 100\u{202f}000" } "." }
        (Table::new("table-bassin", "Qui partage cette offre", columns).rows(rows).compact())
    };
    ui::section::section("bassin", &format!("Le bassin de {}", name(lu, code)), body)
}

//! What was paid to each beneficiary in a civil year: what the association declares.

use super::{ROOM, name, person, year};
use crate::regime::Regime;
use crate::store::depenses;
use adhesions::Adherent;
use axum::extract::State;
use db::Trace;
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use kernel::Id;
use maud::html;
use std::collections::BTreeMap;
use ui::{Column, Icon, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Visit};

/// A beneficiary: name, cents of each regime in the order of [`Regime::ALL`], lines.
struct Ligne {
    id: Id<Adherent>,
    nom: String,
    cents: [i64; 2],
    lignes: i64,
}

impl Ligne {
    fn total(&self) -> i64 {
        self.cents.iter().sum()
    }
}

async fn read(tx: &mut db::Tx, annee: i16) -> db::Result<Vec<Ligne>> {
    let names = crate::noms(tx).await?;
    let mut all: BTreeMap<Id<Adherent>, Ligne> = BTreeMap::new();
    for (id, regime, cents, lignes) in depenses::par_beneficiaire(tx, annee).await? {
        let one =
            all.entry(id).or_insert_with(|| Ligne { id, nom: name(&names, id), cents: [0; 2], lignes: 0 });
        one.cents[usize::from(regime == Regime::RemunerationDeMission)] += cents;
        one.lignes += lignes;
    }
    let mut all: Vec<Ligne> = all.into_values().collect();
    all.sort_by_cached_key(|one| kernel::fold(&one.nom));
    Ok(all)
}

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let annee = year(&visit, &query);
    let mut tx = app.db.read(&visit.ctx).await?;
    let names = crate::noms(&mut tx).await?;
    let all = read(&mut tx, annee).await?;
    drop(tx);
    let mut rows: Vec<Row> = all
        .iter()
        .map(|one| {
            let [loss, mission] = one.cents;
            Row::new(vec![person(&visit, &names, one.id), money(loss), money(mission), money(one.total())])
        })
        .collect();
    if all.len() > 1 {
        let sum = |of: &dyn Fn(&Ligne) -> i64| money(all.iter().map(of).sum());
        rows.push(
            Row::new(vec![
                html! { "Total" },
                sum(&|one| one.cents[0]),
                sum(&|one| one.cents[1]),
                sum(&Ligne::total),
            ])
            .total(),
        );
    }
    let columns = vec![
        Column::text("Bénéficiaire"),
        Column::number(Regime::PerteDeRevenu.libelle()),
        Column::number(Regime::RemunerationDeMission.libelle()),
        Column::number("Total"),
    ];
    let empty = ui::empty::empty(
        Icon::Euro,
        "Rien de payé cette année",
        "Les sommes comptent l’année où la banque les a payées.",
        None,
    );
    let frame = ui::Frame {
        lead: Some("Ce qui a été payé, par bénéficiaire et par régime, l’année civile de l’exécution des virements. Maillage ne dit pas l’impôt\u{a0}: votre expert-comptable dit ce que chaque somme impose de déclarer.".into()),
        ..visit.frame(format!("Montants à déclarer, {annee}"))
    };
    let to = |part: &str, annee: i16| visit.workspace(&format!("indemnites/{part}?annee={annee}"));
    let content = html! {
        (ROOM.tabs(&visit, "montants"))
        p { a href=(to("montants", annee - 1)) { "Voir " (annee - 1) } " · " a href=(to("montants", annee + 1)) { "Voir " (annee + 1) } }
        @if visit.can(crate::droits::PAYER) && !all.is_empty() {
            p { a href=(to("montants.xlsx", annee)) download { "Télécharger en XLSX" } " · " a href=(to("montants.csv", annee)) download { "Télécharger en CSV" } }
        }
        (Table::new("montants", format!("Payé en {annee}"), columns).rows(rows).empty(empty))
    };
    Ok(visit.page(&frame, content))
}

fn money(cents: i64) -> maud::Markup {
    html! { (francais::euros(cents)) }
}

/// The table, read and noted in the journal.
async fn sheet(visit: &Visit, app: &App, annee: i16) -> Result<Sheet, Problem> {
    let mut tx = app.db.begin(&visit.ctx).await?;
    let all = read(&mut tx, annee).await?;
    tx.record(Trace::new("indemnites.montants_exportes", format!("annee:{annee}")));
    tx.commit().await?;
    let euros = |cents: i64| Cell::Number(cents as f64 / 100.0);
    let row = |one: Ligne| {
        let total = one.total();
        vec![
            Cell::Text(one.nom),
            euros(one.cents[0]),
            euros(one.cents[1]),
            euros(total),
            Cell::Number(one.lignes as f64),
        ]
    };
    Ok(Sheet {
        name: annee.to_string(),
        title: format!("Montants payés en {annee}"),
        note: Some("Année civile d’exécution des virements.".to_owned()),
        columns: vec![
            SheetColumn::new("Bénéficiaire", Kind::Text),
            SheetColumn::new(Regime::PerteDeRevenu.libelle(), Kind::Euros),
            SheetColumn::new(Regime::RemunerationDeMission.libelle(), Kind::Euros),
            SheetColumn::new("Total", Kind::Euros),
            SheetColumn::new("Lignes", Kind::Number { decimals: 0 }),
        ],
        rows: all.into_iter().map(row).collect(),
    })
}

pub(super) async fn csv(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let annee = year(&visit, &query);
    let sheet = sheet(&visit, &app, annee).await?;
    web::download(&format!("montants-{annee}.csv"), "text/csv; charset=utf-8", move || {
        documents::csv(&sheet).map(String::into_bytes)
    })
    .await
}

pub(super) async fn xlsx(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let annee = year(&visit, &query);
    let sheet = sheet(&visit, &app, annee).await?;
    let workbook = Workbook {
        title: sheet.title.clone(),
        organisation: visit.tenant()?.nom.clone(),
        date: super::today(&visit),
        sheets: vec![sheet],
        notes: Vec::new(),
    };
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    web::download(&format!("montants-{annee}.xlsx"), kind, move || documents::xlsx(&workbook)).await
}

//! Start-up aids: what was granted, received and spent.

mod une;

use super::{ROOM, beside};
use crate::aide::{Aide, Octroi};
use crate::droits::AIDES;
use crate::store;
use aci::Montant;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, form::Width, francais};
pub(super) use une::{one, receive, spend};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let all = store::aides::aides(&mut app.db.read(&visit.ctx).await?).await?;
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucune aide notée",
        "Chaque région a ses aides et ses montants\u{a0}: notez celle qui vous a été accordée, avec la lettre qui le dit.",
        None,
    );
    let columns = vec![
        Column::text("Aide"),
        Column::text("Financeur"),
        Column::text("Accordée le"),
        Column::number("Accordé"),
        Column::number("Reçu"),
        Column::number("Dépensé"),
        Column::number("Reste à dépenser"),
        Column::text("Avant le"),
    ];
    let frame = ui::Frame {
        lead: Some("Les aides au démarrage sont propres à chaque région\u{a0}: le montant est celui de votre courrier. Elles se suivent à part du contrat ACI.".into()),
        ..visit.frame("Aides au démarrage")
    };
    let content = html! {
        (ROOM.tabs(visit, "aides"))
        @for (tone, words) in all.iter().filter_map(|one| one.alerte(kernel::today(visit.ctx.now))) { (ui::alert::alert(tone, html! { (words) "." })) }
        (Table::new("aides", "Aides accordées", columns).rows(rows(visit, &all)).empty(empty))
        @if visit.can(AIDES) {
            (granting(visit, filled))
        }
    };
    Ok((frame, content))
}

/// A row an aid, and their total.
fn rows(visit: &Visit, all: &[Aide]) -> Vec<Row> {
    let row = |one: &Aide| {
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("projet/aides/{}", one.id))) { (one.octroi.intitule) } },
            html! { (one.octroi.financeur) },
            html! { (francais::date(one.octroi.accordee_le)) },
            html! { (francais::euros(one.octroi.montant)) },
            html! { (francais::euros(one.recu())) },
            html! { (francais::euros(one.depense())) },
            html! { (francais::euros(one.reste())) },
            html! { @match one.octroi.fin { Some(fin) => (francais::date(fin)), None => "—" } },
        ])
    };
    let sum = |of: &dyn Fn(&Aide) -> i64| -> i64 { all.iter().map(of).sum() };
    let granted = sum(&|one| one.octroi.montant);
    let mut rows: Vec<Row> = all.iter().map(row).collect();
    if all.len() > 1 {
        let blank = || html! {};
        rows.push(
            Row::new(vec![
                html! { "Total" },
                blank(),
                blank(),
                html! { (francais::euros(granted)) },
                html! { (francais::euros(sum(&Aide::recu))) },
                html! { (francais::euros(sum(&Aide::depense))) },
                html! { (francais::euros(sum(&Aide::reste))) },
                blank(),
            ])
            .total(),
        );
    }
    rows
}

fn granting(visit: &Visit, filled: &Filled) -> Markup {
    html! {
            details open[filled.is_refused()] {
                summary { "Noter une aide accordée" }
                (ui::form(&visit.csrf, &visit.workspace("projet/aides"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (visit.key(filled))
                    (Field::text("intitule", "Intitulé").required().maxlength(200).filled(filled))
                    (Field::text("financeur", "Financeur").hint("ARS (fonds d’intervention régional), région, département…").required().maxlength(200).filled(filled))
                    (Field::text("montant", "Montant accordé").hint("«\u{a0}15\u{202f}000\u{a0}€\u{a0}» ou «\u{a0}15000,50\u{a0}».").width(Width::Short).required().filled(filled))
                    (Field::date("accordee_le", "Accordée le").required().filled(filled))
                    (Field::date("fin", "À dépenser avant le").hint("Facultatif\u{a0}: la date limite du courrier. Une alerte paraît à son approche.").filled(filled))
                    (Field::text("source", "Où c’est écrit").hint("Courrier, convention, décision, avec sa date.").required().maxlength(200).filled(filled))
                    div.actions { (Button::primary("Noter l’aide")) }
                }))
            }
    }
}

/// An amount, its day under that name, and the last day when the form has one.
fn money(fields: &Fields, day: &str) -> Result<(i64, Date, Option<Date>), FieldErrors> {
    let mut reader = fields.reader();
    let read = reader.required::<Montant>("montant").zip(reader.required(day));
    let fin = reader.optional("fin");
    reader.finish(read.map(|(montant, jour)| (montant.cents(), jour, fin)))
}

pub(super) async fn grant(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match money(&fields, "accordee_le") {
        Err(errors) => errors,
        Ok((montant, accordee_le, fin)) => {
            let text = |name: &str| fields.get(name).to_owned();
            let octroi = Octroi {
                intitule: text("intitule"),
                financeur: text("financeur"),
                montant,
                accordee_le,
                source: text("source"),
                fin,
            };
            let id = fields.key(&visit);
            match crate::grant_aide(&visit.ctx, &app.db, id, octroi).await {
                Ok(()) => {
                    let to = visit.workspace(&format!("projet/aides/{id}"));
                    return Ok(Redirect::to(to).done("L’aide est notée.").answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_aide(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "aides", "L’aide est retirée.", gone)
}

pub(super) async fn unspend(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, depense)): Path<(String, String, String)>,
) -> Answer {
    let gone = crate::withdraw_depense(&visit.ctx, &app.db, id_of(&depense)?).await;
    ROOM.after(&visit, &format!("aides/{id}"), "La dépense est retirée.", gone)
}

pub(super) async fn take_back(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, versement)): Path<(String, String, String)>,
) -> Answer {
    let gone = crate::withdraw_versement(&visit.ctx, &app.db, id_of(&versement)?).await;
    ROOM.after(&visit, &format!("aides/{id}"), "Le versement est retiré.", gone)
}

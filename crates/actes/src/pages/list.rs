//! The list of acts, newest first, with the totals of twelve months.

use crate::{Acte, Mission, NOTER, store};
use axum::extract::State;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Figure, Icon, Row, Table, francais};
use web::{Answer, App, Fields, Visit};

const PAGE: u32 = 50;

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let today = kernel::today(visit.ctx.now);
    let since = today.first_of_month().saturating_sub(jiff::Span::new().months(11));
    let totals = store::totals(&mut tx, since).await?;
    let mut actes = store::latest(&mut tx, cursor(query.get("avant")), PAGE + 1).await?;
    let more = actes.len() > PAGE as usize;
    actes.truncate(PAGE as usize);
    let next = actes
        .last()
        .filter(|_| more)
        .map(|acte| visit.workspace(&format!("actes?avant={}_{}", acte.fait.jour, acte.id)));

    let frame = ui::Frame {
        lead: Some("Le registre des preuves : chaque ligne nourrit les indicateurs, les indemnités et le rapport annuel.".into()),
        actions: visit.can(NOTER).then(|| html! { (Button::primary("Noter un acte").href(visit.workspace("actes/nouveau")).icon(Icon::Plus)) }),
        ..visit.frame("Actes")
    };
    let content = html! {
        @if !query.has("avant") { (summary(&totals, since)) }
        (table(&visit, &actes, next))
    };
    Ok(visit.page(&frame, content))
}

/// `2026-03-02_<id>`, the last line of the page before.
fn cursor(text: &str) -> Option<(Date, Id<Acte>)> {
    let (jour, id) = text.split_once('_')?;
    Some((jour.parse().ok()?, id.parse().ok()?))
}

/// One figure per mission that has acts.
pub(crate) fn summary(totals: &[store::Total], since: Date) -> Markup {
    let of = |mission| {
        let mine = totals.iter().filter(move |total| total.mission == mission);
        mine.fold((0, 0), |(actes, minutes), total| (actes + total.actes, minutes + total.minutes))
    };
    let missions = Mission::ALL.map(|mission| (mission, of(mission)));
    html! {
        @if missions.iter().any(|(_, (actes, _))| *actes > 0) {
            dl.figures aria-label="Douze derniers mois" {
                @for (mission, (actes, minutes)) in missions.into_iter().filter(|(_, (actes, _))| *actes > 0) {
                    (Figure::new(mission.label(), francais::nombre(actes))
                        .unit(if actes > 1 { "actes" } else { "acte" })
                        .note(html! { (francais::duree(minutes)) " depuis " (francais::mois_annee(since)) }))
                }
            }
        }
    }
}

fn table(visit: &Visit, actes: &[Acte], next: Option<String>) -> Markup {
    let columns = vec![
        Column::text("Ce qui a été fait"),
        Column::text("Mission"),
        Column::text("Jour"),
        Column::number("Durée"),
        Column::number("Personnes"),
    ];
    let rows = actes.iter().map(|acte| {
        let fait = &acte.fait;
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("actes/{}", acte.id))) { (fait.intitule) } },
            html! { (fait.mission.label()) },
            html! { (francais::date_courte(fait.jour)) },
            html! { @if fait.minutes > 0 { (francais::duree(fait.minutes.into())) } },
            html! { @if fait.personnes > 0 { (francais::nombre(fait.personnes.into())) } },
        ])
    });
    let empty = ui::empty::empty(
        Icon::Proof,
        "Aucun acte pour l’instant",
        "Les missions en écriront d’elles-mêmes ; ce qui se fait hors de Maillage se note à la main.",
        visit
            .can(NOTER)
            .then(|| html! { (Button::primary("Noter un acte").href(visit.workspace("actes/nouveau"))) }),
    );
    let paging = ui::table::Paging {
        first: None,
        shown: i64::try_from(actes.len()).unwrap_or(i64::MAX),
        total: None,
        previous: None,
        next: next.map(Into::into),
    };
    html! { (Table::new("actes", "Derniers actes", columns).rows(rows.collect()).empty(empty).paging(paging)) }
}

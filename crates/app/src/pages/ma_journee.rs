//! *Ma journée*: what waits for me today, then what the community has done lately.

use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Column, Figure, Row, Table, figure::SparkPoint, francais};
use web::{Answer, App, Redirect, Visit};

use crate::assembly;

/// Acts shown under the cards.
const LATEST: u32 = 10;

pub(super) async fn enter(visit: Visit) -> Answer {
    Ok(Redirect::to(visit.workspace("ma-journee")).answer(&visit))
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut cards = Vec::new();
    for module in assembly::modules() {
        if let Some(read) = module.cards {
            cards.extend(read(&app, &mut tx).await?);
        }
    }
    cards.sort_by_key(|(rank, _)| *rank);
    let cards: Vec<ui::Card> = cards.into_iter().map(|(_, card)| card).collect();

    let today = francais_day(&visit);
    let since = today.first_of_month().saturating_sub(jiff::Span::new().months(11));
    let done = if visit.can(actes::VOIR) {
        let totals = actes::store::totals(&mut tx, since).await?;
        let latest = actes::store::latest(&mut tx, None, LATEST).await?;
        Some((totals, latest))
    } else {
        None
    };
    let frame = ui::Frame { lead: Some(greeting(&visit, today).into()), ..visit.frame("Ma journée") };
    let content = html! {
        (ui::card::cards(&cards))
        @if let Some((totals, latest)) = &done { (activity(&visit, totals, latest, since)) }
    };
    Ok(visit.page(&frame, content))
}

fn francais_day(visit: &Visit) -> Date {
    let now = visit.ctx.now;
    now.in_tz("Europe/Paris")
        .map_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC).date(), |zoned| zoned.date())
}

fn greeting(visit: &Visit, today: Date) -> String {
    let name = visit.identity.as_ref().map(|identity| identity.name.as_str()).unwrap_or_default();
    let first = name.split_whitespace().next().unwrap_or_default();
    format!("Bonjour {first}, nous sommes {}.", francais::date_complete(today))
}

/// Totals by mission, twelve months, and the last acts.
fn activity(visit: &Visit, totals: &[actes::store::Total], latest: &[actes::Acte], since: Date) -> Markup {
    if latest.is_empty() {
        return html! {};
    }
    let months: Vec<Date> = (0..12).map(|n| since.saturating_add(jiff::Span::new().months(n))).collect();
    html! {
        (ui::section::section("activite", "Ce que la communauté a fait", html! {
            dl.figures {
                @for mission in actes::Mission::ALL {
                    @let mine: Vec<_> = totals.iter().filter(|total| total.mission == mission).collect();
                    @if !mine.is_empty() { (tile(mission, &mine, &months)) }
                }
            }
            (recent(visit, latest))
        }))
    }
}

fn tile(mission: actes::Mission, totals: &[&actes::store::Total], months: &[Date]) -> Markup {
    let (count, minutes) = totals.iter().fold((0, 0), |(n, m), total| (n + total.actes, m + total.minutes));
    let points: Vec<SparkPoint> = months
        .iter()
        .map(|month| {
            let n = totals.iter().find(|total| total.mois == *month).map_or(0, |total| total.actes);
            SparkPoint::new(
                francais::mois_annee(*month),
                f64::from(i32::try_from(n).unwrap_or(i32::MAX)),
                francais::nombre(n),
            )
        })
        .collect();
    html! {
        (Figure::new(mission.label(), francais::nombre(count))
            .unit(if count > 1 { "actes" } else { "acte" })
            .note(html! { (francais::duree(minutes)) " en douze mois" })
            .spark(ui::figure::sparkline(mission.label(), &points)))
    }
}

fn recent(visit: &Visit, latest: &[actes::Acte]) -> Markup {
    let columns = vec![Column::text("Derniers actes"), Column::text("Mission"), Column::number("Jour")];
    let rows = latest.iter().map(|acte| {
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("actes/{}", acte.id))) { (acte.fait.intitule) } },
            html! { (acte.fait.mission.label()) },
            html! { (francais::date_courte(acte.fait.jour)) },
        ])
    });
    let table = Table::new("derniers-actes", "Derniers actes", columns).quiet_caption().compact();
    html! {
        (table.rows(rows.collect()))
        p { a href=(visit.workspace("actes")) { "Tous les actes" } }
    }
}

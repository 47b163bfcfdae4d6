//! What was done of an action, beside its budget.

use crate::action::Fiche;
use crate::realise::{Cumul, Realise};
use maud::{Markup, html};
use ui::{Button, Column, Figure, Row, Table, figure::figures, francais};
use web::Visit;

/// Figures since the beginning, the last twelve months, the latest acts.
pub(super) fn done(visit: &Visit, fiche: &Fiche, realise: &Realise) -> Markup {
    html! {
        section.section id="realise" {
            h2 { "Ce qui a été fait" }
            @if realise.total.actes == 0 {
                p { "Aucun acte ne nomme encore cette action." }
            } @else {
                (totals(fiche, realise.total))
                (months(&realise.mois))
                (latest(visit, realise))
            }
            div.actions {
                @if visit.can(actes::NOTER) { (Button::secondary("Noter un acte").href(visit.workspace("actes/nouveau"))) }
                @if realise.total.actes > 0 { (Button::plain("Registre des actes").href(visit.workspace("actes"))) }
            }
        }
    }
}

fn totals(fiche: &Fiche, total: Cumul) -> Markup {
    let budget = match fiche.budget_cents {
        Some(cents) => Figure::new("Budget prévu", francais::euros(cents)),
        None => Figure::missing("Budget prévu", "non chiffré"),
    };
    figures(&[
        Figure::new("Actes", francais::nombre(total.actes)),
        Figure::new("Temps passé", francais::duree(total.minutes))
            .note(html! { "sur les actes dont la durée est notée" }),
        Figure::new("Personnes touchées", francais::nombre(total.personnes))
            .note(html! { "comptées à chaque acte" }),
        budget,
    ])
}

fn months(mois: &[(jiff::civil::Date, Cumul)]) -> Markup {
    let with_acts = mois.iter().filter(|(_, sum)| sum.actes > 0);
    let rows: Vec<Row> = with_acts
        .map(|(month, sum)| {
            Row::new(vec![
                html! { (francais::mois_annee(*month)) },
                html! { (francais::nombre(sum.actes)) },
                html! { @if sum.minutes > 0 { (francais::duree(sum.minutes)) } @else { "—" } },
                html! { @if sum.personnes > 0 { (francais::nombre(sum.personnes)) } @else { "—" } },
            ])
        })
        .collect();
    let columns = vec![
        Column::text("Mois"),
        Column::number("Actes"),
        Column::number("Temps"),
        Column::number("Personnes"),
    ];
    html! {
        @if rows.is_empty() { p { "Rien depuis douze mois." } }
        @else { (Table::new("mois", "Les douze derniers mois", columns).rows(rows)) }
    }
}

fn latest(visit: &Visit, realise: &Realise) -> Markup {
    let rows = realise.derniers.iter().map(|acte| {
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("actes/{}", acte.id))) { (acte.fait.intitule) } },
            html! { (francais::date_courte(acte.fait.jour)) },
            html! { @if acte.fait.minutes > 0 { (francais::duree(acte.fait.minutes.into())) } @else { "—" } },
            html! { @if acte.fait.personnes > 0 { (francais::nombre(acte.fait.personnes.into())) } @else { "—" } },
        ])
    });
    let columns = vec![
        Column::text("Acte"),
        Column::text("Jour"),
        Column::number("Temps"),
        Column::number("Personnes"),
    ];
    html! { (Table::new("derniers-actes", "Derniers actes", columns).rows(rows.collect())) }
}

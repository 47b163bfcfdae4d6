//! Who has had how many half-days: before, in this planning, which share of all.

use crate::{Participant, Tableau};
use maud::{Markup, html};
use ui::{Column, Row, Table, francais};

/// `office`: whether wishes are counted, for those who may know.
pub(super) fn equite(tableau: &Tableau, office: bool) -> Markup {
    let since = francais::date(tableau.planning.cadre.compte_depuis);
    let mut columns = vec![
        Column::text("Personne"),
        Column::number("Ailleurs"),
        Column::number("Ce planning"),
        Column::number("En tout"),
        Column::number("Part"),
    ];
    if office {
        columns.push(Column::number("Souhaits dits"));
    }
    let loads: Vec<(i64, i64)> = tableau.participants.iter().map(|one| load(tableau, one)).collect();
    let all: i64 = loads.iter().map(|(before, here)| before + here).sum();
    let rows = tableau.participants.iter().zip(&loads).map(|(one, (before, here))| {
        let part = (100 * (before + here) + all / 2).checked_div(all).unwrap_or(0);
        let mut cells = vec![
            html! { (tableau.nom(one.id)) @if !tableau.is_active(one) { " (ne participe plus)" } },
            html! { (before) },
            html! { (here) },
            html! { (before + here) },
            html! { (format!("{part}\u{202f}%")) },
        ];
        if office {
            let said = tableau.voeux.range((one.id, kernel::Id::new(uuid::Uuid::nil()))..);
            let said = said.take_while(|((who, _), _)| *who == one.id).count();
            cells.push(html! { (said) "\u{a0}/\u{a0}" (tableau.demi_journees.len()) });
        }
        Row::new(cells)
    });
    html! {
        p.soft { "«\u{a0}Ailleurs\u{a0}»\u{a0}: gardes publiées dans les autres plannings depuis le " (since) "." }
        (Table::new("equite", "Gardes de chacun", columns).rows(rows.collect()).quiet_caption())
    }
}

/// Half-days before and elsewhere, half-days here.
fn load(tableau: &Tableau, one: &Participant) -> (i64, i64) {
    let here = tableau.affectations.iter().filter(|what| what.participant == one.id).count();
    let before = tableau.deja.get(&one.effecteur).copied().unwrap_or(0);
    (i64::from(before), i64::try_from(here).unwrap_or(i64::MAX))
}

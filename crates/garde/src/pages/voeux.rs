//! What somebody says of each half-day: one tap each, then one button.

use super::grille::jour;
use super::moi::Moi;
use crate::{Avis, DemiJournee, mots};
use jiff::Span;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::button::actions;
use ui::form::hidden;
use ui::{Button, Column, Method, Row, Table, francais};
use web::Visit;

pub(super) fn form(visit: &Visit, moi: &Moi) -> Markup {
    let here = moi.tableau.participants.iter().find(|one| one.id == moi.id);
    let mine = |one: &&DemiJournee| {
        one.horaire.debut > visit.ctx.now && here.is_some_and(|who| who.can(one.competence))
    };
    let all: Vec<&DemiJournee> = moi.tableau.demi_journees.iter().filter(mine).collect();
    if all.is_empty() {
        return html! { p { "Aucune demi-journée à venir ne demande vos compétences." } };
    }
    let weeks = all.chunk_by(|a, b| monday(a.jour()) == monday(b.jour()));
    html! {
        p { "Pour chaque demi-journée, touchez ce qui vous convient, puis enregistrez en bas. Sans réponse, elle compte comme possible." }
        (ui::form(&visit.csrf, &moi.chemin, Method::Post, html! {
            (hidden("geste", "voeux"))
            @for week in weeks { (table(moi, week)) }
            (actions(html! { (Button::primary("Enregistrer mes vœux")) }))
        }))
    }
}

fn monday(day: Date) -> Date {
    day.saturating_sub(Span::new().days(day.weekday().to_monday_zero_offset()))
}

fn table(moi: &Moi, week: &[&DemiJournee]) -> Markup {
    let first = week.first().map(|one| monday(one.jour())).unwrap_or_default();
    let columns = vec![Column::text("Demi-journée"), Column::text("Votre vœu")];
    let row = |one: &&DemiJournee| {
        let words = format!("{}, {}", jour(one.jour()), mots::heures(one));
        Row::new(vec![html! { (words) }, choices(moi, one, &words)])
    };
    let title = format!("Semaine du {}", francais::date(first));
    html! { (Table::new(format!("voeux-{first}"), title, columns).rows(week.iter().map(row).collect())) }
}

fn choices(moi: &Moi, one: &DemiJournee, words: &str) -> Markup {
    let now = moi.tableau.avis(moi.id, one.id);
    html! {
        div.actions role="radiogroup" aria-label=(words) {
            @for avis in Avis::ALL {
                @let id = format!("v-{}-{}", one.id, avis.code());
                div.option {
                    input type="radio" id=(id) name={ "v-" (one.id) } value=(avis.code()) checked[*avis == now];
                    label for=(id) { (avis.libelle()) }
                }
            }
        }
    }
}

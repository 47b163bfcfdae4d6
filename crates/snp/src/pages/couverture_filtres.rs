//! What *Couverture* looks at: seven days, a profession, a commune. It lives in its address.

use super::ROOM;
use crate::couverture::{JOURS, Question};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use rendez_vous::Profession;
use std::collections::BTreeSet;
use ui::button::actions;
use ui::form::filters;
use ui::{Button, Choice, Field, Icon};
use web::{Fields, Visit};

/// Years that are looked at: others are mistyped.
const ANNEES: std::ops::RangeInclusive<i16> = 2000..=2199;

/// What cannot be read asks for nothing.
pub(super) fn read(fields: &Fields, today: Date) -> Question {
    Question {
        du: fields.reader().optional("du").filter(|day: &Date| ANNEES.contains(&day.year())).unwrap_or(today),
        profession: fields.get("profession").parse().ok(),
        commune: fields.get("commune").parse().ok(),
    }
}

/// The end of the address of a question.
fn query(one: Question) -> String {
    let mut all = format!("?du={}", one.du);
    if let Some(profession) = one.profession {
        all += &format!("&profession={profession}");
    }
    if let Some(commune) = one.commune {
        all += &format!("&commune={commune}");
    }
    all
}

/// The address of a question.
pub(super) fn at(visit: &Visit, one: Question) -> String {
    ROOM.at(visit, &format!("couverture{}", query(one)))
}

pub(super) fn filtres(
    visit: &Visit,
    asked: Question,
    professions: &BTreeSet<Profession>,
    communes: &[(identifiants::CommuneCode, String)],
) -> Markup {
    let all = |words: &'static str| vec![Choice::new("", words)];
    let mut who = all("Toutes");
    who.extend(professions.iter().map(|one| Choice::new(one.code(), one.libelle())));
    let mut towns = all("Toutes");
    towns.extend(communes.iter().map(|(code, nom)| Choice::new(code.to_string(), nom.clone())));
    let text = |value: Option<String>| value.unwrap_or_default();
    filters(
        &ROOM.at(visit, "couverture"),
        html! {
            (Field::date("du", "Sept jours, à partir du").value(asked.du.to_string()))
            (Field::select("profession", "Profession", who).value(text(asked.profession.map(|one| one.to_string()))))
            (Field::select("commune", "Commune", towns).value(text(asked.commune.map(|one| one.to_string()))))
        },
    )
}

/// Seven days earlier, today, seven days later.
pub(super) fn around(visit: &Visit, asked: Question, today: Date) -> Markup {
    let to = |du: Date| at(visit, Question { du, ..asked });
    actions(html! {
        (Button::secondary("Sept jours avant").icon(Icon::Previous).href(to(asked.du.saturating_sub(JOURS.days()))).small())
        @if asked.du != today { (Button::secondary("À partir d’aujourd’hui").href(to(today)).small()) }
        (Button::secondary("Sept jours après").icon(Icon::Next).href(to(asked.du.saturating_add(JOURS.days()))).small())
    })
}

//! How the pages say amounts: their doubt, and why they are what they are.

use crate::accord::Accord;
use crate::argent::Somme;
use crate::doute::{Doute, doute};
use law::Parameters;
use maud::{Markup, html};
use ui::Tone;

/// « non confirmé », where an unconfirmed figure entered.
pub(crate) fn doubt(incertain: bool) -> Markup {
    html! { @if incertain { " " (ui::status::badge(Tone::Warning, "non confirmé")) } }
}

/// « non confirmé », or « règle non confirmée » when every amount is sure: the calculation names the rule.
pub(crate) fn doubt_of(accord: &Accord, incertain: bool, why: &law::Pourquoi) -> Markup {
    match doute(accord, incertain, why) {
        Doute::Aucun => html! {},
        Doute::Montant => doubt(true),
        Doute::Regles(_) => html! { " " (ui::status::badge(Tone::Warning, "règle non confirmée")) },
    }
}

/// What is to be known of a sum: unconfirmed, or lacking a part.
pub(crate) fn reserves(somme: Somme) -> Markup {
    html! { (doubt(somme.incertain)) @if somme.partiel { " " (ui::status::badge(Tone::Warning, "somme partielle")) } }
}

/// « Pourquoi ce montant ? »: how an amount was reached, its sources one press away.
pub(crate) fn pourquoi(law: &Parameters, tree: &law::Pourquoi, about: &str) -> Markup {
    ui::pourquoi(tree, about, &ui::pourquoi::cite(law))
}

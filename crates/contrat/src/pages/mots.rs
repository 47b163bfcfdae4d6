//! How the pages say amounts: their doubt, and why they are what they are.

use crate::accord::Accord;
use crate::argent::Somme;
use crate::doute::{Doute, doute};
use law::Parameters;
use maud::{Markup, html};
use std::sync::Arc;
use ui::Tone;

/// « non confirmé », where an unconfirmed figure entered.
pub(crate) fn doubt(incertain: bool) -> Markup {
    html! { @if incertain { " " (ui::status::badge(Tone::Warning, "non confirmé")) } }
}

/// « non confirmé », or « règle non confirmée » with its name when every amount is sure.
pub(crate) fn doubt_of(accord: &Accord, incertain: bool, why: &law::Pourquoi) -> Markup {
    match doute(accord, incertain, why) {
        Doute::Aucun => html! {},
        Doute::Montant => doubt(true),
        Doute::Regles(names) => html! {
            " " (ui::status::badge(Tone::Warning, "règle non confirmée"))
            " " span.soft { (names.join(", ")) }
        },
    }
}

/// What is to be known of a sum: unconfirmed, or lacking a part.
pub(crate) fn reserves(somme: Somme) -> Markup {
    html! { (doubt(somme.incertain)) @if somme.partiel { " " (ui::status::badge(Tone::Warning, "somme partielle")) } }
}

/// « Pourquoi ce montant ? »: how an amount was reached, its sources one press away, versions by their titles.
pub(crate) fn pourquoi(law: &Parameters, tree: &law::Pourquoi, about: &str) -> Markup {
    let cite = ui::pourquoi::cite(law);
    match Accord::of(law) {
        Ok(accord) => ui::pourquoi(&titled(&accord, tree), about, &cite),
        Err(_) => ui::pourquoi(tree, about, &cite),
    }
}

fn titled(accord: &Accord, tree: &law::Pourquoi) -> law::Pourquoi {
    let mut tree = tree.clone();
    tree.formula = accord.titled(&tree.formula);
    for input in &mut tree.inputs {
        input.value = accord.titled(&input.value).into();
    }
    tree.then = tree.then.iter().map(|below| Arc::new(titled(accord, below))).collect();
    tree
}

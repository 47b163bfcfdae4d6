//! A list of facts: a term, its value.

use maud::{Markup, html};

/// `definitions(&[("SIRET", html! { "123 456 789 00012" })])`.
#[must_use]
pub fn definitions(facts: &[(&str, Markup)]) -> Markup {
    html! {
        dl.definitions { @for (term, value) in facts { div { dt { (term) } dd { (value) } } } }
    }
}

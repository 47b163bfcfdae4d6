//! The living page of every component in every state.

use maud::{Markup, html};

/// Every component.
#[must_use]
pub fn gallery() -> Markup {
    html! { p { "…" } }
}

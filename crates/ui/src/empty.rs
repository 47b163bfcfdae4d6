//! Nothing here yet: say so, and say what to do.

use maud::{Markup, html};

use crate::icon::Icon;

/// An empty state: a sentence, why, and the next step.
#[must_use]
pub fn empty(icon: Icon, title: &str, body: &str, action: Option<Markup>) -> Markup {
    html! {
        div.empty {
            (icon)
            p.empty-title { (title) }
            p { (body) }
            @if let Some(action) = action { div.empty-action { (action) } }
        }
    }
}

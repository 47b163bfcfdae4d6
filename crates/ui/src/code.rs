//! Keys, and text to copy.

use maud::{Markup, html};

use crate::icon::Icon;

/// Keys to press together: `keys(&["Ctrl", "K"])`.
#[must_use]
pub fn keys(names: &[&str]) -> Markup {
    html! { span.keys { @for (i, name) in names.iter().enumerate() { @if i > 0 { "\u{a0}+\u{a0}" } kbd { (name) } } } }
}

/// A text to copy whole: an address, a command, a code. The button appears when the script can copy.
#[must_use]
pub fn code_block(label: &str, text: &str) -> Markup {
    html! {
        figure.code-block {
            figcaption { (label) }
            pre tabindex="0" { code { (text) } }
            button.button.secondary.small type="button" data-copy hidden {
                (Icon::Copy) span { "Copier" span.visually-hidden { " : " (label) } }
            }
        }
    }
}

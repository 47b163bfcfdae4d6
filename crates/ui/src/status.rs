//! Badges and states.

use maud::{Markup, html};

use crate::tone::Tone;

/// A word on a tinted ground: a role, a kind.
#[must_use]
pub fn badge(tone: Tone, words: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (words) } }
}

/// A state: a dot whose shape follows the tone, and its word.
#[must_use]
pub fn status(tone: Tone, words: &str) -> Markup {
    html! { span class={ "status " (tone.class()) } { (words) } }
}

//! How far along.

use maud::{Markup, html};

use crate::francais;

/// A bar from 0 to `max`, with its numbers in words: « 24 sur 39 ».
#[must_use]
pub fn progress(id: &str, label: &str, value: u32, max: u32) -> Markup {
    html! {
        div.progress {
            label for=(id) { (label) }
            span.progress-text { (francais::nombre(value.into())) " sur " (francais::nombre(max.into())) }
            progress id=(id) value=(value) max=(max) {}
        }
    }
}

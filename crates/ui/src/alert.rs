//! An alert: one sentence that matters now, with its tone in words, shape and colour.

use maud::{Markup, Render, html};

use crate::{icon::Icon, tone::Tone};

/// `alert(Tone::Success, "Réunion enregistrée.")`. Danger and warning interrupt a screen reader, the rest waits.
#[must_use]
pub fn alert(tone: Tone, body: impl Render) -> Markup {
    html! {
        div class={ "alert " (tone.class()) } role=(role(tone)) {
            (tone_icon(tone))
            div.alert-body { span.visually-hidden { (tone.word()) "\u{a0}: " } (body) }
        }
    }
}

/// The same with a title, for a longer explanation inside a page.
#[must_use]
pub fn notice(tone: Tone, title: &str, body: impl Render) -> Markup {
    alert(tone, html! { p.alert-title { (title) } (body) })
}

const fn role(tone: Tone) -> &'static str {
    match tone {
        Tone::Danger | Tone::Warning => "alert",
        Tone::Neutral | Tone::Info | Tone::Success => "status",
    }
}

/// The shape of a tone.
pub(crate) const fn tone_icon(tone: Tone) -> Icon {
    match tone {
        Tone::Neutral | Tone::Info => Icon::Info,
        Tone::Success => Icon::Check,
        Tone::Warning => Icon::Warning,
        Tone::Danger => Icon::Stop,
    }
}

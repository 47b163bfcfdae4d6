//! What happened, in order: the journal.

use maud::{Markup, Render, html};

use crate::Text;

/// One line of the journal.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Machine form of the instant: `2026-11-22T09:05`.
    pub instant: Text,
    /// What the reader sees: « 9 h 05 ».
    pub when: Text,
    /// Who did it.
    pub who: Text,
    /// What they did.
    pub what: Markup,
    /// Where from, the change itself, a reference.
    pub detail: Option<Markup>,
}

impl Entry {
    /// A line without detail.
    #[must_use]
    pub fn new(
        instant: impl Into<Text>,
        when: impl Into<Text>,
        who: impl Into<Text>,
        what: impl Render,
    ) -> Self {
        Self {
            instant: instant.into(),
            when: when.into(),
            who: who.into(),
            what: what.render(),
            detail: None,
        }
    }

    /// The same, with a detail.
    #[must_use]
    pub fn detail(mut self, detail: impl Render) -> Self {
        self.detail = Some(detail.render());
        self
    }
}

/// The lines, the most recent first if you give them so.
#[must_use]
pub fn timeline(entries: &[Entry]) -> Markup {
    html! {
        ol.timeline {
            @for entry in entries {
                li {
                    time datetime=(entry.instant) { (entry.when) }
                    div {
                        p { strong { (entry.who) } " " (entry.what) }
                        @if let Some(detail) = &entry.detail { div.timeline-detail { (detail) } }
                    }
                }
            }
        }
    }
}

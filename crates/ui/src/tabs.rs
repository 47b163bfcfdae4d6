//! Tabs that are links: each has its address.

use maud::{Markup, html};

use crate::{Text, francais};

/// One tab.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its words.
    pub label: Text,
    /// Its address.
    pub href: Text,
    /// True for the one shown.
    pub current: bool,
    /// How many things it holds.
    pub count: Option<i64>,
}

impl Tab {
    /// A tab without a count.
    #[must_use]
    pub fn new(label: impl Into<Text>, href: impl Into<Text>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, count: None }
    }

    /// The same, with a count.
    #[must_use]
    pub fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
}

/// The row of tabs; `label` names it for screen readers.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = tab.count { " " span.tab-count { (francais::nombre(count)) } }
                        }
                    }
                }
            }
        }
    }
}

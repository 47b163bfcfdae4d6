//! From one page of rows to the next.

use maud::{Markup, Render, html};

use crate::{Text, francais, icon::Icon};

/// Where we are in a long list; the links carry keys, never page numbers.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// Rank of the first row shown, from 1; unknown in a keyset walk that lost count.
    pub first: Option<i64>,
    /// How many rows are shown.
    pub shown: i64,
    /// How many there are in all, when it is known.
    pub total: Option<i64>,
    /// Address of the rows before.
    pub previous: Option<Text>,
    /// Address of the rows after.
    pub next: Option<Text>,
}

impl Paging {
    fn words(&self) -> String {
        let shown = match self.first {
            Some(first) if self.shown > 0 => {
                format!("{}\u{2013}{}", francais::nombre(first), francais::nombre(first + self.shown - 1))
            }
            _ => francais::compte(self.shown, "ligne", "lignes"),
        };
        match self.total {
            Some(total) => format!("{shown} sur\u{a0}{}", francais::nombre(total)),
            None => shown,
        }
    }
}

/// The same as rendering it.
#[must_use]
pub fn paging(paging: &Paging) -> Markup {
    paging.render()
}

impl Render for Paging {
    fn render(&self) -> Markup {
        self.named("Pages de la liste")
    }
}

impl Paging {
    /// The same under a name of its own: a page may show several lists.
    pub(super) fn named(&self, name: &str) -> Markup {
        html! {
            nav.paging aria-label=(name) {
                p { (self.words()) }
                @if self.previous.is_some() || self.next.is_some() {
                    ul {
                        li {
                            @match &self.previous {
                                Some(href) => a.button.secondary.small rel="prev" href=(href) { (Icon::Previous) span { "Précédents" } },
                                None => span.button.secondary.small.off { (Icon::Previous) span { "Précédents" } },
                            }
                        }
                        li {
                            @match &self.next {
                                Some(href) => a.button.secondary.small rel="next" href=(href) { span { "Suivants" } (Icon::Next) },
                                None => span.button.secondary.small.off { span { "Suivants" } (Icon::Next) },
                            }
                        }
                    }
                }
            }
        }
    }
}
